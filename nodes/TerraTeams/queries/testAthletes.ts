import { ConcurrencyLimiter, mapConcurrently } from '../api/concurrencyLimiter';
import { maxSliceUs, type TimeRange } from '../api/timeRange';
import { testIdentity } from '../records/identity';
import { usPerDay } from '../records/time';
import type { Athlete, Test } from '../records/types';
import { nearestWords, weightOf } from './codeWords';
import { CoachSearch, type Member, type TestAthleteSource } from './coachSearch';
import { maxConcurrentRequests, type FoundRecord } from './rangeSearch';
import { Roster } from './roster';
import { testKey } from './testKey';
import { UnnamedTestsError } from './unnamedTests';

/** Whose tests are whose. */
export interface TestAthletes {
	/** In the order of the tests; `null` where no athlete was found. */
	athletes: (Athlete | null)[];
	/** The tests whose athletes could not be told, for each cause. */
	unnamed: UnnamedTestsError[];
}

/** Whose the tests of a coach are. */
export interface CoachTestAthletes extends TestAthletes {
	/** The athletes of all tests that the responses held, also of others, by {@link testKey}. */
	known: Map<string, Athlete>;
}

/** Max number of searches at the same time: as many as 6,000 athletes need, so that none waits. */
const maxConcurrentSearches = 16;

/** For tests without a time alone: these belong to every range, so any day will do. */
const anyTimeUs = Date.UTC(2025, 0, 1) * 1000;

/**
 * Finds the athlete of each test, which the test does not name. Never fails: tests that could not
 * be looked up are in `unnamed`. See {@link athletesOfCoach}.
 */
export async function athletesOfTests(
	found: readonly FoundRecord<Test>[],
	source: TestAthleteSource,
): Promise<TestAthletes> {
	const placesByCoach = new Map<string, number[]>();
	for (const [place, { coachId }] of found.entries()) {
		const places = placesByCoach.get(coachId);
		if (places) places.push(place);
		else placesByCoach.set(coachId, [place]);
	}
	const limiter = new ConcurrencyLimiter(maxConcurrentSearches);
	const athletes = new Array<Athlete | null>(found.length).fill(null);
	const unnamed = await mapConcurrently(
		[...placesByCoach],
		maxConcurrentRequests,
		async ([coachId, places]) => {
			const tests = places.map((place) => found[place]?.record ?? {});
			const result = await athletesOfCoach(coachId, tests, source, limiter);
			for (const [n, place] of places.entries()) athletes[place] = result.athletes[n] ?? null;
			return result.unnamed;
		},
	);
	return { athletes, unnamed: unnamed.flat() };
}

/**
 * Finds the athletes of tests of one coach in about `log2 N` searches for any number of tests of a
 * month among `N` athletes.
 *
 * Each athlete gets a code word (see `codeWords.ts`). Search j is for the athletes whose bit j is 1,
 * and no search needs the response to another. So the searches that a test comes back in spell the
 * word of its athlete. No bits at all: the test is nobody's (its athlete was deleted, say). Bits
 * that are nobody's word are a contradiction: a response that is empty, ignores the athletes, or is
 * of another time, or a test that is given for two athletes. The athletes whose words are nearest
 * are then searched again in the same way. Where that does not settle it the test stays without a
 * name: one wrong response never gives a wrong name.
 *
 * A test is identified by its id; without one by its whole content, so that a test of the same time
 * and name does not get another athlete's name. One that names its athlete itself takes no search.
 * A range of months is searched month by month, and one that fails leaves the others their names.
 */
export async function athletesOfCoach(
	coachId: string,
	tests: readonly Test[],
	source: TestAthleteSource,
	limiter = new ConcurrencyLimiter(maxConcurrentSearches),
): Promise<CoachTestAthletes> {
	const outcome = await settle(source.getCoachAthletes(coachId));
	const roster = new Roster('value' in outcome ? outcome.value : []);
	const athletes = tests.map((test) => roster.namedBy(test));
	const wanted = tests.flatMap((test, place) => (athletes[place] ? [] : [readWanted(place, test)]));
	if ('failure' in outcome) {
		const unnamed = reportOf(coachId, [{ tests: wanted.length, failure: outcome.failure }]);
		return { athletes, unnamed, known: new Map() };
	}
	const search = new CoachSearch(coachId, source, limiter);
	const slices = await Promise.all(
		inSlices(wanted).map(async (slice) => await ownersOf(slice, roster.athletes, search)),
	);
	const known = new Map(slices.flatMap(({ owners }) => [...owners]));
	for (const { place, key } of wanted) athletes[place] = known.get(key) ?? null;
	return { athletes, unnamed: reportOf(coachId, slices.map(({ gaps }) => gaps).flat()), known };
}

/** A test without a known athlete. */
interface WantedTest {
	/** Its place among all tests. */
	place: number;
	key: string;
	timestampUs: number | null;
}

/** Tests without a name, and why: `null` where the responses contradict each other. */
interface Gap {
	tests: number;
	failure: unknown;
}

/** The athletes of tests by their keys, and the tests whose athletes could not be told. */
interface SliceOwners {
	owners: Map<string, Athlete>;
	gaps: Gap[];
}

