import { mapConcurrently } from '../api/concurrencyLimiter';
import { maxSliceUs, type TimeRange } from '../api/timeRange';
import { testIdentity } from '../records/identity';
import { canonicalJson } from '../records/json';
import type { Athlete, Test } from '../records/types';
import { ignoreNotFound } from './ignoreNotFound';
import { maxConcurrentRequests, searchRange, type FoundRecord } from './rangeSearch';
import { Roster } from './roster';

/** The calls of the client that find the athletes of tests, one request each. */
export interface TestAthleteSource {
	/** Every athlete of a coach. Throws TerraTeamsError. */
	getCoachAthletes: (coachId: string) => Promise<Athlete[]>;
	/**
	 * The tests of some athletes of a coach in a range, perhaps with others around it. Throws
	 * TerraTeamsError.
	 */
	searchTests: (
		coachId: string,
		range: TimeRange,
		athleteIds: readonly string[],
	) => Promise<Test[]>;
}

/** A test without a known athlete. */
interface WantedTest {
	/** Its place among all tests. */
	index: number;
	/** Identifies it in a response. */
	key: string;
	timestampUs: number | null;
}

/** Athletes of a coach, in the order of the roster, and tests that are or may be theirs. */
interface Group {
	coachId: string;
	athletes: Roster['athletes'];
	tests: WantedTest[];
}

/** For groups of tests without a time alone: these belong to every range, so any day will do. */
const anyTimeUs = Date.UTC(2025, 0, 1) * 1000;

/** No date of the API is later. */
const lastTimeUs = Date.UTC(9999, 0, 1) * 1000;

/**
 * Finds the athlete of each test, which the test does not name: `null` where there is none (the
 * athlete was deleted, say) or where the server has no search for tests.
 *
 * A search gives the tests of a group of athletes. The first one is for the whole roster, on the
 * days of the tests: a test that it does not find has no athlete. Then each group is split in half
 * and the first half is searched; the tests that it does not have belong to the other half, without
 * a request. Only groups with tests are split. So `k` tests of one month among `N` athletes take at
 * most `1 + k * ceil(log2 N)` requests and never more than `N`, the number of a search for each
 * athlete. As long as the response for a group is that of its athletes together, the result is that
 * of searching athlete by athlete in the order of the roster: a test that is given for two athletes
 * gets the first one.
 *
 * A test is identified by its id; without one by its whole content, so that a test of the same time
 * and name does not get another athlete's name. One that names its athlete itself takes no request.
 *
 * @returns in the order of the tests
 * @throws TerraTeamsError of the first request that failed, unless there is no search; callers that
 *   can do without athletes catch it
 */
export async function athletesOfTests(
	found: readonly FoundRecord<Test>[],
	source: TestAthleteSource,
): Promise<(Athlete | null)[]> {
	const athletes = new Array<Athlete | null>(found.length).fill(null);
	const rosters = await rostersOf(found, source);
	const wanted = new Map<string, WantedTest[]>();
	for (const coachId of rosters.keys()) wanted.set(coachId, []);
	for (const [index, { coachId, record }] of found.entries()) {
		const named = rosters.get(coachId)?.namedBy(record);
		if (named) athletes[index] = named;
		else wanted.get(coachId)?.push(readWanted(index, record));
	}

	const wholeRosters = [...wanted].flatMap(([coachId, tests]) =>
		inSlices(tests).map((slice) => ({
			coachId,
			athletes: rosters.get(coachId)?.athletes ?? [],
			tests: slice,
		})),
	);
	let groups = await mapConcurrently(wholeRosters, maxConcurrentRequests, async (group) => ({
		...group,
		tests: (await testsOf(group, group.athletes, source)) ?? [],
	}));
	// The groups of a level are independent of each other. The tests of each are known to be
	// theirs.
	while (groups.length > 0) {
		const toSplit: Group[] = [];
		for (const group of groups) {
			const [first, second] = group.athletes;
			if (second && group.tests.length > 0) toSplit.push(group);
			else for (const { index } of group.tests) athletes[index] = first?.athlete ?? null;
		}
		const halves = await mapConcurrently(
			toSplit,
			maxConcurrentRequests,
			async (group) => await split(group, source),
		);
		groups = halves.flat();
	}
	return athletes;
}

