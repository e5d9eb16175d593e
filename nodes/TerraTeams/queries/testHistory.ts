import { mapConcurrently, type ConcurrencyLimiter } from '../api/concurrencyLimiter';
import type { TimeRange } from '../api/timeRange';
import type { ComparedValue } from '../output/test/comparedTest';
import { testIdentity } from '../records/identity';
import { readText } from '../records/readers';
import { usPerDay } from '../records/time';
import type { Athlete, Test } from '../records/types';
import type { TestAthleteSource } from './coachSearch';
import { maxConcurrentRequests, searchRange } from './rangeSearch';
import { athletesOfCoach } from './testAthletes';
import { compareValues, type HistorySettings } from './testComparison';
import { testKey } from './testKey';
import type { UnnamedTestsError } from './unnamedTests';

/** The calls of the client that give a coach's past tests, one request each. */
export interface TestHistorySource extends TestAthleteSource {
	/** All tests of a coach in a range, perhaps with others around it. Throws TerraTeamsError. */
	getTests: (coachId: string, range: TimeRange) => Promise<Test[]>;
}

/** A test to compare. */
export interface TestToCompare {
	record: Test;
	/** `undefined` where it was not looked up. */
	athlete?: Athlete | null;
}

/** A test with its athlete, and its values beside the athlete's past. */
export interface ComparedTest {
	athlete: Athlete | null;
	compared: ComparedValue[];
}

/** The tests of a coach, compared. */
export interface ComparedTests {
	/** In the order of the tests. */
	tests: ComparedTest[];
	/** The tests, also of the past, whose athletes could not be told, for each cause. */
	unnamed: UnnamedTestsError[];
}

/**
 * The tests of a coach beside the past of their athletes: the tests of the same type, exercise,
 * movement and body region before each of them. The past is asked for once, for all tests together,
 * and attributed as {@link athletesOfCoach} does it: of the whole squad, or of the athletes that the
 * tests are of. A test of nobody is compared with nothing.
 *
 * @throws TerraTeamsError where the past cannot be read
 */
export async function compareTests(
	coachId: string,
	tests: readonly TestToCompare[],
	settings: HistorySettings,
	source: TestHistorySource,
	limiter?: ConcurrencyLimiter,
): Promise<ComparedTests> {
	const isOfSquad = settings.includesSquad;
	const named = isOfSquad ? null : await nameTests(coachId, tests, source, limiter);
	const concerned = named && idsOf(named.athletes);
	const current = tests.map(({ record, athlete }, place) => ({
		// Two versions of one test may be among them.
		key: `new ${place}`,
		record,
		athlete: named ? (named.athletes[place] ?? null) : athlete,
	}));
	const pastByKey = new Map<string, Test>();
	for (const record of await pastTests(coachId, tests, concerned, settings, source)) {
		pastByKey.set(testKey(record), record);
	}
	for (const { record } of tests) pastByKey.delete(testKey(record));
	const past = [...pastByKey].map(([key, record]) => ({ key, record, athlete: undefined }));
	const all = [...past, ...current];
	const owned = await nameTests(coachId, all, only(source, concerned), limiter);
	const known = all.map((test, place) => ({ ...test, athlete: owned.athletes[place] ?? null }));
	const compared = compareValues(known, new Set(current.map(({ key }) => key)), settings);
	return {
		tests: known.slice(past.length).map(({ key, athlete }) => ({
			athlete,
			compared: compared.get(key) ?? [],
		})),
		unnamed: [...(named?.unnamed ?? []), ...owned.unnamed],
	};
}

/** The values of tests, in their order, beside a past that is not known. */
export function valuesWithoutPast(
	tests: readonly TestToCompare[],
	settings: HistorySettings,
): ComparedValue[][] {
	const known = tests.map(({ record }, place) => ({ key: `${place}`, record, athlete: null }));
	const compared = compareValues(known, new Set(known.map(({ key }) => key)), settings);
	return known.map(({ key }) => compared.get(key) ?? []);
}

/** The athletes of tests; those that are known already are not asked for again. */
async function nameTests(
	coachId: string,
	tests: readonly TestToCompare[],
	source: TestAthleteSource,
	limiter: ConcurrencyLimiter | undefined,
) {
	const unknown = tests.filter(({ athlete }) => athlete === undefined);
	if (unknown.length === 0) {
		return { athletes: tests.map(({ athlete }) => athlete ?? null), unnamed: [] };
	}
	const records = unknown.map(({ record }) => record);
	const found = await athletesOfCoach(coachId, records, source, limiter);
	const byTest = new Map(unknown.map((test, place) => [test, found.athletes[place] ?? null]));
	return {
		athletes: tests.map((test) => test.athlete ?? byTest.get(test) ?? null),
		unnamed: found.unnamed,
	};
}

/** The tests of a coach, or of some athletes, that may lie before some tests. */
async function pastTests(
	coachId: string,
	tests: readonly TestToCompare[],
	athleteIds: readonly string[] | null,
	{ baselineDays }: HistorySettings,
	source: TestHistorySource,
): Promise<Test[]> {
	if (athleteIds?.length === 0) return [];
	const times = tests.flatMap(({ record }) => testIdentity.timestampUs(record) ?? []);
	const fetch = async (id: string, slice: TimeRange) =>
		athleteIds ? await source.searchTests(id, slice, athleteIds) : await source.getTests(id, slice);
	const found = await mapConcurrently(
		rangesBefore(times, baselineDays * usPerDay),
		maxConcurrentRequests,
		async (range) => await searchRange({ ...testIdentity, fetch }, [coachId], range),
	);
	return found.flat().map(({ record }) => record);
}

/**
 * The time before some moments, up to these, in as few ranges as it has parts: between a test of today
 * and one that arrives a year late lies a year that nobody needs.
 */
function rangesBefore(times: readonly number[], lengthUs: number): TimeRange[] {
	const ranges: TimeRange[] = [];
	for (const endUs of [...times].sort((one, other) => one - other)) {
		const last = ranges.at(-1);
		if (last && endUs - lengthUs <= last.endUs) last.endUs = endUs;
		else ranges.push({ startUs: endUs - lengthUs, endUs });
	}
	return ranges;
}

/** A source that knows no other athletes than these. */
function only(source: TestAthleteSource, athleteIds: readonly string[] | null): TestAthleteSource {
	if (athleteIds === null) return source;
	return {
		...source,
		getCoachAthletes: async (coachId) =>
			(await source.getCoachAthletes(coachId)).filter((athlete) =>
				athleteIds.includes(readText(athlete, 'athlete_id') ?? ''),
			),
	};
}

function idsOf(athletes: readonly (Athlete | null)[]): string[] {
	return [
		...new Set(athletes.flatMap((athlete) => (athlete && readText(athlete, 'athlete_id')) ?? [])),
	];
}
