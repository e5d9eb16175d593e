import type { INodeProperties } from 'n8n-workflow';

import type { FoundRecord } from '../queries/rangeSearch';
import { type Athlete, type Test } from '../records/types';
import { athletesOfTests } from '../queries/testAthletes';
import { readFlag, type Parameters } from './parameters';
import type { Execution } from '../resources/execution';
import { readText } from '../records/readers';

/** A test, and the athlete who did it; `null` where nobody can tell. */
export interface TestOfAthlete extends FoundRecord<Test> {
	athlete: Athlete | null;
}

/**
 * The switch to find out whose the tests are. Whoever asks for what Terra sends wants just that, so
 * it is off there at first.
 *
 * @param show where the field is shown, beside which the node has a field `output`
 */
export function includeAthleteFields(show: Record<string, string[]>): INodeProperties[] {
	// Of an expression n8n shows both, and the default of the last one counts.
	return [
		{
			...includeAthleteField,
			default: false,
			displayOptions: { show: { ...show, output: ['raw'] } },
		},
		{ ...includeAthleteField, displayOptions: { show, hide: { output: ['raw'] } } },
	];
}

const includeAthleteField: INodeProperties = {
	displayName: 'Include Athlete',
	name: 'includeAthlete',
	type: 'boolean',
	default: true,
	description:
		'Whether to find out whose tests these are, which Terra does not send with them. Costs more requests: about 10 for one test among 500 athletes, at most one for each athlete and month for many. Stays empty where Terra cannot tell.',
};

/** Whether to find out whose the tests are. A trigger without tests does not show the field. */
export function readIncludeAthlete(parameters: Parameters): boolean {
	return readFlag(parameters.value('includeAthlete') ?? false, 'Include Athlete');
}

/**
 * The tests with their athletes, in the same order. The athletes of a coach are fetched once in an
 * execution.
 *
 * @param athleteIds the athletes that come into question, all of the coach if empty
 * @throws TerraTeamsError where a request failed in another way than that the server has no search
 */
export async function includeAthletes(
	tests: readonly FoundRecord<Test>[],
	run: Execution,
	athleteIds: readonly string[] = [],
): Promise<TestOfAthlete[]> {
	const isInQuestion = (athlete: Athlete) =>
		athleteIds.length === 0 || athleteIds.includes(readText(athlete, 'athlete_id') ?? '');
	const athletes = await athletesOfTests(tests, {
		getCoachAthletes: async (coachId) => (await run.getCoachAthletes(coachId)).filter(isInQuestion),
		searchTests: async (...of) => await run.client.searchTests(...of),
	});
	return tests.map((test, index) => ({ ...test, athlete: athletes[index] ?? null }));
}
