import fc from 'fast-check';

import { noFilter } from '../../../nodes/TerraTeams/queries/recordFilter';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import { detectChanges } from '../../../nodes/TerraTeams/polling/detectChanges';
import type { PollEvent } from '../../../nodes/TerraTeams/polling/events';
import { toEventRecord } from '../../../nodes/TerraTeams/polling/eventRecords';
import { SeenRecords } from '../../../nodes/TerraTeams/polling/seenRecords';
import type { RecordKind } from '../../../nodes/TerraTeams/records/kinds';
import { readEvent, type TerraEvent } from '../../../nodes/TerraTeams/webhook/events';
import {
	eventRecords,
	matchesEvent,
	wholeEvent,
} from '../../../nodes/TerraTeams/webhook/eventRecords';

const none: ReadonlySet<RecordKind> = new Set();

function event(json: unknown): TerraEvent {
	const read = readEvent(Buffer.from(JSON.stringify(json)));
	if (!read) throw new Error('That is no event.');
	return read;
}

const coach = { coach_id: 'anna' };

it.each([
	['activity.retrieved', { activity_id: 'x' }, 'activity:anna:x', 'anna'],
	['test.retrieved', { test_id: 'x' }, 'test:anna:x', 'anna'],
	['test.retrieved', { test_id: 'x', coach_id: 'bob' }, 'test:anna:x', 'anna'],
	['test.retrieved', { test_id: 7 }, 'test:anna:7', 'anna'],
	['athlete.registered', { athlete_id: 'x' }, 'athlete:anna:x', 'anna'],
	['athlete.registered', { athlete_id: 'x', coach_id: 'bob' }, 'athlete:bob:x', 'bob'],
	['athlete.deleted', { athlete_id: 'x', coach_id: 'bob' }, 'athlete.deleted:bob:x', 'bob'],
	['coach.registered', { coach_id: 'bob' }, 'coach:bob', 'bob'],
])('names a record of %s: %j', (type, record, dedupeKey, coachId) => {
	const details = { trace_id: 'trace' };
	expect(eventRecords(event({ type, coach, data: [record] }), none, details)).toMatchObject([
		{ event: type, dedupeKey, coachId, record, details },
	]);
});

it('names a record whose coach nobody says', () => {
	const [item] = eventRecords(
		event({ type: 'test.retrieved', data: [{ test_id: 'x' }] }),
		none,
		{},
	);
	expect(item).toMatchObject({ dedupeKey: 'test::x', coachId: null });
});

it('names the record of an event that nobody knows by what is in it', () => {
	const keys = (sent: object) =>
		eventRecords(event({ type: 'coach.revoked', ...sent }), none, {}).map(
			({ dedupeKey, coachId, kind }) => [dedupeKey, coachId, kind],
		);
	const key = expect.stringMatching(/^coach\.revoked:anna:[\w-]{16}$/) as unknown;
	expect(keys({ coach, data: [{ a: 1, b: 2 }] })).toEqual([[key, 'anna', null]]);
	expect(keys({ coach, data: [{ a: 1, b: 2 }] })).toEqual(keys({ coach, data: [{ b: 2, a: 1 }] }));
	expect(keys({ coach, data: [{ a: 1 }] })).not.toEqual(keys({ coach, data: [{ a: 2 }] }));
	expect(keys({ data: { a: 1 } })).toEqual([
		[expect.stringMatching(/^coach\.revoked::[\w-]{16}$/) as unknown, null, null],
	]);
});

it('names a deleted athlete whose coach nobody says', () => {
	const [item] = eventRecords(event({ type: 'athlete.deleted', data: ['x'] }), none, {});
	expect(item).toMatchObject({ dedupeKey: 'athlete.deleted::x', coachId: null });
});

describe('a filter', () => {
	const filter = { ...noFilter, athleteIds: new Set(['x']), active: true };
	const passes = (type: string, record: JsonObject) =>
		matchesEvent(filter, event({ type, coach, data: [record] }), record);

	it('asks of a registered athlete all that is chosen', () => {
		expect(passes('athlete.registered', { athlete_id: 'x', active: true })).toBe(true);
		expect(passes('athlete.registered', { athlete_id: 'x' })).toBe(false);
	});

	it('asks of a deleted athlete the id alone, since the event holds nothing else', () => {
		expect(passes('athlete.deleted', { athlete_id: 'x' })).toBe(true);
		expect(passes('athlete.deleted', { athlete_id: 'y', active: true })).toBe(false);
	});
});

