import type { INodeProperties } from 'n8n-workflow';

import { formJson, hasMetrics } from '../../output/output';
import { outputFields, readOutputSettings } from '../../shared/output.fields';
import { alignedRows } from '../alignedRows';
import { coachesFields, coachIdsOf, readCoaches } from '../coach.fields';
import { eachItem } from '../operation';
import { queryRange, rangeQueryFields, readRangeQuery } from '../rangeQuery';
import { activitiesOf, schemasOf } from './activityQuery';

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
			const source = activitiesOf(execution.client);
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
