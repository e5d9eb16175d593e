import {
	isFixedColumn,
	periodColumns,
} from '../../../../nodes/TerraTeams/output/activity/activityColumns';

it.each([
	'athlete_name',
	'start',
	'local_date',
	'description',
	'period',
	'duration_minutes',
	'team',
	'participation',
	'home_or_away',
	'function',
	'end',
	'local_start',
	'athlete_reference_id',
	'athlete_id',
	'activity_id',
	'period_id',
	'coach_id',
])('every row has the column %s', (name) => {
	expect(isFixedColumn(name)).toBe(true);
});

it.each(['total_distance_m', 'metric_start', 'Start', 'start ', 'id', ''])(
	'a column that is called "%s" is a metric',
	(name) => {
		expect(isFixedColumn(name)).toBe(false);
	},
);

it('tells the rows of periods by the name and the id of the period', () => {
	expect(periodColumns).toEqual(['period', 'period_id']);
});
