import type { INodeProperties } from 'n8n-workflow';

import { asymmetryOption, repetitionsOption } from '../../shared/computedMetrics.fields';
import { readOutputOptions } from '../../shared/includeAthlete.fields';
import { alignedRows } from '../alignedRows';
import { coachesFields, readCoaches } from '../coach.fields';
import { eachItem } from '../operation';
import { rangeQueryFields, readRangeQuery } from '../rangeQuery';
import { formTests, testOutputFields } from './testOutput';
import { queryTests } from './testQuery';

const show = { resource: ['test'], operation: ['getAll'] };

export const fields: INodeProperties[] = [
	...coachesFields(show),
	...rangeQueryFields(show, 'test', testOutputFields(show), [asymmetryOption, repetitionsOption]),
];

/** Tests of one, several or all coaches in a time range. */
export const getMany = alignedRows(
	eachItem(
		async (item, execution) => ({
			query: readRangeQuery(item),
			output: readOutputOptions(item, ['test']),
			coaches: await readCoaches(item, execution),
		}),
		async ({ coaches, query, output }, execution) => {
			const result = await queryTests(coaches, query, execution);
			return await formTests(result, output, execution, [...query.filter.athleteIds]);
		},
	),
);
