import fc from 'fast-check';

import { canonicalJson, type Json, type JsonObject } from '../../../nodes/TerraTeams/records/json';
import { detectChanges } from '../../../nodes/TerraTeams/polling/detectChanges';
import { fingerprint } from '../../../nodes/TerraTeams/records/fingerprint';
import type { RecordKind } from '../../../nodes/TerraTeams/records/kinds';
import { SeenRecords } from '../../../nodes/TerraTeams/polling/seenRecords';

const nowUs = Date.UTC(2026, 0, 10) * 1000;

/** The changes of the last of several responses, each compared with what was seen before. */
function changes(kind: RecordKind, ...responses: JsonObject[][]): string[] {
	let seen = SeenRecords.none;
	let last: string[] = [];
	for (const records of responses) {
		const changes = detectChanges(kind, records, seen, nowUs);
		seen = seen.upsert(new Map(changes.map(({ key, seen: current }) => [key, current])));
		last = changes.map(({ type }) => type);
	}
	return last;
}

const none = SeenRecords.none;

/** What is seen after a response. */
function seenAfter(records: JsonObject[], matches: () => boolean = () => true): SeenRecords {
	const found = detectChanges('test', records, none, nowUs, matches);
	return none.upsert(new Map(found.map(({ key, seen }) => [key, seen])));
}

const jump = { test_id: 'a', timestamp_us: nowUs, notes: 'good' };
const nameless = { display_name: 'Jump', timestamp_us: nowUs };

describe('records with an id', () => {
	it('are created, then known, then updated', () => {
		expect(changes('test', [jump])).toEqual(['created']);
		expect(changes('test', [jump], [jump])).toEqual([]);
		expect(changes('test', [jump], [{ ...jump, notes: 'better' }])).toEqual(['updated']);
	});

	it('count once if a response holds them twice', () => {
		expect(changes('test', [jump, { ...jump }])).toEqual(['created']);
		expect(changes('athlete', [{ first_name: 'Ada' }, { first_name: 'Ada' }])).toEqual(['created']);
	});

	it('are updated once if a response holds two versions of one, in whatever order', () => {
		const other = { ...jump, notes: 'other' };
		const orders = [
			[jump, other],
			[other, jump],
			[jump, other],
			[other, jump],
		];
		expect(changes('test', ...orders)).toEqual([]);
		expect(changes('test', [jump], ...orders)).toEqual([]);
		expect(changes('test', [other], ...orders)).toEqual([]);
	});

	it('are told apart by their coaches', () => {
		const athlete = { athlete_id: 'a', coach_id: 'anna' };
		const other = { ...athlete, coach_id: 'bob' };
		expect(changes('athlete', [athlete, other])).toEqual(['created', 'created']);
	});

	it('are told apart by their ids alone', () => {
		expect(changes('test', [jump, { ...jump, test_id: 'b' }])).toEqual(['created', 'created']);
	});
});

describe('records without an id', () => {
	it('go by time and name, so that a change is an update', () => {
		expect(changes('test', [nameless], [{ ...nameless, notes: 'x' }])).toEqual(['updated']);
	});

	it('are told apart by their content where they share time and name', () => {
		const [one, other] = [
			{ ...nameless, notes: 'one' },
			{ ...nameless, notes: 'other' },
		];
		expect(changes('test', [one, other])).toEqual(['created', 'created']);
		expect(changes('test', [one, other], [other, one])).toEqual([]);
		expect(changes('test', [one], [one, other])).toEqual(['created']);
		expect(changes('test', [one], [other, one], [one, other])).toEqual([]);
		expect(changes('test', [one, other], [other])).toEqual([]);
		expect(changes('test', [one], [one, other], [other])).toEqual([]);
	});

	it('go by their content where they have neither time nor name', () => {
		expect(changes('test', [{ notes: 'x' }], [{ notes: 'x' }, { notes: 'y' }])).toEqual([
			'created',
		]);
	});

	it('have a name of their own that does not depend on what else is there', () => {
		const other = { ...nameless, notes: 'other' };
		const [alone] = detectChanges('test', [nameless], SeenRecords.none, nowUs);
		const [together] = detectChanges('test', [nameless, other], SeenRecords.none, nowUs);
		expect(alone?.key).not.toBe(together?.key);
		expect(alone?.identity).toBe(together?.identity);
	});
});

it('remembers a record without a time anew each day, and tells nobody', () => {
	const [change] = detectChanges('test', [{ test_id: 'a' }], SeenRecords.none, nowUs);
	const seen = SeenRecords.none.upsert(new Map(change && [[change.key, change.seen]]));
	const nextDay = detectChanges('test', [{ test_id: 'a' }], seen, nowUs + 86_400_000_000);
	expect(nextDay).toMatchObject([{ type: 'none', seen: { day: 20_464 } }]);
});

