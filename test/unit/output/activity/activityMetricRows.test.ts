import { activityMetricRows } from '../../../../nodes/TerraTeams/output/activity/activityMetricRows';
import { activityOf, metric } from './activities';

const startUs = 1_795_368_600_000_000;

const match = {
	activity_id: 'match',
	description: 'Cup final',
	start_timestamp_us: startUs,
	tz_offset_seconds: 3600,
	activity_metrics: [metric('total', 9), metric('missing', null)],
	athletes: [
		{ athlete_id: 'b/1', first_name: 'Jane', last_name: 'Doe', reference_id: 'r' },
		{ first_name: 'Joan' },
	],
	athlete_metrics: { 'b/1': [metric('load', 2), metric('role', 'Wing')] },
	periods: [
		{
			period_id: '50%',
			name: 'Second half',
			start_timestamp_us: startUs + 45 * 60_000_000,
			athlete_metrics: [
				{ athlete_id: 'b/1', metrics: [metric('load', 0.5)] },
				{ metrics: [metric('load', 3)] },
			],
		},
		{ athlete_metrics: [{ athlete_id: 'c', metrics: [metric('load', 4)] }] },
	],
};

it('is a row for each value, which tells where in the activity it is from', () => {
	const rows = activityMetricRows(activityOf(match), 7);
	expect(rows.map(({ recordIndex, part, json }) => [recordIndex, part, json.value])).toEqual([
		[7, 'activity/total', 9],
		[7, 'athlete/b%2F1/load', 2],
		[7, 'athlete/b%2F1/role', null],
		[7, 'period/50%25/b%2F1/load', 0.5],
		[7, 'period/50%25/nobody/load', 3],
		[7, 'period/period_2/c/load', 4],
	]);
});

it('has the activity in each row, the athlete and the period where it is theirs', () => {
	const rows = activityMetricRows(activityOf(match, 'coach'), 0).map(({ json }) => json);
	const ofActivity = {
		record_type: 'activity',
		name: 'Cup final',
		activity_id: 'match',
		coach_id: 'coach',
		local_date: '2026-11-22',
		test_id: null,
	};
	const jane = { athlete_name: 'Jane Doe', athlete_reference_id: 'r', athlete_id: 'b/1' };
	const nobody = { athlete_name: null, athlete_reference_id: null, athlete_id: null };
	const start = {
		timestamp: '2026-11-22T17:30:00.000Z',
		local_time: '2026-11-22T18:30:00+01:00',
		period: null,
		period_id: null,
	};
	const secondHalf = {
		timestamp: '2026-11-22T18:15:00.000Z',
		local_time: '2026-11-22T19:15:00+01:00',
		period: 'Second half',
		period_id: '50%',
	};
	expect(rows.slice(0, 5)).toMatchObject([
		{ ...ofActivity, ...nobody, ...start, metric_key: 'total' },
		{ ...ofActivity, ...jane, ...start, metric_key: 'load' },
		{ ...ofActivity, ...jane, ...start, metric_key: 'role', value_text: 'Wing' },
		{ ...ofActivity, ...jane, ...secondHalf, metric_key: 'load' },
		{ ...ofActivity, ...nobody, ...secondHalf, metric_key: 'load' },
	]);
	expect(rows[5]).toMatchObject({ timestamp: null, local_date: null, local_time: null });
});

it('is no row where nothing was measured', () => {
	const activity = { activity_id: 'i', athletes: [{ athlete_id: 'a' }], periods: [{}] };
	expect(activityMetricRows(activityOf(activity), 0)).toEqual([]);
});
