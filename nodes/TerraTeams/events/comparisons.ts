import { mapConcurrently } from '../api/concurrencyLimiter';
import { maxConcurrentRequests } from '../queries/rangeSearch';
import type { HistorySettings } from '../queries/testComparison';
import {
	compareTests,
	valuesWithoutPast,
	type ComparedTest,
	type TestToCompare,
} from '../queries/testHistory';
import { historySourceOf, searchLimiter, testsByCoach } from './athletes';
import type { RecordOfKind } from './items';
import { lookUpOrNull, type Lookup } from './lookup';
import { SharedLookup } from './sharedLookup';

/** What did the athletes of these tests of a coach do before? */
interface HistoryQuestion {
	coachId: string;
	tests: TestToCompare[];
	settings: HistorySettings;
}

const sharedLookup = new SharedLookup<HistoryQuestion, ComparedTest[]>(findHistory);

/**
 * The same records, each test with its values compared, and with its athlete. Where the past cannot
 * be read in time, or the coach is not known, the comparisons are empty and the athletes are as they were.
 */
export async function lookUpComparisons<Item extends RecordOfKind>(
	records: readonly Item[],
	settings: HistorySettings,
	lookup: Lookup,
): Promise<Item[]> {
	const found = new Map<RecordOfKind, ComparedTest>();
	await mapConcurrently(
		[...testsByCoach(records, () => true)],
		maxConcurrentRequests,
		async ([coachId, tests]) => {
			const topic = JSON.stringify([lookup.account, coachId, settings]);
			const question = { coachId, tests, settings };
			const compared = await lookUpOrNull(
				lookup,
				async () => await sharedLookup.ask(topic, question, lookup),
			);
			for (const [place, ofTest] of (compared ?? []).entries()) {
				const test = tests[place];
				if (test) found.set(test, ofTest);
			}
		},
	);
	return records.map((record) => {
		if (record.kind !== 'test') return record;
		const [alone = []] = found.has(record) ? [] : valuesWithoutPast([record], settings);
		return { ...record, compared: alone, ...found.get(record) };
	});
}

/** Answers questions about one coach, all with the same settings. */
async function findHistory(
	questions: readonly HistoryQuestion[],
	lookup: Lookup,
): Promise<(question: HistoryQuestion) => ComparedTest[]> {
	const answers = new Map<HistoryQuestion, ComparedTest[]>();
	const [first] = questions;
	if (!first) return () => [];
	const tests = questions.flatMap((question) => question.tests);
	const source = historySourceOf(await lookup.connect());
	const result = await compareTests(first.coachId, tests, first.settings, source, searchLimiter);
	for (const error of result.unnamed) lookup.warn(error);
	let place = 0;
	for (const question of questions) {
		answers.set(question, result.tests.slice(place, place + question.tests.length));
		place += question.tests.length;
	}
	return (question) => answers.get(question) ?? [];
}
