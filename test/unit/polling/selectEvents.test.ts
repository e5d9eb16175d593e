import type { Change } from '../../../nodes/TerraTeams/polling/detectChanges';
import type { PollEvent } from '../../../nodes/TerraTeams/polling/events';
import { selectEvents, type Candidate } from '../../../nodes/TerraTeams/polling/selectEvents';
import { changeOf, nowUs, readOf, settings } from './examples';

function identities(candidates: readonly Candidate[]): string[] {
	return candidates.map(({ change }) => change.identity);
}

/** The events of changes in one stream. */
function eventsOf(events: PollEvent[], ...changes: Partial<Change>[]): PollEvent[] {
	const read = readOf({ changes: changes.map(changeOf) });
	const { emitted, deferred } = selectEvents([read], { ...settings, events: new Set(events) });
	expect(deferred).toEqual([]);
	return emitted.map(({ event }) => event);
}

it('selects a change with its stream and its event', () => {
	const change = changeOf();
	const read = readOf({ changes: [change] });
	expect(selectEvents([read], settings)).toEqual({
		emitted: [{ read, change, event: 'testCreated' }],
		deferred: [],
	});
});

it('has nothing to select where nothing was read', () => {
	expect(selectEvents([], settings)).toEqual({ emitted: [], deferred: [] });
});

it.each<[string, PollEvent[], Partial<Change>, PollEvent[]]>([
	['what is created', ['testCreated', 'testUpdated'], { type: 'created' }, ['testCreated']],
	['what is updated', ['testCreated', 'testUpdated'], { type: 'updated' }, ['testUpdated']],
	['no update that is not asked for', ['testCreated'], { type: 'updated' }, []],
	['nothing created that is not asked for', ['testUpdated'], { type: 'created' }, []],
	['nothing of another kind', ['activityCreated'], { type: 'created' }, []],
	['nothing that has not changed', ['testCreated', 'testUpdated'], { type: 'none' }, []],
	[
		'nothing that has not changed, left out before or not',
		['testCreated', 'testUpdated'],
		{ type: 'none', wasLeftOut: true },
		[],
	],
	[
		'nothing that a filter leaves out',
		['testCreated', 'testUpdated'],
		{ seen: { version: 'AAAA', day: 1, isLeftOut: true } },
		[],
	],
	[
		'as created what was left out before',
		['testUpdated', 'testCreated'],
		{ wasLeftOut: true },
		['testCreated'],
	],
	[
		'as updated what was left out, where that alone is asked for',
		['testUpdated'],
		{ wasLeftOut: true },
		['testUpdated'],
	],
	[
		'nothing that was left out, where only other kinds are',
		['athleteUpdated'],
		{ wasLeftOut: true },
		[],
	],
])('selects %s', (_, events, change, selected) => {
	expect(eventsOf(events, change)).toEqual(selected);
});

it('goes on behind what it does not select', () => {
	expect(eventsOf(['testCreated'], { type: 'none' }, { type: 'updated' }, {})).toEqual([
		'testCreated',
	]);
});

describe('a stream without a baseline', () => {
	it.each([
		['before that time', nowUs - 1, nowUs, false],
		['at that time', nowUs, nowUs, true],
		['after that time', nowUs + 1, nowUs, true],
		['without a time', null, nowUs, false],
		['at any time, where all are silent', nowUs, Infinity, false],
		['without a time, where all are silent', null, Infinity, false],
		['at the begin of 1970, where that is the time', 0, 0, true],
		['without a time, even if that is the begin of 1970', null, 0, false],
		['without a time, where none are silent', null, null, true],
		['long ago, where none are silent', 1, null, true],
	])('emits from a time on what is dated %s', (_, timestampUs, emitFromUs, isEmitted) => {
		const read = readOf({ emitFromUs, changes: [changeOf({ timestampUs })] });
		const { emitted, deferred } = selectEvents([read], settings);
		expect(emitted).toHaveLength(isEmitted ? 1 : 0);
		expect(deferred).toEqual([]);
	});
});

describe('of several changes', () => {
	const dated = (identity: string, timestampUs: number | null) =>
		changeOf({ identity, timestampUs });
	const reads = [
		readOf({ changes: [dated('undated', null), dated('third', 3), dated('also third', 3)] }),
		readOf({
			changes: [dated('second', 2), dated('1970', 0), dated('third too', 3), dated('none', null)],
		}),
	];
	const sorted = ['1970', 'second', 'third', 'also third', 'third too', 'undated', 'none'];

	it.each([0, 1, 3, 6, 7, 8])('emits the oldest %d, and leaves the others', (maxItems) => {
		const { emitted, deferred } = selectEvents(reads, { ...settings, maxItems });
		expect(identities(emitted)).toEqual(sorted.slice(0, maxItems));
		expect(identities(deferred)).toEqual(sorted.slice(maxItems));
	});

	it('counts no silent one against the limit', () => {
		const [first, second] = [dated('first', 1), dated('second', 2)];
		const silent = readOf({ emitFromUs: Infinity, changes: [first] });
		const read = readOf({ changes: [second] });
		const { emitted, deferred } = selectEvents([silent, read], { ...settings, maxItems: 1 });
		expect(identities(emitted)).toEqual(['second']);
		expect(deferred).toEqual([]);
	});
});
