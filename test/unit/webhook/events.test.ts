import fc from 'fast-check';

import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import { isWebhookEvent, kindsOf, readEvent } from '../../../nodes/TerraTeams/webhook/events';

function read(json: unknown) {
	return readEvent(Buffer.from(JSON.stringify(json)));
}

const coach = { coach_id: 'c', provider: 'VALD' };

it.each([
	['activity.retrieved', 'activityRetrieved', 'activity'],
	['athlete.deleted', 'athleteDeleted', 'athlete'],
	['athlete.registered', 'athleteRegistered', 'athlete'],
	['coach.registered', 'coachRegistered', 'coach'],
	['test.retrieved', 'testRetrieved', 'test'],
	['activity.metric.retrieved', 'other', null],
	['athlete.updated', 'other', null],
	['coach.deleted', 'other', null],
])('knows %s', (type, name, kind) => {
	expect(read({ type, coach, data: [] })).toMatchObject({ type, name, kind, coach, records: [] });
	expect(isWebhookEvent(name)).toBe(true);
});

it.each([
	'healthcheck',
	'activity',
	'athlete',
	'body',
	'auth',
	'large_request_sending',
	's3_payload',
	'lab_report',
	'tests.retrieved',
	'TEST.RETRIEVED',
	' test.retrieved',
	'test.',
	'team.created',
	'activityRetrieved',
	'constructor',
	'',
])('does not take %j for an event of Teams', (type) => {
	expect(read({ type, data: [{ a: 1 }] })).toBeNull();
	expect(isWebhookEvent(type === 'activityRetrieved' ? '' : type)).toBe(false);
});

it.each([null, [], 'text', 7, {}, { type: null }, { type: 7 }, { data: [] }])(
	'does not take %j for an event',
	(json) => expect(read(json)).toBeNull(),
);

it.each(['', '{"type":"test.retr', '<html>', '\uFFFF'])('does not take %j for JSON', (text) => {
	expect(readEvent(Buffer.from(text))).toBeNull();
});

it('reads records from a list and from an object, and leaves out what is none', () => {
	expect(read({ type: 'coach.registered', data: coach })?.records).toEqual([coach]);
	expect(
		read({ type: 'test.retrieved', data: [{ a: 1 }, null, 7, [1], { b: 2 }] })?.records,
	).toEqual([{ a: 1 }, { b: 2 }]);
	expect(read({ type: 'test.retrieved', data: null })?.records).toEqual([]);
	expect(read({ type: 'test.retrieved', data: 'later' })?.records).toEqual([]);
});

it('takes ids alone for athletes, and whatever there is in an event that nobody knows', () => {
	expect(read({ type: 'athlete.deleted', data: ['a', 7, 'b'] })?.records).toEqual([
		{ athlete_id: 'a' },
		{ athlete_id: 'b' },
	]);
	expect(read({ type: 'test.deleted', data: ['a', null, 7] })?.records).toEqual([
		{ value: 'a' },
		{ value: 7 },
	]);
});

it('adds no data to an event without any', () => {
	expect(read({ type: 'coach.revoked', coach })?.content).toEqual({ coach });
	expect(read({ type: 'test.retrieved', coach })?.content).toEqual({ coach });
});

it('knows the kinds of the records of some events', () => {
	expect(kindsOf(new Set(['testRetrieved', 'athleteDeleted', 'other']))).toEqual(
		new Set(['test', 'athlete']),
	);
	expect(kindsOf(new Set(['other']))).toEqual(new Set());
});

it('takes another event itself for the record where it has no data', () => {
	expect(read({ type: 'test.retrieved', coach })?.records).toEqual([]);
	expect(read({ type: 'coach.revoked', coach, message: 'x' })?.records).toEqual([
		{ coach, message: 'x' },
	]);
});

it('reads JSON with a byte order mark', () => {
	expect(readEvent(Buffer.from('\uFEFF{"type":"test.retrieved","data":[{}]}'))?.records).toEqual([
		{},
	]);
});

it('removes what a coach was created with, wherever a server repeats it', () => {
	const secrets = { client_id: 'a', client_secret: 'b', token: 'c' };
	const event = read({
		type: 'athlete.registered',
		...secrets,
		coach: { ...coach, ...secrets },
		data: [{ athlete_id: 'x', ...secrets, coach: { ...coach, ...secrets } }],
	});
	expect(event?.content).toEqual({ coach, data: [{ athlete_id: 'x', coach }] });
	expect(event?.coach).toEqual(coach);
	expect(event?.records).toEqual([{ athlete_id: 'x', coach }]);
	expect(read({ type: 'coach.registered', data: { ...coach, ...secrets } })?.records).toEqual([
		coach,
	]);
});

it('never throws, and keeps everything else as it was sent', () => {
	const types = fc.constantFrom('test.retrieved', 'coach.registered', 'coach.new');
	const records = fc.array(
		// Whole numbers beyond 2^53 become text.
		fc.object({
			key: fc.constantFrom('a', 'b', 'coach_id'),
			values: [fc.boolean(), fc.integer(), fc.string(), fc.constant(null)],
		}),
	);
	fc.assert(
		fc.property(types, records, fc.jsonValue({ maxDepth: 3 }), (type, data, coachValue) => {
			const sent: JsonObject = JSON.parse(JSON.stringify({ type, data, coach: coachValue }));
			expect(read(sent)?.content).toEqual({ ...sent, type: undefined });
			expect(read({ type, data: coachValue })).not.toBeUndefined();
		}),
	);
});
