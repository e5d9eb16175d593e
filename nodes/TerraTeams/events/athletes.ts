import type { FoundRecord } from '../queries/rangeSearch';
import { athletesOfTests, type TestAthleteSource } from '../queries/testAthletes';
import type { JsonObject } from '../records/json';
import type { Athlete } from '../records/types';
import type { RecordOfKind } from './items';
import { lookUpOrNull, inTime, type Lookup } from './lookup';

/** The same records, each test with its athlete: `null` where the athlete could not be found. */
export async function lookUpAthletes<Item extends RecordOfKind>(
	records: readonly Item[],
	lookup: Lookup,
): Promise<Item[]> {
	const athletes = new Map<RecordOfKind, Athlete | null>();
	// Coach by coach, so that one that fails does not affect the tests of another.
	for (const tests of testsByCoach(records)) {
		const found = await lookUpOrNull(lookup, async (client) => {
			const source: TestAthleteSource = {
				getCoachAthletes: async (...of) =>
					await inTime(lookup, async () => await client.getCoachAthletes(...of)),
				searchTests: async (...of) =>
					await inTime(lookup, async () => await client.searchTests(...of)),
			};
			return await athletesOfTests(tests, source);
		});
		tests.forEach(({ original }, index) => athletes.set(original, found?.[index] ?? null));
	}
	return records.map((record) => ({ ...record, athlete: athletes.get(record) }));
}

function testsByCoach(records: readonly RecordOfKind[]) {
	const byCoach = new Map<string, (FoundRecord<JsonObject> & { original: RecordOfKind })[]>();
	for (const original of records) {
		const { kind, coachId, record } = original;
		if (kind !== 'test' || coachId === null) continue;
		const tests = byCoach.get(coachId) ?? [];
		byCoach.set(coachId, tests);
		tests.push({ coachId, record, original });
	}
	return byCoach.values();
}
