import type { INodeProperties } from 'n8n-workflow';

import type { TerraTeamsClient } from '../../api/client';
import { isObject } from '../../records/json';
import { testIdentity } from '../../records/identity';
import type { Test } from '../../records/types';
import { InputError } from '../../shared/inputError';
import { parseList } from '../../shared/parameters';
import { readOutputOptions } from '../../shared/includeAthlete.fields';
import { alignedRows } from '../alignedRows';
import { coachField, readCoach } from '../coach.fields';
import type { ItemParameters } from '../itemParameters';
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
			athleteIds: readAthletes(item),
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

/**
 * The chosen athletes; an empty list where none was chosen, which means all of the coach.
 *
 * @throws InputError where an expression gives none, since that must not mean everybody
 */
function readAthletes(item: ItemParameters): string[] {
	const value = item.value('athleteIds');
	const isBlank = isObject(value) && Object.keys(value).length === 0;
	const athleteIds = isBlank ? [] : parseList(value, 'Athlete Names or IDs');
	const isUnset = Array.isArray(value) && value.length === 0 && !item.isExpression('athleteIds');
	if (athleteIds.length > 0 || isUnset) return athleteIds;
	throw new InputError(
		'Athlete Names or IDs is empty',
		'The expression gives no athlete for this item. To get the tests of every athlete, take it out of the field.',
	);
}

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
