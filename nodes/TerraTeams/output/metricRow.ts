import type { JsonObject } from '../records/json';
import { cellOf } from './columns';
import type { Metric, MetricsByKey } from './metric';
import type { OutputItem } from './outputItem';

/** The place of a metric in its record: the columns of its row besides the metric itself. */
export interface MetricPlace {
	record_type: 'activity' | 'test';
	athlete_name: string | null;
	timestamp: string | null;
	/** The day at the place. */
	local_date: string | null;
	/** The name of the test or activity. */
	name: string | null;
	set: number | null;
	/** The exercise of the set and its variations. */
	exercise: string | null;
	variations: string | null;
	/** The load of the set. */
	set_weight: number | null;
	rep: number | null;
	period: string | null;
	athlete_reference_id: string | null;
	athlete_weight: number | null;
	athlete_id: string | null;
	test_id: string | null;
	activity_id: string | null;
	coach_id: string | null;
	test_type: string | null;
	local_time: string | null;
	period_id: string | null;
}

/**
 * A row for each metric of a place that has a value, with the same columns for tests and
 * activities.
 *
 * @param path the path from the record to the place, empty for the record itself
 */
export function metricRows(
	place: MetricPlace,
	metrics: MetricsByKey,
	recordIndex: number,
	path: string,
): OutputItem[] {
	const rows: OutputItem[] = [];
	for (const [key, metric] of metrics) {
		if (metric.value === null) continue;
		rows.push({
			json: metricRow(place, key, metric),
			recordIndex,
			part: path ? `${path}/${key}` : key,
		});
	}
	return rows;
}

/**
 * The row of a number with what is said about it behind the number.
 *
 * @param about the same fields for each row
 */
export function comparedMetricRow(
	place: MetricPlace,
	key: string,
	metric: Metric,
	about: JsonObject,
): JsonObject {
	const row: JsonObject = {};
	for (const [name, cell] of Object.entries(metricRow(place, key, metric))) {
		row[name] = cell;
		if (name === 'unit') Object.assign(row, about);
	}
	return row;
}

/** Written out, this takes a tenth of the time, which matters for hundreds of thousands of rows. */
function metricRow(place: MetricPlace, key: string, { name, value }: Metric): JsonObject {
	const isNumber = typeof value === 'number';
	return {
		athlete_name: place.athlete_name,
		timestamp: place.timestamp,
		local_date: place.local_date,
		name: place.name,
		metric: name.label,
		side: name.side,
		statistic: name.statistic,
		value: isNumber ? value : null,
		unit: name.unit,
		set: place.set,
		exercise: place.exercise,
		set_weight: place.set_weight,
		rep: place.rep,
		period: place.period,
		aspect: name.aspect,
		contraction: name.contraction,
		athlete_reference_id: place.athlete_reference_id,
		athlete_weight: place.athlete_weight,
		athlete_id: place.athlete_id,
		test_id: place.test_id,
		activity_id: place.activity_id,
		coach_id: place.coach_id,
		metric_key: key,
		variations: place.variations,
		test_type: place.test_type,
		local_time: place.local_time,
		record_type: place.record_type,
		period_id: place.period_id,
		value_text: isNumber ? null : String(cellOf(value)),
	};
}
