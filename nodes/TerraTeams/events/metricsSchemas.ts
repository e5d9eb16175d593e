import { readMetricsSchemas, type MetricsSchemaLookup } from '../output/metricsSchema';
import { ignoreNotFound } from '../queries/ignoreNotFound';
import { metricsSchemasOf } from '../queries/metricsSchemas';
import type { RecordOfKind } from './items';
import { lookUpOrNull, inTime, type Lookup } from './lookup';

/** The metrics schemas of the coaches that have activities, one request each. */
export async function lookUpMetricsSchemas(
	records: readonly RecordOfKind[],
	lookup: Lookup,
): Promise<MetricsSchemaLookup> {
	const coachIds = records.flatMap(({ kind, coachId }) =>
		kind === 'activity' ? (coachId ?? []) : [],
	);
	const entries = await metricsSchemasOf(
		coachIds,
		async (coachId) =>
			await lookUpOrNull(lookup, async (client) => {
				const schema = inTime(lookup, async () => await client.getActivityMetricsSchema(coachId));
				return await ignoreNotFound(schema);
			}),
	);
	return readMetricsSchemas(entries);
}
