import { activityMetricReader } from '../../../../nodes/TerraTeams/output/activity/activityMetrics';
import {
	athleteIdsOf,
	ofAthletes,
	readActivity,
	type ActivityContent,
} from '../../../../nodes/TerraTeams/output/activity/readActivity';
import type { JsonObject } from '../../../../nodes/TerraTeams/records/json';
import { activityOf, metric } from './activities';

const startUs = 1_795_368_600_000_000;

it('is read with its times, teams and metrics', () => {
	const record = {
		activity_id: 12,
		description: 'Cup final',
		start_timestamp_us: startUs,
		end_timestamp_us: startUs + 1,
		tz_offset_seconds: 3600,
		teams: [{ name: 'Us', is_home: 0 }, null, { is_home: 1 }, { name: 'Them', is_home: -1 }],
		activity_metrics: [metric('load', 1)],
	};
	const activity = activityOf(record);
	expect(activity).toMatchObject({
		id: '12',
		description: 'Cup final',
		startUs,
		endUs: startUs + 1,
		offsetSeconds: 3600,
		teams: [
			{ name: 'Us', side: 'away' },
			{ name: null, side: 'home' },
			{ name: 'Them', side: null },
		],
		participations: [],
		periods: [],
	});
	expect([...activity.metrics.keys()]).toEqual(['load']);
});

it('has null for whatever is missing', () => {
	expect(activityOf({})).toMatchObject({
		id: null,
		coachId: null,
		description: null,
		startUs: null,
		endUs: null,
		offsetSeconds: null,
		teams: [],
	});
});

it('is of the coach that is known, or else of the one it names', () => {
	expect(activityOf({ coach_id: 'named' }, 'known').coachId).toBe('known');
	expect(activityOf({ coach_id: 'named' }).coachId).toBe('named');
});

it.each([
	[null, 'Pacific/Auckland', '2026-11-23'],
	[0, 'Pacific/Auckland', '2026-11-23'],
	[-3600, 'Pacific/Auckland', '2026-11-22'],
	[null, 'UTC', '2026-11-22'],
	[23_400, 'UTC', '2026-11-23'],
	[23_340, 'UTC', '2026-11-22'],
])('has its day by an offset of %j, or else in %s: %s', (offset, timeZone, day) => {
	const owned = { record: { tz_offset_seconds: offset }, coachId: null };
	const { dayOf } = readActivity(owned, activityMetricReader(new Map()), timeZone);
	expect(dayOf(startUs)).toBe(day);
	expect(dayOf(null)).toBeNull();
});

describe('a period', () => {
	it('is read with its times', () => {
		const period = {
			period_id: 'p',
			name: 'First half',
			start_timestamp_us: startUs,
			end_timestamp_us: startUs + 1,
		};
		expect(activityOf({ periods: [null, period, {}] }).periods).toEqual([
			{
				id: 'p',
				key: 'p',
				name: 'First half',
				startUs,
				endUs: startUs + 1,
				participations: [],
			},
			{ id: null, key: 'period_2', name: null, startUs: null, endUs: null, participations: [] },
		]);
	});

	it('has its id as its key, or else its number from 1, and is told apart from others', () => {
		const periods = [
			{},
			{ period_id: 'b' },
			{ period_id: '' },
			{ period_id: 7 },
			{ period_id: 'b' },
		];
		expect(activityOf({ periods }).periods.map(({ key }) => key)).toEqual([
			'period_1',
			'b',
			'period_3',
			'7',
			'b_2',
		]);
	});

	it('has only the athletes that it names', () => {
		const activity = activityOf({
			athletes: [{ athlete_id: 'a' }, { athlete_id: 'b' }],
			periods: [{ athlete_metrics: [{ athlete_id: 'b', metrics: [metric('load', 1)] }] }, {}],
		});
		expect(idsIn(activity)).toEqual([['a', 'b'], ['b'], []]);
	});

	it('knows an athlete by an id that only a later period explains', () => {
		const activity = activityOf({
			periods: [
				{ athlete_metrics: [{ athlete_id: 'x', metrics: [] }] },
				{ detailed_athlete_participation: [{ athlete_id: 'a', external_athlete_id: 'x' }] },
			],
		});
		expect(idsIn(activity)).toEqual([[], ['a'], ['a']]);
	});
});

