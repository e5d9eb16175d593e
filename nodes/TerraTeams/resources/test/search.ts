import type { INodeProperties } from 'n8n-workflow';

import { isObject } from '../../records/json';
import { allAthletes } from '../../shared/allAthletes';
import { InputError } from '../../shared/inputError';
import { parseList } from '../../shared/parameters';
import { asymmetryOption, repetitionsOption } from '../../shared/computedMetrics.fields';
import { readOutputOptions } from '../../shared/includeAthlete.fields';
import { alignedRows } from '../alignedRows';
import { coachField, readCoach } from '../coach.fields';
import type { ItemParameters } from '../itemParameters';
import { eachItem } from '../operation';
import { queryRange, rangeQueryFields, readRangeQuery } from '../rangeQuery';
import { formTests, testOutputFields } from './testOutput';
import { testsOfAthletes } from './testSource';

const show = { resource: ['test'], operation: ['search'] };

export const fields: INodeProperties[] = [
	coachField(show),
	{
		displayName: 'Athlete Names or IDs',
		name: 'athleteIds',
		type: 'multiOptions',
		required: true,
		default: [allAthletes],
		typeOptions: { loadOptionsMethod: 'getAthletes', loadOptionsDependsOn: ['coachId.value'] },
		description:
			'The athletes to find tests of. "All Athletes" counts only while no other is chosen. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show },
	},
	...rangeQueryFields(show, 'testOfAthletes', testOutputFields(show), [
		asymmetryOption,
		repetitionsOption,
	]),
];

/** Tests of certain athletes of a coach in a time range. */
export const search = alignedRows(
	eachItem(
		async (item, execution) => ({
			athleteIds: readAthletes(item),
			query: readRangeQuery(item),
			output: readOutputOptions(item, ['test']),
			coachId: await readCoach(item, execution),
		}),
		async ({ coachId, athleteIds, query, output }, execution) => {
			const source = testsOfAthletes(execution.client, () => athleteIds);
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
 * The chosen athletes; an empty list for all of the coach, which has to be chosen as well.
 *
 * @throws InputError where there is nothing, since that must not mean everybody
 */
function readAthletes(item: ItemParameters): string[] {
	const value = item.value('athleteIds');
	const isBlank = isObject(value) && Object.keys(value).length === 0;
	const chosen = isBlank ? [] : parseList(value, 'Athlete Names or IDs');
	if (chosen.length > 0) return chosen.filter((id) => id !== allAthletes);
	throw new InputError(
		'Athlete Names or IDs is empty',
		item.isExpression('athleteIds')
			? 'The expression gives no athlete for this item. To get the tests of every athlete, choose All Athletes.'
			: 'Choose at least one athlete, or All Athletes.',
	);
}
