import type { INodeProperties } from 'n8n-workflow';

import type { TerraTeamsClient } from '../../api/client';
import { readText } from '../../records/readers';
import type { Test } from '../../records/types';
import { asymmetryOption, repetitionsOption } from '../../shared/computedMetrics.fields';
import { readOutputOptions } from '../../shared/includeAthlete.fields';
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
import { formTests, testOutputFields } from './testOutput';
import { testsOfAthletes, testSource } from './testSource';

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
			const coachIds = await coachIdsOf(coaches, execution);
			const { athleteIds } = query.filter;
			if (athleteIds.size === 0) {
				const source = allTests(execution.client);
				const result = await queryRange(source, coachIds, query, execution);
				return await formTests(result, output, execution);
			}
			const athletes = await athletesByCoach(athleteIds, coachIds, execution);
			const source = testsOfAthletes(execution.client, (id) => athletes.get(id) ?? []);
			const result = await queryRange(source, [...athletes.keys()], query, execution);
			return await formTests(result, output, execution, [...athleteIds]);
		},
	),
);

function allTests(client: TerraTeamsClient): DeliverableSource<Test> {
	return {
		...testSource,
		fetch: async (coachId, slice) => await client.getTests(coachId, slice),
		dispatch: async (coachId, range) => await client.dispatchTests(coachId, range),
	};
}

/**
 * The chosen athletes of each coach that has some: only these coaches are asked for tests. Takes one
 * request.
 */
async function athletesByCoach(
	athleteIds: ReadonlySet<string>,
	coachIds: readonly string[],
	execution: Execution,
): Promise<Map<string, string[]>> {
	const [only] = coachIds;
	const athletes =
		coachIds.length === 1 && only !== undefined
			? await execution.getCoachAthletes(only)
			: await execution.getAthletes();
	const byCoach = new Map<string, string[]>();
	for (const athlete of athletes) {
		const id = readText(athlete, 'athlete_id');
		const coachId = coachIds.length === 1 ? only : readText(athlete, 'coach_id');
		if (id === null || !athleteIds.has(id) || !coachId || !coachIds.includes(coachId)) continue;
		byCoach.set(coachId, [...(byCoach.get(coachId) ?? []), id]);
	}
	return byCoach;
}
