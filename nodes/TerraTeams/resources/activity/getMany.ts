import type { INodeProperties } from 'n8n-workflow';

import type { TerraTeamsClient } from '../../api/client';
import { readMetricsSchemas, type MetricsSchemaLookup } from '../../output/metricsSchema';
import { formJson, hasMetrics } from '../../output/output';
import { metricsSchemasOf } from '../../queries/metricsSchemas';
import type { FoundRecord } from '../../queries/rangeSearch';
import { activityIdentity } from '../../records/identity';
import type { Activity } from '../../records/types';
import { outputFields, readOutputSettings } from '../../shared/output.fields';
import { alignedRows } from '../alignedRows';
import { coachesFields, coachIdsOf, readCoaches } from '../coach.fields';
import type { Execution } from '../execution';
import { eachItem } from '../operation';
import {
	queryRange,
	rangeQueryFields,
	readRangeQuery,
	type DeliverableSource,
} from '../rangeQuery';

const show = { resource: ['activity'], operation: ['getAll'] };

export const fields: INodeProperties[] = [
	...coachesFields(show),
	...rangeQueryFields(show, 'activity', outputFields('activity', show)),
];

/** Activities of one, several or all coaches that began in a time range. */
export const getMany = alignedRows(
	eachItem(
		async (item, execution) => {
			const query = readRangeQuery(item);
			const output = readOutputSettings(item, ['activity'], query.filter.athleteIds);
			return { query, output, coaches: await readCoaches(item, execution) };
		},
		async ({ coaches, query, output }, execution) => {
			const coachIds = await coachIdsOf(coaches, execution);
			const source = activities(execution.client);
			const result = await queryRange(source, coachIds, query, execution);
			const { failures } = result;
			if ('dispatched' in result) return { items: result.dispatched, failures };
			const { found } = result;
			const schemas = hasMetrics(output) ? await schemasOf(found, execution) : undefined;
			const items = formJson('activity', found, output, schemas);
			execution.hints.addItems(items, output.columns);
			return { items, failures };
		},
	),
);

/** The metrics schemas of the coaches with activities, one request each. */
async function schemasOf(
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

function activities(client: TerraTeamsClient): DeliverableSource<Activity> {
	return {
		...activityIdentity,
		kind: 'activity',
		fetch: async (coachId, slice) => await client.getActivities(coachId, slice),
		dispatch: async (coachId, range) => await client.dispatchActivities(coachId, range),
	};
}
