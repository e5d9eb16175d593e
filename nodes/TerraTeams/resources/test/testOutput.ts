import type { INodeProperties } from 'n8n-workflow';

import { formJson, type OutputOptions } from '../../output/output';
import type { FoundRecord } from '../../queries/rangeSearch';
import { athletesOfTests } from '../../queries/testAthletes';
import { readText } from '../../records/readers';
import type { Athlete, Test } from '../../records/types';
import { includeAthleteFields } from '../../shared/includeAthlete.fields';
import { outputFields } from '../../shared/output.fields';
import type { Execution } from '../execution';
import type { PartialOutput } from '../operation';
import type { RangeResult } from '../rangeQuery';

/** A test with its athlete, `null` where the athlete could not be found. */
export interface TestOfAthlete extends FoundRecord<Test> {
	athlete: Athlete | null;
}

/** The fields for the form of tests. */
export function testOutputFields(show: Record<string, string[]>): INodeProperties[] {
	return [...outputFields('test', show), ...includeAthleteFields(show)];
}

/**
 * The items for the result of a query for tests.
 *
 * @param athleteIds the athletes that the tests can be of; all of the coach if empty
 */
export async function formTests(
	result: RangeResult<Test>,
	output: OutputOptions,
	execution: Execution,
	athleteIds: readonly string[] = [],
): Promise<PartialOutput> {
	const { failures } = result;
	if ('dispatched' in result) return { items: result.dispatched, failures };
	const { found } = result;
	const tests = output.includesAthlete
		? await includeAthletes(found, execution, athleteIds)
		: found;
	const items = formJson('test', tests, output);
	execution.hints.addItems(items, output.columns);
	return { items, failures };
}

/**
 * The tests with their athletes, in the same order. Where these could not be looked up, the tests
 * come without them, and the execution reports it.
 *
 * @param athleteIds the athletes that the tests can be of; all of the coach if empty
 */
export async function includeAthletes(
	tests: readonly FoundRecord<Test>[],
	execution: Execution,
	athleteIds: readonly string[] = [],
): Promise<TestOfAthlete[]> {
	const isPossible = (athlete: Athlete) =>
		athleteIds.length === 0 || athleteIds.includes(readText(athlete, 'athlete_id') ?? '');
	const { athletes, unnamed } = await athletesOfTests(tests, {
		getCoachAthletes: async (coachId) =>
			(await execution.getCoachAthletes(coachId)).filter(isPossible),
		searchTests: async (...of) => await execution.client.searchTests(...of),
	});
	for (const report of unnamed) execution.reports.add(report);
	const untold = unnamed.reduce((sum, report) => sum + report.tests, 0);
	const nameless = athletes.filter((athlete) => athlete === null).length;
	execution.hints.addTests(tests.length, nameless - untold);
	return tests.map((test, index) => ({ ...test, athlete: athletes[index] ?? null }));
}
