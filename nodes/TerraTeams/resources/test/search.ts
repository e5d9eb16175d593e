import type { INodeProperties } from 'n8n-workflow';

import type { TerraTeamsClient } from '../../api/client';
import { testIdentity } from '../../records/identity';
import type { Test } from '../../records/types';
import { readOutputOptions } from '../../shared/includeAthlete.fields';
import { alignedRows } from '../alignedRows';
import { coachField, readCoach } from '../coach.fields';
import { eachItem } from '../operation';
import {
	queryRange,
	rangeQueryFields,
	readRangeQuery,
	type DeliverableSource,
} from '../rangeQuery';
import { formTests, testOutputFields } from './testOutput';

const show = { resource: ['test'], operation: ['search'] };

export const fields: INodeProperties[] = [
	coachField(show),
	{
		displayName: 'Athlete Names or IDs',
		name: 'athleteIds',
		type: 'multiOptions',
		default: [],
		typeOptions: { loadOptionsMethod: 'getAthletes', loadOptionsDependsOn: ['coachId.value'] },
		description:
			'The athletes to find tests of, all of the coach if empty. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show },
	},
	...rangeQueryFields(show, testOutputFields(show)),
];

/** Tests of certain athletes of a coach in a time range. */
export const search = alignedRows(
	eachItem(
		(item) => ({
			coachId: readCoach(item),
			athleteIds: item.list('athleteIds', 'Athlete Names or IDs'),
			query: readRangeQuery(item),
			output: readOutputOptions(item),
		}),
		async ({ coachId, athleteIds, query, output }, execution) => {
			const source = testsOfAthletes(execution.client, athleteIds);
			return await formTests(
				await queryRange(source, [coachId], query, execution),
				output,
				execution,
				athleteIds,
			);
		},
	),
);

function testsOfAthletes(
	client: TerraTeamsClient,
	athleteIds: readonly string[],
): DeliverableSource<Test> {
	return {
		...testIdentity,
		fetch: async (coachId, slice) => await client.searchTests(coachId, slice, athleteIds),
		dispatch: async (coachId, range) => await client.dispatchTestSearch(coachId, range, athleteIds),
	};
}
