import type { INodeProperties } from 'n8n-workflow';

import { mapConcurrently } from '../../api/concurrencyLimiter';
import type { TerraTeamsError } from '../../api/errors';
import { formJson } from '../../output/output';
import type { OutputRecord } from '../../output/test/comparedTest';
import { maxConcurrentRequests, ofCoach, type FoundRecord } from '../../queries/rangeSearch';
import type { HistorySettings } from '../../queries/testComparison';
import { compareTests, type TestHistorySource } from '../../queries/testHistory';
import type { Test } from '../../records/types';
import { asymmetryOption } from '../../shared/computedMetrics.fields';
import { filtersField } from '../../shared/filters.fields';
import {
	baselineDaysField,
	comparedRepetitionField,
	minimumTestsField,
	readHistory,
	squadOption,
} from '../../shared/history.fields';
import { readOutput } from '../../shared/output.fields';
import { coachesFields, readCoaches } from '../coach.fields';
import type { Execution } from '../execution';
import { limitFields } from '../limit.fields';
import { eachItem, type PartialOutput } from '../operation';
import { optionsField } from '../options.fields';
import { readRangeQuery, sortField } from '../rangeQuery';
import { timeRangeFields } from '../timeRange.fields';
import { queryTests } from './testQuery';

const show = { resource: ['test'], operation: ['compareWithHistory'] };

export const fields: INodeProperties[] = [
	...coachesFields(show),
	...timeRangeFields(show),
	...limitFields(show),
	filtersField('test', show),
	...[baselineDaysField, minimumTestsField, comparedRepetitionField].map((field) => ({
		...field,
		displayOptions: { show },
	})),
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'rowPerMetric',
		options: [
			{
				name: 'Row per Metric',
				value: 'rowPerMetric',
				description: 'One item per test and metric, for filters, tables and alerts',
			},
			{
				name: 'Simplified',
				value: 'simplified',
				description: 'One item per test, with an object for each metric',
			},
		],
		description: 'How to format the comparisons',
		displayOptions: { show },
	},
	optionsField(show, [asymmetryOption, squadOption]),
	sortField(show),
];

/** Tests of a time range, each value beside the earlier ones of the same athlete. */
export const compareWithHistory = eachItem(
	async (item, execution) => ({
		query: readRangeQuery(item),
		form: readOutput(item),
		history: readHistory(item, {
			...item.collection('options'),
			baselineDays: item.value('baselineDays'),
			minimumTests: item.value('minimumTests'),
			comparedRepetition: item.value('comparedRepetition'),
		}),
		timeZone: item.timeZone,
		coaches: await readCoaches(item, execution),
	}),
	async ({ coaches, query, form, history, timeZone }, execution): Promise<PartialOutput> => {
		const result = await queryTests(coaches, query, execution);
		// Deliveries are not offered here.
		const found = 'found' in result ? result.found : [];
		const { tests, failures } = await compare(found, history, execution);
		return {
			items: formJson('test', tests, {
				form,
				columns: [],
				athleteIds: new Set(),
				repetitions: [],
				computesAsymmetry: history.computesAsymmetry,
				timeZone,
			}),
			failures: [...result.failures, ...failures],
		};
	},
);

/**
 * The tests with their athletes and comparisons, in the same order, without those of coaches that
 * failed while others did not.
 *
 * @throws TerraTeamsError of the first coach that failed, where the execution stops at errors, or
 *   where all coaches failed
 */
async function compare(
	found: readonly FoundRecord<Test>[],
	history: HistorySettings,
	execution: Execution,
): Promise<{ tests: OutputRecord[]; failures: unknown[] }> {
	const coachIds = [...new Set(found.map(({ coachId }) => coachId))];
	const failed = new Map<string, TerraTeamsError>();
	const source = historySource(execution);
	const compared = new Map<FoundRecord<Test>, OutputRecord>();
	await mapConcurrently(coachIds, maxConcurrentRequests, async (coachId) => {
		const tests = found.filter((test) => test.coachId === coachId);
		const task = async () => await compareTests(coachId, tests, history, source);
		const failures = execution.stopsAtFirstError ? undefined : failed;
		const result = await ofCoach(coachId, coachIds.length, task, failures);
		if (!result) return;
		for (const report of result.unnamed) execution.reports.add(report);
		for (const [place, test] of tests.entries()) {
			compared.set(test, { ...test, ...result.tests[place] });
		}
		const nobodys = result.tests.filter(({ athlete }) => athlete === null).length;
		if (result.unnamed.length === 0) execution.hints.addTests(tests.length, nobodys);
		execution.hints.addBaselines(
			result.tests.flatMap((test) => test.compared),
			history,
		);
	});
	const [first] = failed.values();
	if (first && failed.size === coachIds.length) throw first;
	return {
		tests: found.flatMap((test) => compared.get(test) ?? []),
		failures: [...failed.values()],
	};
}

function historySource(execution: Execution): TestHistorySource {
	const { client } = execution;
	return {
		getCoachAthletes: async (coachId) => await execution.getCoachAthletes(coachId),
		getTests: async (coachId, range) => await client.getTests(coachId, range),
		searchTests: async (...search) => await client.searchTests(...search),
	};
}
