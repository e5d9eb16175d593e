import type { TerraTeamsClient } from '../api/client';
import { ConcurrencyLimiter, mapConcurrently } from '../api/concurrencyLimiter';
import { maxConcurrentRequests } from '../queries/rangeSearch';
import { athletesOfCoach } from '../queries/testAthletes';
import type { TestHistorySource } from '../queries/testHistory';
import type { JsonObject } from '../records/json';
import { readText } from '../records/readers';
import type { Athlete, Test } from '../records/types';
import type { RecordOfKind } from './items';
import { KnownAthletes } from './knownAthletes';
import { lookUpOrNull, type Lookup } from './lookup';
import { SharedLookup } from './sharedLookup';

/** Whose these tests of a coach are. */
interface AthleteQuestion {
	coachId: string;
	tests: Test[];
}

/** For the searches of all events together. */
export const searchLimiter = new ConcurrencyLimiter(32);

const knownAthletes = new KnownAthletes();

const sharedLookup = new SharedLookup<AthleteQuestion, (Athlete | null)[]>(findAthletes);

/**
 * The records without the tests of other athletes than these. A test whose athlete could not be found
 * is kept, so that none is lost.
 *
 * @param athleteIds empty for everybody
 */
export async function ofAthletes<Item extends RecordOfKind>(
	records: readonly Item[],
	athleteIds: ReadonlySet<string>,
	lookup: Lookup,
): Promise<Item[]> {
	if (athleteIds.size === 0) return [...records];
	return (await lookUpAthletes(records, lookup)).filter(({ kind, athlete }) => {
		const id = athlete ? readText(athlete, 'athlete_id') : null;
		return kind !== 'test' || id === null || athleteIds.has(id);
	});
}

/**
 * The same records, each test with its athlete: `null` where the athlete could not be found. Those
 * that have been looked up are not asked again.
 */
export async function lookUpAthletes<Item extends RecordOfKind>(
	records: readonly Item[],
	lookup: Lookup,
): Promise<Item[]> {
	const athletes = new Map<RecordOfKind, Athlete | null>();
	// Coach by coach, so that one that fails does not affect the tests of another.
	await mapConcurrently(
		[...testsByCoach(records, ({ athlete }) => athlete === undefined)],
		maxConcurrentRequests,
		async ([coachId, ofCoach]) => {
			const question = { coachId, tests: ofCoach.map(({ record }): JsonObject => record) };
			const found = await lookUpOrNull(
				lookup,
				async () => await sharedLookup.ask(topicOf(lookup, coachId), question, lookup),
			);
			for (const [place, record] of ofCoach.entries()) {
				athletes.set(record, found?.[place] ?? null);
			}
		},
	);
	return records.map((record) => ({
		...record,
		athlete: record.athlete === undefined ? athletes.get(record) : record.athlete,
	}));
}

/** Answers questions about one coach. Tests of which the last look-up told are not asked again. */
async function findAthletes(
	questions: readonly AthleteQuestion[],
	lookup: Lookup,
): Promise<(question: AthleteQuestion) => (Athlete | null)[]> {
	const coachId = questions[0]?.coachId ?? '';
	const topic = topicOf(lookup, coachId);
	const known = knownAthletes.of(topic, Date.now());
	const unknown = questions.flatMap(({ tests }) => tests.filter((test) => !known(test)));
	const found = new Map<Test, Athlete | null>();
	if (unknown.length > 0) {
		const source = historySourceOf(await lookup.connect());
		const result = await athletesOfCoach(coachId, unknown, source, searchLimiter);
		for (const error of result.unnamed) lookup.warn(error);
		for (const [place, test] of unknown.entries()) found.set(test, result.athletes[place] ?? null);
		knownAthletes.add(topic, result.known, Date.now());
	}
	return ({ tests }) => tests.map((test) => known(test) ?? found.get(test) ?? null);
}

function topicOf({ account }: Lookup, coachId: string): string {
	return JSON.stringify([account, coachId]);
}

/** What the client gives of a coach's athletes and tests. */
export function historySourceOf(client: TerraTeamsClient): TestHistorySource {
	return {
		getCoachAthletes: async (coachId) => await client.getCoachAthletes(coachId),
		getTests: async (coachId, range) => await client.getTests(coachId, range),
		searchTests: async (...search) => await client.searchTests(...search),
	};
}

/** The tests that are wanted, by their coaches. */
export function testsByCoach<Item extends RecordOfKind>(
	records: readonly Item[],
	isWanted: (record: Item) => boolean,
): Map<string, Item[]> {
	const byCoach = new Map<string, Item[]>();
	for (const record of records) {
		const { kind, coachId } = record;
		if (kind !== 'test' || coachId === null || !isWanted(record)) continue;
		const tests = byCoach.get(coachId);
		if (tests) tests.push(record);
		else byCoach.set(coachId, [record]);
	}
	return byCoach;
}
