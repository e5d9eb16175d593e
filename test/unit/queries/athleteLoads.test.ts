import {
	athleteLoads,
	rangeOfDays,
	type AthleteLoad,
	type LoadQuestion,
} from '../../../nodes/TerraTeams/queries/athleteLoads';
import type { FoundRecord } from '../../../nodes/TerraTeams/queries/rangeSearch';
import {
	readMetricsSchemas,
	type MetricsSchemaLookup,
} from '../../../nodes/TerraTeams/output/metricsSchema';
import type { Json } from '../../../nodes/TerraTeams/records/json';
import type { Activity } from '../../../nodes/TerraTeams/records/types';
import { at, distances, metric, nameLike, session } from './distances';

/** From 18 to 22 November. */
const question: LoadQuestion = {
	metrics: ['distance_m'],
	day: '2026-11-22',
	days: 5,
	athleteIds: new Set(),
	timeZone: 'UTC',
};
const noSchemas: MetricsSchemaLookup = new Map();

function loadsOf(
	activities: readonly FoundRecord<Activity>[],
	changes: Partial<LoadQuestion> = {},
	schemas = noSchemas,
): AthleteLoad[] {
	return athleteLoads(activities, { ...question, ...changes }, schemas);
}

describe('the loads of the days', () => {
	it('are the sums of their sessions, from the first session to the last day', () => {
		const activities = [
			session(at('2026-11-19T08:00Z'), { ada: 100 }),
			session(at('2026-11-19T17:00Z'), { ada: 20.5, bea: 7 }),
			session(at('2026-11-21T08:00Z'), { bea: 2, ada: 3 }),
		];
		expect(loadsOf(activities)).toEqual([
			distances('ada', [120.5, 0, 3, 0], [2, 0, 1, 0]),
			distances('bea', [7, 0, 2, 0], [1, 0, 1, 0]),
		]);
	});

	it.each([
		['2026-11-17T23:59:59.999Z', null],
		['2026-11-18T00:00:00.000Z', [7, 0, 0, 0, 0]],
		['2026-11-18T23:59:59.999Z', [7, 0, 0, 0, 0]],
		['2026-11-21T23:59:59.999Z', [7, 0]],
		['2026-11-22T00:00:00.000Z', [7]],
		['2026-11-22T23:59:59.999Z', [7]],
		['2026-11-23T00:00:00.000Z', null],
	])('with a session at %s are %j', (time, loads) => {
		const sessions = loads?.map((load) => (load > 0 ? 1 : 0)) ?? [];
		const expected = loads ? [distances('ada', loads, sessions)] : [];
		expect(loadsOf([session(at(time), { ada: 7 })])).toEqual(expected);
	});

	it.each([
		['2027-01-01', '2026-12-31T12:00Z'],
		['2028-03-01', '2028-02-29T12:00Z'],
		['2026-03-01', '2026-02-28T12:00Z'],
	])('go back from %s to %s', (day, time) => {
		const loads = loadsOf([session(at(time), { ada: 7 })], { day });
		expect(loads).toEqual([distances('ada', [7, 0], [1, 0])]);
	});

	it('are none without sessions, without metrics, and of activities that say nothing', () => {
		const activities = [session(at('2026-11-22T12:00Z'), { ada: 7 })];
		expect(loadsOf([])).toEqual([]);
		expect(loadsOf(activities, { metrics: [] })).toEqual([]);
		expect(loadsOf(activities, { metrics: ['distance'] })).toEqual([]);
		expect(loadsOf([{ coachId: 'coach-a', record: {} }])).toEqual([]);
	});

	it.each<Json>([null, 0, -1, 'soon', {}, []])('leave out a session with the time %j', (time) => {
		const dated = session(at('2026-11-22T12:00Z'), { ada: 5 });
		expect(loadsOf([session(time, { ada: 7 }), dated])).toEqual([distances('ada', [5], [1])]);
	});

	it.each<Json>(['12', '', null, true, {}, [12], Infinity, -Infinity, NaN])(
		'leave out the value %p',
		(value) => {
			const activities = [
				session(at('2026-11-21T12:00Z'), { ada: value }),
				session(at('2026-11-22T12:00Z'), { ada: 5 }),
				session(at('2026-11-22T18:00Z'), { ada: value, bea: value }),
			];
			expect(loadsOf(activities)).toEqual([distances('ada', [5], [1])]);
		},
	);

	it.each([0, -3, 0.25])('count the value %d as a session', (value) => {
		const activities = [session(at('2026-11-21T12:00Z'), { ada: value })];
		expect(loadsOf(activities)).toEqual([distances('ada', [value, 0], [1, 0])]);
	});

	it('do not count what was done in periods, nor the metrics of the activity itself', () => {
		const inPeriods = {
			activity_metrics: [metric('distance', 900)],
			periods: [
				{ athlete_metrics: [{ athlete_id: 'ada', metrics: [metric('distance', 60)] }] },
				{ athlete_metrics: [{ athlete_id: 'bea', metrics: [metric('distance', 40)] }] },
			],
		};
		const activities = [session(at('2026-11-22T12:00Z'), { ada: 100 }, inPeriods)];
		expect(loadsOf(activities)).toEqual([distances('ada', [100], [1])]);
	});
});