it('remembers a record by the day of its own time, but one of no kind with times by today', () => {
	const dayBeforeUs = nowUs - 86_400_000_000;
	const [test] = detectChanges('test', [{ ...jump, timestamp_us: dayBeforeUs }], none, nowUs);
	const [coach] = detectChanges('coach', [{ coach_id: 'a' }], none, nowUs);
	expect([test?.seen.day, coach?.seen.day]).toEqual([20_462, 20_463]);
});

it('tells records by their id, and those without one by their content', () => {
	const [one] = detectChanges('test', [jump], none, nowUs);
	const [other] = detectChanges('test', [nameless], none, nowUs);
	expect(one?.identity).toBe('a');
	expect(other?.identity).toMatch(/^~?[\w-]{16}$/);
	expect(other?.identity).toContain(other?.digest);
});

it('tells records without an id apart by a part of what names them', () => {
	const other = { ...nameless, display_name: 'Sprint', notes: 'x' };
	const seen = seenAfter([nameless], () => true);
	expect(detectChanges('test', [other], seen, nowUs).map(({ type }) => type)).toEqual(['created']);
	const dated = { timestamp_us: nowUs };
	const changed = detectChanges('test', [{ ...dated, notes: 'x' }], seenAfter([dated]), nowUs);
	expect(changed.map(({ type }) => type)).toEqual(['updated']);
});

it('does not take a record with an id for one without, of the same time and name', () => {
	const withId = { ...nameless, test_id: 'a' };
	const changed = [withId, { ...nameless, notes: 'x' }];
	const found = detectChanges('test', changed, seenAfter([withId, nameless]), nowUs);
	expect(found.map(({ type }) => type)).toEqual(['updated']);
});

describe('what a filter leaves out', () => {
	const leavesOut = () => false;

	it('is seen, and what passes was not left out', () => {
		const [out] = detectChanges('test', [jump], none, nowUs, leavesOut);
		const [passes] = detectChanges('test', [jump], none, nowUs);
		expect(out).toMatchObject({ type: 'created', wasLeftOut: false, seen: { isLeftOut: true } });
		expect(passes).toMatchObject({ wasLeftOut: false, seen: { isLeftOut: false } });
	});

	it('is created with the first version that passes', () => {
		const better = { ...jump, notes: 'better' };
		const seen = seenAfter([jump], leavesOut);
		expect(detectChanges('test', [better], seen, nowUs)).toMatchObject([
			{ type: 'created', wasLeftOut: true },
		]);
		expect(detectChanges('test', [better], seenAfter([jump]), nowUs)).toMatchObject([
			{ type: 'updated', wasLeftOut: false },
		]);
	});

	it('is remembered anew where the filter is another one, and tells nobody', () => {
		expect(detectChanges('test', [jump], seenAfter([jump], leavesOut), nowUs)).toMatchObject([
			{ type: 'none', wasLeftOut: true, seen: { isLeftOut: false } },
		]);
		expect(detectChanges('test', [jump], seenAfter([jump], leavesOut), nowUs, leavesOut)).toEqual(
			[],
		);
	});
});

it('takes no new e-mail address of an athlete for an update of all activities', () => {
	const activity = { activity_id: 'a', start_timestamp_us: nowUs, athletes: [{ email: 'old' }] };
	expect(changes('activity', [activity], [{ ...activity, athletes: [{ email: 'new' }] }])).toEqual(
		[],
	);
	expect(changes('activity', [activity], [{ ...activity, description: 'x' }])).toEqual(['updated']);
});

describe('canonical JSON', () => {
	it('is the same in whatever order fields and elements come', () => {
		const one = { a: [1, { b: 2, c: [true, null] }], d: 'x' };
		const other = { d: 'x', a: [{ c: [null, true], b: 2 }, 1] };
		expect(canonicalJson(one)).toBe(canonicalJson(other));
	});

	it.each<[Json | undefined, Json | undefined]>([
		[1, '1'],
		[null, 'null'],
		[null, false],
		[[], {}],
		[[1, 2], [12]],
		[['a,b'], ['a', 'b']],
		[{ a: 1 }, { a: '1' }],
		[{ a: null }, {}],
		[[[1], [2]], [[1, 2]]],
		[0, ''],
	])('tells %j from %j', (one, other) => {
		expect(canonicalJson(one)).not.toBe(canonicalJson(other));
	});

	it('leaves out what is undefined, as JSON does', () => {
		expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
	});

	it('is JSON of the same value, but for the order', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const json: Json = JSON.parse(JSON.stringify(value));
				const text = canonicalJson(json);
				expect(canonicalJson(JSON.parse(text))).toBe(text);
				expect([...text].sort()).toEqual([...JSON.stringify(json)].sort());
			}),
		);
	});
});

it('has fingerprints of 6 bits a character', () => {
	expect(fingerprint('x', 8)).toMatch(/^[\w-]{8}$/);
	expect(fingerprint('x', 16).slice(0, 8)).toBe(fingerprint('x', 8));
});
