import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../../api/json';
import type { Test } from '../../api/records';
import { formJson } from '../../output/output';
import type { OutputForm } from '../../output/outputForm';
import {
	includeAthleteFields,
	includeAthletes,
	readIncludeAthlete,
} from '../includeAthlete.fields';
import type { ItemParameters } from '../itemParameters';
import { outputField, readOutput } from '../output.fields';
import type { RangeAnswer } from '../rangeQuery';
import type { Run } from '../run';

/** In which form tests are given, and whether with their athletes. */
interface TestOutput {
	form: OutputForm;
	includesAthlete: boolean;
}

/** The fields for the form of tests. */
export function testOutputFields(show: Record<string, string[]>): INodeProperties[] {
	return [outputField('test', show), ...includeAthleteFields(show)];
}

/** @throws InputError where a field does not hold what it should */
export function readTestOutput(item: ItemParameters): TestOutput {
	return { form: readOutput(item), includesAthlete: readIncludeAthlete(item) };
}

/**
 * The items for the answer to a query for tests.
 *
 * @param athleteIds the athletes that come into question, all of the coach if empty
 */
export async function formTests(
	answer: RangeAnswer<Test>,
	{ form, includesAthlete }: TestOutput,
	run: Run,
	athleteIds: readonly string[] = [],
): Promise<JsonObject[]> {
	if ('dispatched' in answer) return answer.dispatched;
	const { found } = answer;
	const tests = includesAthlete ? await includeAthletes(found, run, athleteIds) : found;
	return formJson('test', tests, form);
}
