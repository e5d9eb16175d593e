import type { Json } from '../../records/json';
import { readText, recordsOf } from '../../records/readers';
import type { ActivityMetric, MetricFields } from '../../records/types';
import { activityRowColumns } from './activityColumns';
import { columnName } from '../columnName';
import { byKey, unnamedKey, unnamedMetric, type MetricName, type MetricsByKey } from '../metric';
import type { MetricsSchema } from '../metricsSchema';

/** Reads metrics of an activity; several lists at once where an athlete has several. */
export type ActivityMetricReader = (...lists: (Json | undefined)[]) => MetricsByKey;

/** Columns beside the metrics: those of the rows, what a trigger adds, and what databases add. */
const takenColumns: ReadonlySet<string> = new Set([
	...activityRowColumns,
	'dedupe_key',
	'event',
	'id',
]);

/**
 * A reader of activity metrics, which works out each name once. The key is the name that the coach's
 * metrics schema has for people, else the one that was sent, and the unit (`total_distance_m`). The
 * unit is the one that was sent, else the schema's.
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
	const words = unit === null ? '' : unitWords(unit);
	const saysUnit = words === '' || `_${name}`.endsWith(`_${words}`);
	const key = saysUnit ? name : columnName(`${label} ${words}`);
	return takenColumns.has(key) ? `metric_${key}` : key;
}

/** A unit in the letters that a column's name may have, `m_per_s`. */
function unitWords(unit: string): string {
	return unit
		.normalize('NFKD')
		.replaceAll('%', ' percent ')
		.replaceAll('°', ' deg ')
		.replaceAll('/', ' per ')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '_')
		.replace(/^_+|_+$/g, '');
}
