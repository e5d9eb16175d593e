/** The columns of an activity's rows before those of the metrics, in order. */
export const leadingColumns = [
	'athlete_name',
	'start',
	'local_date',
	'description',
	'period',
	'duration_minutes',
	'team',
] as const;

/** The columns after those of the metrics, in order. */
export const trailingColumns = [
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
] as const;

/** The columns that tell the rows of periods from those of the whole activity. */
export const periodColumns: readonly string[] = ['period', 'period_id'];

const fixedColumns: ReadonlySet<string> = new Set([...leadingColumns, ...trailingColumns]);

/** Whether a column is one of those that every row has: any other is a metric. */
export function isFixedColumn(name: string): boolean {
	return fixedColumns.has(name);
}
