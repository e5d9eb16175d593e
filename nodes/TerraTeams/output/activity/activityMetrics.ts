import type { Json } from '../../records/json';
import { readText, recordsOf } from '../../records/readers';
import type { ActivityMetric, MetricFields } from '../../records/types';
import { columnName } from '../columnName';
import { byKey, unnamedKey, unnamedMetric, type MetricName, type MetricsByKey } from '../metric';
import type { MetricsSchema } from '../metricsSchema';
import { activityRowColumns } from './activityColumns';

/** Reads the metrics of an activity; several lists at once where an athlete has several. */
export type ActivityMetricReader = (...lists: (Json | undefined)[]) => MetricsByKey;

/** Names of other columns: of the rows, of a trigger, and of databases. */
const takenColumns: ReadonlySet<string> = new Set([
	...activityRowColumns,
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

function nameOf(label: string | null, unit: string | null): MetricName {
	const key = keyOf(label ?? unnamedKey, unit);
	return {
		key,
		distinctKey: key,
		label: label ?? unnamedMetric,
		side: null,
		aspect: null,
		statistic: null,
		contraction: null,
		unit,
	};
}

function keyOf(label: string, unit: string | null): string {
	const name = columnName(label);
	const suffix = unit === null ? '' : unitSuffix(unit);
	const saysUnit = suffix === '' || `_${name}`.endsWith(`_${suffix}`);
	const key = saysUnit ? name : columnName(`${label} ${suffix}`);
	return takenColumns.has(key) ? `metric_${key}` : key;
}

/** A unit in the characters of a column name, `m_per_s`. */
function unitSuffix(unit: string): string {
	return unit
		.normalize('NFKD')
		.replaceAll('%', ' percent ')
		.replaceAll('°', ' deg ')
		.replaceAll('/', ' per ')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '_')
		.replace(/^_+|_+$/g, '');
}
