import type { INodeProperties } from 'n8n-workflow';

import type { TerraTeamsClient } from '../../api/client';
import { testIdentity } from '../../records/identity';
import type { Test } from '../../records/types';
import { asymmetryOption, repetitionsOption } from '../../shared/computedMetrics.fields';
import { readOutputOptions } from '../../shared/includeAthlete.fields';
import { alignedRows } from '../alignedRows';
import { coachesFields, coachIdsOf, readCoaches } from '../coach.fields';
import { eachItem } from '../operation';
import {
	queryRange,
	rangeQueryFields,
	readRangeQuery,
	type DeliverableSource,
} from '../rangeQuery';
import { formTests, testOutputFields } from './testOutput';

const show = { resource: ['test'], operation: ['getAll'] };

export const fields: INodeProperties[] = [
	...coachesFields(show),
	...rangeQueryFields(show, testOutputFields(show), [asymmetryOption, repetitionsOption]),
];

/** Tests of one, several or all coaches in a time range. */
export const getMany = alignedRows(
	eachItem(
		(item) => ({
			coaches: readCoaches(item),
			query: readRangeQuery(item),
			output: readOutputOptions(item),
		}),
		async ({ coaches, query, output }, execution) => {
			const coachIds = await coachIdsOf(coaches, execution);
			return await formTests(
				await queryRange(tests(execution.client), coachIds, query, execution),
				output,
				execution,
			);
		},
	),
);

function tests(client: TerraTeamsClient): DeliverableSource<Test> {
	return {
		...testIdentity,
		fetch: async (coachId, slice) => await client.getTests(coachId, slice),
		dispatch: async (coachId, range) => await client.dispatchTests(coachId, range),
	};
}
