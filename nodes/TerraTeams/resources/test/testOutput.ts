import type { INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../../records/json';
import type { Test } from '../../records/types';
import { type OutputForm, formJson } from '../../output/output';
import {
	includeAthleteFields,
	includeAthletes,
	readIncludeAthlete,
} from '../../shared/includeAthlete.fields';
import type { ItemParameters } from '../itemParameters';
import { outputField, readOutput } from '../../shared/output.fields';
import type { RangeAnswer } from '../rangeQuery';
import type { Execution } from '../execution';

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
	execution: Execution,
	athleteIds: readonly string[] = [],
): Promise<JsonObject[]> {
	if ('dispatched' in answer) return answer.dispatched;
	const { found } = answer;
	const tests = includesAthlete ? await includeAthletes(found, execution, athleteIds) : found;
	return formJson('test', tests, form);
}