describe('the day of a session', () => {
	it.each([
		['2026-11-22T22:59:59Z', 3600, 'UTC', true],
		['2026-11-22T23:00:00Z', 3600, 'UTC', false],
		['2026-11-23T00:59:59Z', -3600, 'UTC', true],
		['2026-11-23T01:00:00Z', -3600, 'UTC', false],
		['2026-11-22T22:59:59Z', 0, 'Europe/Berlin', true],
		['2026-11-22T23:00:00Z', 0, 'Europe/Berlin', false],
		['2026-11-23T04:59:59Z', null, 'America/New_York', true],
		['2026-11-23T05:00:00Z', null, 'America/New_York', false],
		['2026-11-22T23:00:00Z', 3600, 'America/New_York', false],
	])('at %s, %j s east, with the time zone %s', (time, tz_offset_seconds, timeZone, isLast) => {
		const activities = [session(at(time), { ada: 7 }, { tz_offset_seconds })];
		const expected = isLast ? [distances('ada', [7], [1])] : [];
		expect(loadsOf(activities, { timeZone })).toEqual(expected);
	});

	it('may come before that of an earlier session, further east', () => {
		const activities = [
			session(at('2026-11-20T23:30Z'), { ada: 7 }, { tz_offset_seconds: 14 * 3600 }),
			session(at('2026-11-21T00:30Z'), { ada: 5 }, { tz_offset_seconds: -10 * 3600 }),
		];
		expect(loadsOf(activities)).toEqual([distances('ada', [5, 7, 0], [1, 1, 0])]);
	});
});

describe('the range of days', () => {
	it.each([
		['2026-11-22', 5, '2026-11-17T10:00Z', '2026-11-23T12:00Z'],
		['2026-11-22', 1, '2026-11-21T10:00Z', '2026-11-23T12:00Z'],
		['2027-01-01', 84, '2026-10-09T10:00Z', '2027-01-02T12:00Z'],
	])('that end on %s and are %i', (day, days, start, end) => {
		expect(rangeOfDays(day, days)).toEqual({ startUs: at(start), endUs: at(end) });
	});

	it('begins and ends with them where clocks are furthest ahead and behind', () => {
		const { startUs, endUs } = rangeOfDays(question.day, question.days);
		const loadsAt = (us: number, hours: number) =>
			loadsOf([session(us, { ada: 7 }, { tz_offset_seconds: hours * 3600 })]);
		expect(loadsAt(startUs - 1, 14)).toEqual([]);
		expect(loadsAt(startUs, 14)).toEqual([distances('ada', [7, 0, 0, 0, 0], [1, 0, 0, 0, 0])]);
		expect(loadsAt(endUs - 1, -12)).toEqual([distances('ada', [7], [1])]);
		expect(loadsAt(endUs, -12)).toEqual([]);
	});
});

