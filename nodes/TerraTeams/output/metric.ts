import type { Json } from '../records/json';
import { uniqueNames } from './uniqueNames';

/** The name of a metric and its qualifiers. */
export interface MetricName {
	/** The name of its column, which depends only on the metric's own codes or names. */
	key: string;
	/** The key to use beside another metric with the same key. */
	distinctKey: string;
	/** The key without the side, which a metric of the left and one of the right share. */
	base: string;
	/** What it measures, as a label to read. */
	label: string;
	side: string | null;
	aspect: string | null;
	statistic: string | null;
	contraction: string | null;
	unit: string | null;
}

/** A metric of a record. */
export interface Metric {
	name: MetricName;
	/** As sent. */
	value: Json;
}

/** The metrics of one place of a record by unique keys. */
export type MetricsByKey = ReadonlyMap<string, Metric>;

/** The label of a metric that Terra does not name. */
export const unnamedMetric = 'Unnamed Metric';

/** The key of a metric that Terra does not name. */
export const unnamedKey = 'metric';

/**
 * The metrics of one place of a record (a set, an athlete in a period, ...) by their keys. Metrics
 * with the same key get their distinct keys, and numbers where that does not help.
 */
export function byKey(metrics: readonly Metric[]): MetricsByKey {
	const simple = new Map(metrics.map((metric) => [metric.name.key, metric]));
	if (simple.size === metrics.length) return simple;
	const distinctKeys = new Map<string, Set<string>>();
	for (const { name } of metrics) {
		const distinct = distinctKeys.get(name.key);
		if (distinct) distinct.add(name.distinctKey);
		else distinctKeys.set(name.key, new Set([name.distinctKey]));
	}
	const keys = uniqueNames(
		metrics.map(({ name }) =>
			distinctKeys.get(name.key)?.size === 1 ? name.key : name.distinctKey,
		),
	);
	return new Map(metrics.map((metric, index) => [keys[index] ?? metric.name.key, metric]));
}

/** The values of metrics by their keys, as one object. */
export function valuesOf(metrics: MetricsByKey): Record<string, Json> {
	return Object.fromEntries([...metrics].map(([key, { value }]) => [key, value]));
}