/** The athletes of the tests of a slice. */
async function ownersOf(
	wanted: readonly WantedTest[],
	members: readonly Member[],
	search: CoachSearch,
): Promise<SliceOwners> {
	const range = rangeOf(wanted);
	const outcome = await settle(search.bitsOf(members, range));
	if ('failure' in outcome) {
		return { owners: new Map(), gaps: [{ tests: wanted.length, failure: outcome.failure }] };
	}
	const { bits, words } = outcome.value;
	const places = new Map(words.map((word, place) => [word, place]));
	const owners = new Map<string, Athlete>();
	for (const [key, seen] of bits) {
		const member = members[places.get(seen) ?? -1];
		if (member) owners.set(key, member.athlete);
	}
	const contradictions = wanted.filter(({ key }) => bits.has(key) && !owners.has(key));
	if (contradictions.length === 0) return { owners, gaps: [] };

	const candidates = new Map<string, Set<Member>>();
	for (const { key } of contradictions) {
		if (candidates.has(key)) continue;
		const nearest = nearestWords(words, bits.get(key) ?? 0);
		candidates.set(key, new Set(nearest.flatMap((place) => members[place] ?? [])));
	}
	const again = await settle(askAgain(candidates, range, search));
	if ('failure' in again) {
		return { owners, gaps: [{ tests: contradictions.length, failure: again.failure }] };
	}
	let unsettled = 0;
	for (const { key } of contradictions) {
		const answer = again.value.get(key);
		if (answer === 'unclear') unsettled++;
		else if (answer) owners.set(key, answer.athlete);
		// A single response may have held a test that is nobody's.
		else if (weightOf(bits.get(key) ?? 0) > 1) unsettled++;
	}
	return { owners, gaps: [{ tests: unsettled, failure: null }] };
}

/**
 * Searches the athletes that tests may be of, in another order than before: the same request could
 * get the same wrong response.
 *
 * @param candidates the possible athletes by the key of the test
 * @returns the athlete by the key of the test; nothing for a test that did not come back
 */
async function askAgain(
	candidates: ReadonlyMap<string, ReadonlySet<Member>>,
	range: TimeRange,
	search: CoachSearch,
): Promise<Map<string, Member | 'unclear'>> {
	const members = [...new Set([...candidates.values()].flatMap((of) => [...of]))].reverse();
	const { bits, words } = await search.bitsOf(members, range);
	const answers = new Map<string, Member | 'unclear'>();
	for (const [key, possible] of candidates) {
		const seen = bits.get(key);
		if (seen === undefined) continue;
		const member = members[words.indexOf(seen)];
		answers.set(key, member && possible.has(member) ? member : 'unclear');
	}
	return answers;
}

/** A value, or the error that came instead of it. */
async function settle<Value>(
	task: Promise<Value>,
): Promise<{ value: Value } | { failure: unknown }> {
	try {
		return { value: await task };
	} catch (failure) {
		return { failure };
	}
}

/** One report for each cause. */
function reportOf(coachId: string, gaps: readonly Gap[]): UnnamedTestsError[] {
	const tests = new Map<unknown, number>();
	for (const gap of gaps) tests.set(gap.failure, (tests.get(gap.failure) ?? 0) + gap.tests);
	return [...tests].flatMap(([failure, count]) =>
		count > 0 ? [new UnnamedTestsError([coachId], count, failure)] : [],
	);
}

function readWanted(place: number, test: Test): WantedTest {
	return { place, key: testKey(test), timestampUs: testIdentity.timestampUs(test) };
}

/** Splits the tests into as few slices of whole days as single requests can cover. */
function inSlices(tests: readonly WantedTest[]): WantedTest[][] {
	const dated = tests.filter(({ timestampUs }) => timestampUs !== null);
	dated.sort((a, b) => (a.timestampUs ?? 0) - (b.timestampUs ?? 0));
	const slices: WantedTest[][] = [];
	let endUs = -Infinity;
	for (const test of dated) {
		const timestampUs = test.timestampUs ?? 0;
		if (timestampUs >= endUs) {
			slices.push([]);
			endUs = startOfDay(timestampUs) + maxSliceUs;
		}
		slices.at(-1)?.push(test);
	}
	const undated = tests.filter(({ timestampUs }) => timestampUs === null);
	if (undated.length > 0) slices.push([...(slices.pop() ?? []), ...undated]);
	return slices;
}

/** The days of the tests, since a search is for whole days. */
function rangeOf(tests: readonly WantedTest[]): TimeRange {
	let startUs = Infinity;
	let endUs = -Infinity;
	for (const { timestampUs } of tests) {
		startUs = Math.min(startUs, timestampUs ?? Infinity);
		endUs = Math.max(endUs, timestampUs ?? -Infinity);
	}
	if (startUs > endUs) return { startUs: anyTimeUs, endUs: anyTimeUs };
	return { startUs: startOfDay(startUs), endUs: startOfDay(endUs) + usPerDay - 1 };
}

function startOfDay(timestampUs: number): number {
	return Math.floor(timestampUs / usPerDay) * usPerDay;
}
