import { readMetricsSchemas, type MetricsSchemaLookup } from '../output/metricsSchema';
import { ignoreNotFound } from '../queries/ignoreNotFound';
import { metricsSchemasOf } from '../queries/metricsSchemas';
import { ask, inTime, type Lookup } from './lookup';
import type { RecordOfKind } from './items';

/** What the names of activity metrics stand for: one request for each coach with activities. */
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
			await ask(lookup, async (client) => {
				const schema = inTime(lookup, async () => await client.getActivityMetricsSchema(coachId));
				return await ignoreNotFound(schema);
			}),
	);
	return readMetricsSchemas(entries);
}