async function rostersOf(
	found: readonly FoundRecord<Test>[],
	source: TestAthleteSource,
): Promise<Map<string, Roster>> {
	const coachIds = [...new Set(found.map(({ coachId }) => coachId))];
	const rosters = await mapConcurrently(coachIds, maxConcurrentRequests, async (coachId) => {
		const athletes = await ignoreNotFound(source.getCoachAthletes(coachId));
		return [coachId, new Roster(athletes ?? [])] as const;
	});
	return new Map(rosters);
}

/** One request; none for a group without athletes. `null` where there is no search. */
async function testsOf(
	{ coachId, tests }: Group,
	athletes: Group['athletes'],
	source: TestAthleteSource,
): Promise<WantedTest[] | null> {
	if (athletes.length === 0) return [];
	const ids = athletes.map(({ id }) => id);
	const fetch = async (coach: string, slice: TimeRange) =>
		await source.searchTests(coach, slice, ids);
	const response = await ignoreNotFound(
		searchRange({ ...testIdentity, fetch }, [coachId], rangeOf(tests), 1),
	);
	if (!response) return null;
	const keys = new Set(response.map(({ record }) => keyOf(record)));
	return tests.filter(({ key }) => keys.has(key));
}

async function split(group: Group, source: TestAthleteSource): Promise<Group[]> {
	const middle = Math.ceil(group.athletes.length / 2);
	const first = group.athletes.slice(0, middle);
	const testsOfFirst = await testsOf(group, first, source);
	if (!testsOfFirst) return [];
	const taken = new Set(testsOfFirst);
	return [
		{ ...group, athletes: first, tests: testsOfFirst },
		{
			...group,
			athletes: group.athletes.slice(middle),
			tests: group.tests.filter((test) => !taken.has(test)),
		},
	];
}

function readWanted(index: number, test: Test): WantedTest {
	const timestampUs = testIdentity.timestampUs(test);
	const isTime = timestampUs !== null && Math.abs(timestampUs) < lastTimeUs;
	return { index, key: keyOf(test), timestampUs: isTime ? timestampUs : null };
}

/** Without an id, all fields but those of the athlete, which only one of the endpoints may send. */
function keyOf(test: Test): string {
	const id = testIdentity.id(test);
	if (id !== null) return `id ${id}`;
	return canonicalJson({
		...test,
		athlete: undefined,
		athlete_id: undefined,
		external_athlete_id: undefined,
	});
}

/** Splits the tests into as few slices as single requests can cover. */
function inSlices(tests: readonly WantedTest[]): WantedTest[][] {
	const dated = tests.filter(({ timestampUs }) => timestampUs !== null);
	dated.sort((a, b) => (a.timestampUs ?? 0) - (b.timestampUs ?? 0));
	const slices: WantedTest[][] = [];
	let endUs = -Infinity;
	for (const test of dated) {
		const timestampUs = test.timestampUs ?? 0;
		if (timestampUs > endUs) {
			slices.push([]);
			endUs = timestampUs + maxSliceUs;
		}
		slices.at(-1)?.push(test);
	}
	const undated = tests.filter(({ timestampUs }) => timestampUs === null);
	if (undated.length > 0) slices.push([...(slices.pop() ?? []), ...undated]);
	return slices;
}

/** From the first of the tests to the last one. */
function rangeOf(tests: readonly WantedTest[]): TimeRange {
	let startUs = Infinity;
	let endUs = -Infinity;
	for (const { timestampUs } of tests) {
		startUs = Math.min(startUs, timestampUs ?? Infinity);
		endUs = Math.max(endUs, timestampUs ?? -Infinity);
	}
	return startUs <= endUs ? { startUs, endUs } : { startUs: anyTimeUs, endUs: anyTimeUs };
}