it('tells versions apart only where that is chosen', () => {
	const keys = (notes: string, versioned: RecordKind[]) =>
		eventRecords(
			event({ type: 'test.retrieved', coach, data: [{ test_id: 'x', notes }] }),
			new Set(versioned),
			{},
		).map(({ dedupeKey }) => dedupeKey);
	expect(keys('a', [])).toEqual(keys('b', []));
	expect(keys('a', ['activity'])).toEqual(keys('b', []));
	expect(keys('a', ['test'])).not.toEqual(keys('b', ['test']));
	expect(keys('a', ['test'])).toEqual(keys('a', ['test']));
});

it('names an item for a whole event by what was sent, whatever the headers', () => {
	const sent = { type: 'test.retrieved', coach, message: 'x', data: [{ test_id: 'x' }, {}] };
	const body = Buffer.from(JSON.stringify(sent));
	const details = { trace_id: 'trace' };
	const item = wholeEvent(event(sent), body, details, [{ test_id: 'formed' }]);
	expect(item).toEqual({
		event: 'test.retrieved',
		dedupe_key: expect.stringMatching(/^test\.retrieved:anna:[\w-]{16}$/) as unknown,
		coach_id: 'anna',
		trace_id: 'trace',
		coach,
		message: 'x',
		data: [{ test_id: 'formed' }],
	});
	const again = wholeEvent(event(sent), body, {}, []);
	expect(again.dedupe_key).toBe(item.dedupe_key);
	const other = wholeEvent(event(sent), Buffer.concat([body, Buffer.from(' ')]), {}, []);
	expect(other.dedupe_key).not.toBe(item.dedupe_key);
});

it('names an item for a whole event whose coach nobody says', () => {
	const item = wholeEvent(event({ type: 'test.retrieved', data: [] }), Buffer.from('x'), {}, []);
	expect(item.dedupe_key).toMatch(/^test\.retrieved::[\w-]{16}$/);
});

it.each([
	[[{ coach_id: 'bob' }, { coach_id: 'bob' }], 'bob'],
	[[{ coach_id: 'bob' }, { coach_id: 'cleo' }], null],
	[[], null],
])('says whose event it is: %j', (data, coachId) => {
	const sent = { type: 'athlete.registered', data };
	expect(wholeEvent(event(sent), Buffer.from(''), {}, []).coach_id).toBe(coachId);
});

describe('a record that both triggers give', () => {
	const ids = fc.option(fc.constantFrom('a', 'b', 'c', 7), { nil: null });
	const bags = fc.dictionary(fc.constantFrom('notes', 'metrics', 'device'), fc.jsonValue());
	const kinds = {
		activity: { type: 'activity.retrieved', id: 'activity_id', time: 'start_timestamp_us' },
		athlete: { type: 'athlete.registered', id: 'athlete_id', time: 'created_at' },
		coach: { type: 'coach.registered', id: 'coach_id', time: 'created_at' },
		test: { type: 'test.retrieved', id: 'test_id', time: 'timestamp_us' },
	} as const;

	/** The dedupe keys that a poll gives to these records. */
	function polledKeys(kind: RecordKind, records: JsonObject[], events: PollEvent[]): string[] {
		const settings = {
			events: new Set(events),
			coaches: 'all' as const,
			filter: noFilter,
			lookBackDays: 7,
			emitExistingDays: 0,
			maxItems: 500,
			account: '',
		};
		const coachId = kind === 'coach' || kind === 'athlete' ? null : 'anna';
		const [first] = events;
		if (!first) throw new Error('No event.');
		return detectChanges(kind, records, SeenRecords.none, 0).map(
			(change) => toEventRecord(first, { kind, coachId, key: '' }, change, settings).dedupeKey,
		);
	}

	const cases: [RecordKind, PollEvent[], RecordKind[]][] = [
		['activity', ['activityCreated'], []],
		['activity', ['activityCreated', 'activityUpdated'], ['activity']],
		['test', ['testCreated'], []],
		['test', ['testCreated', 'testUpdated'], ['test']],
		['athlete', ['athleteCreated'], []],
		['coach', ['coachCreated'], []],
	];

	it.each(cases)(
		'has one dedupe_key: %s, polled on %j, pushed with %j',
		(kind, events, versioned) => {
			const { type, id, time } = kinds[kind];
			const records = fc.tuple(ids, fc.nat(), bags).map(([recordId, at, bag]) => ({
				...bag,
				[id]: recordId,
				[time]: at,
				...(kind === 'athlete' ? { coach_id: 'anna' } : {}),
			}));
			fc.assert(
				fc.property(records, (some) => {
					const record: JsonObject = JSON.parse(JSON.stringify(some));
					// As it arrives: the fields in another order.
					const sent = Object.fromEntries(Object.entries(record).reverse());
					const pushed = eventRecords(event({ type, coach, data: [sent] }), new Set(versioned), {});
					expect(pushed.map(({ dedupeKey }) => dedupeKey)).toEqual(
						polledKeys(kind, [record], events),
					);
				}),
			);
		},
	);
});
