import { activityRows } from '../../../../nodes/TerraTeams/output/activity/activityRows';
import type { JsonObject } from '../../../../nodes/TerraTeams/records/json';
import { activityOf, metric } from './activities';

const startUs = 1_795_368_600_000_000;
const minuteUs = 60_000_000;

const match = {
	activity_id: 'match',
	description: 'Cup final',
	start_timestamp_us: startUs,
	end_timestamp_us: startUs + 90 * minuteUs,
	tz_offset_seconds: 3600,
	activity_metrics: [metric('total', 9)],
	athletes: [
		{ athlete_id: 'b', first_name: 'Jane', last_name: 'Doe', reference_id: 'r' },
		{ athlete_id: 'a/1' },
	],
	athlete_metrics: { b: [metric('load', 2)], 'a/1': [metric('load', 1)] },
	periods: [
		{
			period_id: '2/2',
			name: 'Second half',
			start_timestamp_us: startUs + 45 * minuteUs,
			end_timestamp_us: startUs + 80 * minuteUs,
			detailed_athlete_participation: [
				{ athlete_id: 'b', is_home_team: 1, participation: 2, function: 'Wing' },
			],
			athlete_metrics: [{ athlete_id: 'b', metrics: [metric('load', 0.5)] }],
		},
	],
};

it('is a row for each athlete and one for each athlete in each period', () => {
	const rows = activityRows(activityOf(match, 'coach'), 7);
	expect(rows.map(({ recordIndex, part, groups }) => [recordIndex, part, groups])).toEqual([
		[7, 'b', [new Map([['load', 2]])]],
		[7, 'a%2F1', [new Map([['load', 1]])]],
		[7, '2%2F2/b', [new Map([['load', 0.5]])]],
	]);
	expect(rows[0]).toMatchObject({
		leading: {
			athlete_name: 'Jane Doe',
			start: '2026-11-22T17:30:00.000Z',
			local_date: '2026-11-22',
			description: 'Cup final',
			period: null,
			duration_minutes: 90,
			team: null,
		},
		trailing: {
			participation: null,
			home_or_away: 'home',
			function: 'Wing',
			end: '2026-11-22T19:00:00.000Z',
			local_start: '2026-11-22T18:30:00+01:00',
			athlete_reference_id: 'r',
			athlete_id: 'b',
			activity_id: 'match',
			period_id: null,
			coach_id: 'coach',
		},
	});
	expect(rows[2]).toMatchObject({
		leading: {
			athlete_name: 'Jane Doe',
			start: '2026-11-22T18:15:00.000Z',
			period: 'Second half',
			duration_minutes: 35,
		},
		trailing: {
			participation: 'partial',
			end: '2026-11-22T18:50:00.000Z',
			local_start: '2026-11-22T19:15:00+01:00',
			athlete_id: 'b',
			activity_id: 'match',
			period_id: '2/2',
			coach_id: 'coach',
		},
	});
});

it('has no rows of periods where they are not wanted', () => {
	const parts = activityRows(activityOf(match), 0, false).map(({ part }) => part);
	expect(parts).toEqual(['b', 'a%2F1']);
});

it('is one row with its own metrics where nobody took part, and the row is the whole record', () => {
	const rows = activityRows(
		activityOf({ activity_metrics: [metric('total', 9)], periods: [{ name: 'First half' }] }),
		3,
	);
	expect(rows).toMatchObject([
		{
			recordIndex: 3,
			part: '',
			groups: [new Map([['total', 9]])],
			leading: { athlete_name: null, period: null, team: null },
			trailing: { participation: null, home_or_away: null, function: null, athlete_id: null },
		},
	]);
});

it('is one row where only its periods have athletes and these are not wanted', () => {
	const activity = activityOf({
		activity_metrics: [metric('total', 9)],
		periods: [{ athlete_metrics: [{ athlete_id: 'b', metrics: [metric('load', 1)] }] }],
	});
	expect(activityRows(activity, 0, false)).toMatchObject([
		{ part: '', groups: [new Map([['total', 9]])] },
	]);
	expect(activityRows(activity, 0)).toMatchObject([
		{ part: 'period_1/b', groups: [new Map([['load', 1]])] },
	]);
});

describe('the team of an athlete', () => {
	const [home, second, away] = [
		{ name: 'Home', is_home: 1 },
		{ name: 'Second', is_home: 1 },
		{ name: 'Away', is_home: 0 },
	];
	const [noSide, nameless] = [{ name: 'Somewhere', is_home: -1 }, { is_home: 0 }];

	it.each<[string, JsonObject[], number, string | null]>([
		['the only one, also of the other side', [home], 0, 'Home'],
		['the only one, also of no side', [noSide], 1, 'Somewhere'],
		['the only one, also where the athlete is on no side', [home], -1, 'Home'],
		['the one on the side of the athlete, the first', [home, away], 1, 'Home'],
		['the one on the side of the athlete, the last', [home, away], 0, 'Away'],
		['not known where there is no team', [], 1, null],
		['not known where the only team has no name', [nameless], 0, null],
		['not known where the team on the side has no name', [home, nameless], 0, null],
		['not known where two teams are on the side', [home, second, away], 1, null],
		['the only one on the other side of two', [home, second, away], 0, 'Away'],
		['not known where no team is on the side', [home, second], 0, null],
		['not known where the athlete is on no side', [home, away], -1, null],
		['not known where one team is on no side, as the athlete', [home, noSide], -1, null],
	])('is %s', (_, teams, isHome, team) => {
		const entry = { athlete_id: 'a', is_home_team: isHome };
		const activity = activityOf({
			teams,
			athletes: [{ athlete_id: 'a' }],
			periods: [{ detailed_athlete_participation: [entry] }],
		});
		expect(activityRows(activity, 0).map(({ leading }) => leading.team)).toEqual([team, team]);
	});
});

it('has no team in the row of an activity without athletes', () => {
	const activity = activityOf({ teams: [{ name: 'Home', is_home: 1 }] });
	expect(activityRows(activity, 0).map(({ leading }) => leading.team)).toEqual([null]);
});
