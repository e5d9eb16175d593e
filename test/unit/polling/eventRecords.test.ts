import { toEventRecord } from '../../../nodes/TerraTeams/polling/eventRecords';
import type { PollEvent } from '../../../nodes/TerraTeams/polling/events';
import { changeOf, settings, testsOfAnna } from './examples';

const record = { test_id: 'x', coach_id: 'bob' };
const change = changeOf({ record, identity: 'identity', digest: 'digest' });

function withEvents(...events: PollEvent[]) {
	return { ...settings, events: new Set(events) };
}

it('holds the name of the event, the record, and the coach of the stream', () => {
	expect(
		toEventRecord('testCreated', testsOfAnna, change, withEvents('testCreated')),
	).toStrictEqual({
		event: 'test.created',
		dedupeKey: 'test:anna:identity',
		kind: 'test',
		coachId: 'anna',
		record,
	});
});

it.each<[string, PollEvent[], string]>([
	['the version where the kind has updates', ['testCreated', 'testUpdated'], 'identity:digest'],
	['the version where there are updates alone', ['testUpdated'], 'identity:digest'],
	['no version where another kind has updates', ['testCreated', 'activityUpdated'], 'identity'],
])('has a key with %s', (_, events, key) => {
	const item = toEventRecord('testCreated', testsOfAnna, change, withEvents(...events));
	expect(item.dedupeKey).toBe(`test:anna:${key}`);
});

it.each([
	['the coach that the record names', record, 'bob', 'athlete:bob:identity'],
	['no coach where the record names none', {}, null, 'athlete::identity'],
])('has in a stream of the whole account %s', (_, named, coachId, dedupeKey) => {
	const name = { kind: 'athlete', coachId: null, key: 'pppppppp' } as const;
	const item = toEventRecord(
		'athleteCreated',
		name,
		{ ...change, record: named },
		withEvents('athleteCreated'),
	);
	expect(item).toMatchObject({ event: 'athlete.created', kind: 'athlete', coachId, dedupeKey });
});
