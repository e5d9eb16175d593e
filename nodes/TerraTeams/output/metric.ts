import type { Json } from '../records/json';
import { uniqueNames } from './uniqueNames';

/** What a metric is called and what qualifies it. */
export interface MetricName {
	/** The name of its column, which follows from nothing but the metric's own codes or names. */
	key: string;
	/** What to call it beside another metric with the same key; else the key. */
	distinctKey: string;
	/** What it measures, for people. */
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

/** The metrics of one place of a record by keys of which each is there once. */
export type MetricsByKey = ReadonlyMap<string, Metric>;

/** What a metric is called about which Terra says nothing. */
export const unnamedMetric = 'Unnamed Metric';

/** The key for such a metric. */
export const unnamedKey = 'metric';

/**
 * The metrics of one place of a record (a set, an athlete in a period, ...) by their keys. Only
 * where two have the same key do they get the distinct one, and a number where that does not help.
 */
export function byKey(metrics: readonly Metric[]): MetricsByKey {
	const simple = new Map(metrics.map((metric) => [metric.name.key, metric]));
	if (simple.size === metrics.length) return simple;
	const sharers = new Map<string, Set<string>>();
	for (const { name } of metrics) {
		const distinct = sharers.get(name.key);
		if (distinct) distinct.add(name.distinctKey);
		else sharers.set(name.key, new Set([name.distinctKey]));
	}
	const keys = uniqueNames(
		metrics.map(({ name }) => (sharers.get(name.key)?.size === 1 ? name.key : name.distinctKey)),
	);
	return new Map(metrics.map((metric, index) => [keys[index] ?? metric.name.key, metric]));
}

/** The values of metrics by their keys, as one object. */
export function valuesOf(metrics: MetricsByKey): Record<string, Json> {
	return Object.fromEntries([...metrics].map(([key, { value }]) => [key, value]));
}
