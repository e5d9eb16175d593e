import type { Json } from '../../records/json';
import { readText, recordsOf } from '../../records/readers';
import type { ActivityMetric, MetricFields } from '../../records/types';
import { columnName, extended, unitSuffix, withHash } from '../columnName';
import { byKey, unnamedKey, unnamedMetric, type MetricName, type MetricsByKey } from '../metric';
import type { MetricsSchema } from '../metricsSchema';
import { leadingColumns, trailingColumns } from './activityColumns';

/** Reads the metrics of an activity; several lists at once where an athlete has several. */
export type ActivityMetricReader = (...lists: (Json | undefined)[]) => MetricsByKey;

/** Names of other columns: of the rows, of a trigger, and of databases. */
const takenColumns: ReadonlySet<string> = new Set([
	...leadingColumns,
	...trailingColumns,
	'dedupe_key',
	'event',
	'id',
]);

/**
 * A reader of activity metrics, which works out each name once. The key is the display name from
 * the coach's metrics schema, or else the name that was sent, followed by the unit
 * (`total_distance_m`). The unit is the one that was sent, or else the schema's.
 */
export function activityMetricReader(schema: MetricsSchema): ActivityMetricReader {
	const names = new Map<string, MetricName>();
	const nameFor = (metric: ActivityMetric) => {
		const sent = readText(metric, 'name');
		const unit = readText(metric, 'unit');
		const combination = JSON.stringify([sent, unit]);
		let name = names.get(combination);
		if (!name) {
			const meaning = sent === null ? undefined : schema.get(sent);
			name = nameOf(meaning?.display_name ?? sent, unit ?? meaning?.unit ?? null);
			names.set(combination, name);
		}
		return name;
	};
	return (...lists) =>
		byKey(
			lists
				.flatMap((list) => recordsOf<MetricFields>(list))
				.map((metric) => ({ name: nameFor(metric), value: metric.value ?? null })),
		);
}

/** The keys of the metrics that a schema names, with the units that it gives. */
export function metricKeysOf(schema: MetricsSchema): string[] {
	return [...schema].map(
		([name, { display_name, unit }]) => nameOf(display_name ?? name, unit).key,
	);
}

function nameOf(label: string | null, unit: string | null): MetricName {
	const key = keyOf(label ?? unnamedKey, unit);
	return {
		key,
		distinctKey: withHash(key, `${label} ${unit}`),
		base: key,
		label: label ?? unnamedMetric,
		side: null,
		aspect: null,
		statistic: null,
		contraction: null,
		unit,
	};
}

function keyOf(label: string, unit: string | null): string {
	const suffix = unit === null ? '' : unitSuffix(unit);
	// "Total Distance (m)" says its unit.
	const ofUnit = unit === null ? '' : `(${unit})`;
	const end = label.endsWith(ofUnit) ? label.length - ofUnit.length : label.length;
	const bare = label.slice(0, end).trim();
	const name = columnName(bare === '' ? label : bare);
	const saysUnit = suffix === '' || `_${name}`.endsWith(`_${suffix}`);
	const key = saysUnit ? name : extended(name, suffix, `${label} ${unit}`);
	return takenColumns.has(key) ? `metric_${key}` : key;
}
