import { readText, type MetricSchema } from '../api/records';

/** What the name of an activity metric stands for. */
export interface MetricMeaning {
	display_name: string | null;
	unit: string | null;
}

/** A coach's metrics schema by the names that stand in activities. */
export type MetricsSchema = ReadonlyMap<string, MetricMeaning>;

/** The metrics schemas of coaches by their ids: the same name may differ from coach to coach. */
export type MetricsSchemaLookup = ReadonlyMap<string, MetricsSchema>;

/** A coach's metrics schema from the entries that the API gives. The first of a name counts. */
export function readMetricsSchema(entries: readonly MetricSchema[]): MetricsSchema {
	const schema = new Map<string, MetricMeaning>();
	for (const entry of entries) {
		const name = readText(entry, 'key');
		if (name === null || schema.has(name)) continue;
		schema.set(name, {
			display_name: readText(entry, 'display_name'),
			unit: readText(entry, 'unit'),
		});
	}
	return schema;
}

/** The metrics schemas of coaches from the entries that the API gives for each. */
export function readMetricsSchemas(
	entries: ReadonlyMap<string, readonly MetricSchema[]>,
): MetricsSchemaLookup {
	return new Map([...entries].map(([coachId, list]) => [coachId, readMetricsSchema(list)]));
}
