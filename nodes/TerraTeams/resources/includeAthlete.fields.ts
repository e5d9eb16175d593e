import type { INodeProperties } from 'n8n-workflow';

import type { FoundRecord } from '../api/rangeSearch';
import type { Athlete, Test } from '../api/records';
import { athletesOfTests } from '../api/testAthletes';
import { readFlag } from '../parameters';
import type { ItemParameters } from './itemParameters';
import type { Run } from './run';

/** A test, and the athlete who did it; `null` where nobody can tell. */
export interface TestOfAthlete extends FoundRecord<Test> {
	athlete: Athlete | null;
}

/** The option to find out whose the tests are. */
export const includeAthleteOption: INodeProperties = {
	displayName: 'Include Athlete',
	name: 'includeAthlete',
	type: 'boolean',
	default: false,
	description:
		'Whether to find out whose tests these are, which Terra does not send with them. Costs more requests: about 10 for one test among 500 athletes, at most one for each athlete and month for many. Stays empty where Terra cannot tell.',
};

/** Whether to find out whose the tests are. */
export function readIncludeAthlete(item: ItemParameters): boolean {
	return readFlag(item.collection('options').includeAthlete ?? false, 'Include Athlete');
}

/**
 * The tests with their athletes, in the same order. The athletes of a coach are fetched once in an
 * execution.
 *
 * @throws TerraTeamsError where a request failed in another way than that the server has no search
 */
export async function includeAthletes(
	tests: readonly FoundRecord<Test>[],
	run: Run,
): Promise<TestOfAthlete[]> {
	const athletes = await athletesOfTests(tests, {
		getCoachAthletes: async (coachId) => await run.getCoachAthletes(coachId),
		searchTests: async (coachId, range, athleteIds) =>
			await run.client.searchTests(coachId, range, athleteIds),
	});
	return tests.map((test, index) => ({ ...test, athlete: athletes[index] ?? null }));
}
