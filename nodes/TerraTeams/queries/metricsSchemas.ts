import { mapConcurrently } from '../api/concurrencyLimiter';
import type { MetricSchema } from '../records/types';
import { maxConcurrentRequests } from './rangeSearch';

/** Gives the metrics schema of a coach; `null` where there is none. */
export type MetricsSchemaSource = (coachId: string) => Promise<MetricSchema[] | null>;

/** The metrics schemas of some coaches, one request each, by their ids. */
export async function metricsSchemasOf(
	coachIds: Iterable<string>,
	source: MetricsSchemaSource,
): Promise<Map<string, MetricSchema[]>> {
	const schemas = await mapConcurrently(
		[...new Set(coachIds)],
		maxConcurrentRequests,
		async (coachId) => {
			return [coachId, (await source(coachId)) ?? []] as const;
		},
	);
	return new Map(schemas);
}