describe('the side and the function of an athlete in the whole activity', () => {
	const entry = (is_home_team: number | null, role: string | null) => ({
		detailed_athlete_participation: [{ athlete_id: 'a', is_home_team, function: role }],
	});

	it.each<[string, JsonObject[], string | null, string | null]>([
		['are not known without periods', [], null, null],
		['are not known where no period knows them', [entry(-1, null), entry(null, '')], null, null],
		['are those of the only period', [entry(0, 'Wing')], 'away', 'Wing'],
		['are those that all periods agree in', [entry(1, 'Wing'), entry(1, 'Wing')], 'home', 'Wing'],
		[
			'are those of the periods that know them',
			[entry(null, 'Wing'), entry(1, null)],
			'home',
			'Wing',
		],
		['are not known where periods disagree', [entry(1, 'Wing'), entry(0, 'Centre')], null, null],
		[
			'are not known where the last of three disagrees',
			[entry(1, 'Wing'), entry(1, 'Wing'), entry(0, 'Centre')],
			null,
			null,
		],
		[
			'are known one without the other',
			[entry(1, 'Wing'), entry(1, 'Centre'), entry(null, null)],
			'home',
			null,
		],
	])('%s', (_, periods, homeOrAway, role) => {
		const { participations } = activityOf({ athletes: [{ athlete_id: 'a' }], periods });
		expect(participations.map((one) => [one.homeOrAway, one.function])).toEqual([
			[homeOrAway, role],
		]);
	});

	it('are its own where the activity itself has them', () => {
		const activity = { ...entry(0, 'Back'), periods: [entry(1, 'Wing')] };
		expect(activityOf(activity).participations).toMatchObject([
			{ homeOrAway: 'away', function: 'Back' },
		]);
	});

	it('are not those of another athlete', () => {
		const activity = { athletes: [{ athlete_id: 'b' }], periods: [entry(1, 'Wing')] };
		const { participations } = activityOf(activity);
		expect(participations.map((one) => [one.homeOrAway, one.function])).toEqual([[null, null]]);
	});
});

/** An activity of a, b and somebody without an id; c is in a period alone. */
const squad = {
	activity_id: 'i',
	athletes: [{ athlete_id: 'b' }, { athlete_id: 'a' }, { first_name: 'Jane' }],
	activity_metrics: [metric('load', 1)],
	periods: [
		{ period_id: 'p', name: 'First half', athlete_participation: { full: ['c', 'a'] } },
		{ period_id: 'q', name: 'Second half', athlete_participation: { full: ['b'] } },
	],
};

describe('an activity as it concerns some athletes', () => {
	it.each([
		[['a'], [['a'], ['a'], []]],
		[
			['a', 'b'],
			[['b', 'a'], ['a'], ['b']],
		],
		[['c'], [[], ['c'], []]],
		[['d'], [[], [], []]],
	])('has of %j only what is theirs, in the whole and in each period', (ids, expected) => {
		expect(idsIn(ofAthletes(activityOf(squad), new Set(ids)))).toEqual(expected);
	});

	it('keeps everything else', () => {
		const activity = ofAthletes(activityOf(squad, 'coach'), new Set(['a']));
		expect(activity).toMatchObject({
			id: 'i',
			coachId: 'coach',
			periods: [
				{ id: 'p', key: 'p', name: 'First half' },
				{ id: 'q', key: 'q', name: 'Second half' },
			],
		});
		expect([...activity.metrics.keys()]).toEqual(['load']);
	});

	it('has everybody, also who has no id, where no athletes are given', () => {
		expect(idsIn(ofAthletes(activityOf(squad), new Set()))).toEqual([
			['b', 'a', null],
			['c', 'a'],
			['b'],
		]);
	});
});

describe('the ids of the athletes of an activity', () => {
	it('are those of the activity and of its periods, without who has none', () => {
		expect(new Set(athleteIdsOf(squad))).toEqual(new Set(['a', 'b', 'c']));
	});

	it.each([
		['metrics', { athlete_metrics: { a: [] } }],
		['lists of participation', { athlete_participation: { unknown: ['a'] } }],
		['detailed list', { detailed_athlete_participation: [{ athlete_id: 'a' }] }],
	])('are also of who is in the %s alone, of the whole or of a period', (_, place) => {
		expect(athleteIdsOf(place)).toEqual(['a']);
		expect(athleteIdsOf({ periods: [{}, place] })).toEqual(['a']);
	});

	it('are none where nobody took part, or nobody with an id', () => {
		expect(athleteIdsOf({})).toEqual([]);
		expect(athleteIdsOf({ athletes: [{ first_name: 'Jane' }] })).toEqual([]);
	});
});

/** The ids of the athletes of the whole activity, then of each period. */
function idsIn({ participations, periods }: ActivityContent): (string | null)[][] {
	return [participations, ...periods.map((period) => period.participations)].map((list) =>
		list.map(({ athlete }) => athlete.athlete_id),
	);
}
