import { mapConcurrently } from '../api/concurrencyLimiter';
import { readMetricsSchemas, type MetricsSchemaLookup } from '../output/metricsSchema';
import { lastMetricsSchema, metricsSchemasOf } from '../queries/metricsSchemas';
import { maxConcurrentRequests } from '../queries/rangeSearch';
import type { MetricSchema } from '../records/types';
import type { RecordOfKind } from './items';
import { lookUpOrNull, type Lookup } from './lookup';
import { SharedLookup } from './sharedLookup';

const sharedLookup = new SharedLookup<string, MetricSchema[]>(findSchema);

/**
 * The metrics schemas of the coaches that have activities, the last known one where there is no time
 * for a request.
 */
export async function lookUpMetricsSchemas(
	records: readonly RecordOfKind[],
	lookup: Lookup,
): Promise<MetricsSchemaLookup> {
	const coachIds = records.flatMap(({ kind, coachId }) =>
		kind === 'activity' ? (coachId ?? []) : [],
	);
	const schemas = await mapConcurrently(
		[...new Set(coachIds)],
		maxConcurrentRequests,
		async (coachId) => {
			const topic = JSON.stringify([lookup.account, coachId]);
			const ask = async () => await sharedLookup.ask(topic, coachId, lookup);
			const schema = await lookUpOrNull(lookup, ask);
			return [coachId, schema ?? lastMetricsSchema(lookup.account, coachId)] as const;
		},
	);
	return readMetricsSchemas(new Map(schemas));
}

/** One request answers all questions about a coach. */
async function findSchema(
	coachIds: readonly string[],
	lookup: Lookup,
): Promise<() => MetricSchema[]> {
	const [coachId = ''] = coachIds;
	const client = await lookup.connect();
	const schemas = await metricsSchemasOf([coachId], {
		account: lookup.account,
		getSchema: async (id) => await client.getActivityMetricsSchema(id),
		report: lookup.warn,
	});
	return () => schemas.get(coachId) ?? [];
}