describe('the athletes', () => {
	const day = at('2026-11-22T12:00Z');

	it.each([
		[[], ['ada', 'bea', '7']],
		[['bea'], ['bea']],
		[
			['7', 'ada', 'zoe'],
			['ada', '7'],
		],
		[['zoe'], []],
	])('that are asked for: %j', (asked, expected) => {
		const metrics = ['ada', 'bea', 7].map((athlete_id) => ({
			athlete_id,
			metrics: [metric('distance', 5)],
		}));
		const activities = [session(day, {}, { athlete_metrics: metrics })];
		const loads = loadsOf(activities, { athleteIds: new Set(asked) });
		expect(loads).toEqual(expected.map((id) => distances(id, [5], [1])));
	});

	it.each<Json>([null, '', {}, [], false])('are nobody with the id %j', (athlete_id) => {
		const athlete_metrics = [{ athlete_id, metrics: [metric('distance', 5)] }];
		const activities = [session(day, {}, { athlete_metrics })];
		expect(loadsOf(activities)).toEqual([]);
		expect(loadsOf(activities, { athleteIds: new Set(['ada']) })).toEqual([]);
	});

	it('are those of the list, by either id', () => {
		const athlete = { athlete_id: 'ada', external_athlete_id: 'vald-1', reference_id: 'ref-1' };
		const named = { athletes: [{ ...athlete, first_name: 'Ada', last_name: 'L.' }] };
		const activities = [session(day, { 'vald-1': 4 }, named), session(day, { ada: 5 }, named)];
		const found = { athlete_id: 'ada', name: 'Ada L.', reference_id: 'ref-1' };
		const expected = [{ ...distances('ada', [9], [2]), athlete: found }];
		expect(loadsOf(activities)).toEqual(expected);
		expect(loadsOf(activities, { athleteIds: new Set(['ada']) })).toEqual(expected);
		expect(loadsOf(activities, { athleteIds: new Set(['vald-1']) })).toEqual([]);
	});

	it.each([
		[[null, 'Ada'], 'Ada'],
		[['Ada', null], 'Ada'],
		[[null, 'Ada', null, 'Ada L.', null], 'Ada L.'],
		[[null, null], null],
	])('that are called %j have the last name: %j', (names, name) => {
		const activities = names.map((first_name) =>
			session(day, { ada: 1 }, { athletes: [{ athlete_id: 'ada', first_name }] }),
		);
		const athlete = { athlete_id: 'ada', name, reference_id: null };
		const expected = { ...distances('ada', [names.length], [names.length]), athlete };
		expect(loadsOf(activities)).toEqual([expected]);
	});

	it('are none where an activity lists them without metrics', () => {
		const listed = { athletes: [{ athlete_id: 'ada', first_name: 'Ada' }] };
		expect(loadsOf([session(day, {}, listed)])).toEqual([]);
	});
});

describe('the metrics', () => {
	const day = at('2026-11-22T12:00Z');

	it('are kept apart, and may be missing', () => {
		const playerLoad = metric('Player Load', 9, null);
		const athlete_metrics = { ada: [playerLoad, metric('distance', 5)], bea: [playerLoad] };
		const activities = [session(day, {}, { athlete_metrics })];
		const ofPlayerLoad = {
			metric: 'player_load',
			name: nameLike('player_load', 'Player Load', null),
			loads: [9],
		};
		expect(loadsOf(activities, { metrics: ['distance_m', 'player_load', 'speed'] })).toEqual([
			distances('ada', [5], [1]),
			{ ...distances('ada', [], [1]), ...ofPlayerLoad },
			{ ...distances('bea', [], [1]), ...ofPlayerLoad },
		]);
	});

	it("are named by each coach's own schema", () => {
		const schemas = readMetricsSchemas(
			new Map([
				['coach-a', [{ key: 'distance', display_name: 'Total Distance', unit: 'km' }]],
				['coach-c', [{ key: 'distance', display_name: 'Way' }]],
			]),
		);
		const activities = ['coach-a', 'coach-b', 'coach-c', 'coach-a', 'coach-b'].map(
			(coachId, n) => ({ ...session(day, { ada: 10 ** n }), coachId }),
		);
		const metrics = ['distance_m', 'total_distance_m', 'way_m'];
		expect(loadsOf(activities, { metrics }, schemas)).toEqual([
			{
				...distances('ada', [1001], [2]),
				metric: 'total_distance_m',
				name: nameLike('total_distance_m', 'Total Distance', 'm'),
			},
			{ ...distances('ada', [10010], [2]), coachId: 'coach-b' },
			{
				...distances('ada', [100], [1]),
				coachId: 'coach-c',
				metric: 'way_m',
				name: nameLike('way_m', 'Way', 'm'),
			},
		]);
	});

	it('have the last of the labels that make the same column', () => {
		const activities = ['Total Distance', 'total_distance'].map((name) =>
			session(day, {}, { athlete_metrics: { ada: [metric(name, 5)] } }),
		);
		expect(loadsOf(activities, { metrics: ['total_distance_m'] })).toEqual([
			{
				...distances('ada', [10], [2]),
				metric: 'total_distance_m',
				name: nameLike('total_distance_m', 'total_distance', 'm'),
			},
		]);
	});
});
