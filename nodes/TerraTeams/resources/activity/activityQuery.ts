import type { TerraTeamsClient } from '../../api/client';
import { readMetricsSchemas, type MetricsSchemaLookup } from '../../output/metricsSchema';
import { metricsSchemasOf } from '../../queries/metricsSchemas';
import type { FoundRecord } from '../../queries/rangeSearch';
import { activityIdentity } from '../../records/identity';
import type { Activity } from '../../records/types';
import type { Execution } from '../execution';
import type { DeliverableSource } from '../rangeQuery';

/** All activities of coaches. */
export function activitiesOf(client: TerraTeamsClient): DeliverableSource<Activity> {
	return {
		...activityIdentity,
		kind: 'activity',
		fetch: async (coachId, slice) => await client.getActivities(coachId, slice),
		dispatch: async (coachId, range) => await client.dispatchActivities(coachId, range),
	};
}

/** The metrics schemas of the coaches with activities, one request each. */
export async function schemasOf(
	found: readonly FoundRecord<Activity>[],
	execution: Execution,
): Promise<MetricsSchemaLookup> {
	const coachIds = found.map(({ coachId }) => coachId);
	const schemas = await metricsSchemasOf(coachIds, {
		account: execution.account,
		getSchema: async (coachId) => await execution.getMetricsSchema(coachId),
		report: (error) => execution.reports.add(error),
	});
	return readMetricsSchemas(schemas);
}
