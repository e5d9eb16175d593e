import { readText } from '../records/readers';
import type { MetricSchema } from '../records/types';

/** The meaning of the name of an activity metric. */
export interface MetricMeaning {
	display_name: string | null;
	unit: string | null;
}

/** A coach's metrics schema by the names of metrics in activities. */
export type MetricsSchema = ReadonlyMap<string, MetricMeaning>;

/** The metrics schemas of coaches by their ids: the same name may differ from coach to coach. */
export type MetricsSchemaLookup = ReadonlyMap<string, MetricsSchema>;

/**
 * A coach's metrics schema from the entries of the API. Of several entries with one name the first
 * counts. Names with the same display name and unit lose the display name, so that they stay
 * distinct.
 */
export function readMetricsSchema(entries: readonly MetricSchema[]): MetricsSchema {
	const schema = new Map<string, MetricMeaning>();
	const sharing = new Map<string, string[]>();
	for (const entry of entries) {
		const name = readText(entry, 'key');
		if (name === null || schema.has(name)) continue;
		const meaning = {
			display_name: readText(entry, 'display_name'),
			unit: readText(entry, 'unit'),
		};
		schema.set(name, meaning);
		const shown = JSON.stringify(meaning);
		sharing.set(shown, [...(sharing.get(shown) ?? []), name]);
	}
	for (const names of sharing.values()) {
		if (names.length === 1) continue;
		for (const name of names) {
			schema.set(name, { display_name: null, unit: schema.get(name)?.unit ?? null });
		}
	}
	return schema;
}

/** The metrics schemas of coaches from the entries of the API for each. */
export function readMetricsSchemas(
	entries: ReadonlyMap<string, readonly MetricSchema[]>,
): MetricsSchemaLookup {
	return new Map([...entries].map(([coachId, list]) => [coachId, readMetricsSchema(list)]));
}
