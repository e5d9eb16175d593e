/** The columns of an activity's rows before those of the metrics, in order. */
export const activityRowColumns = [
	'activity_id',
	'start',
	'end',
	'local_start',
	'duration_minutes',
	'description',
	'coach_id',
	'period_id',
	'period',
	'athlete_id',
	'athlete_name',
	'athlete_reference_id',
	'participation',
	'home_or_away',
	'function',
	'team',
] as const;
