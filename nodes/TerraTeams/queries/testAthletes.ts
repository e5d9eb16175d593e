import { mapConcurrently } from '../api/concurrencyLimiter';
import { testIdentity } from '../records/identity';
import { canonicalJson } from '../records/json';
import { maxConcurrentRequests, searchRange, type FoundRecord } from './rangeSearch';
import type { Athlete, Test } from '../records/types';
import { Roster } from './roster';
import { ignoreNotFound } from './ignoreNotFound';
import { maxSliceUs, type TimeRange } from '../api/timeRange';

/** What finding out whose a test is takes: two calls of the client, each one request. */
export interface TestAthleteSource {
	/** Every athlete of a coach. Throws TerraTeamsError. */
	getCoachAthletes: (coachId: string) => Promise<Athlete[]>;
	/** The tests of some athletes of a coach in a range, and maybe more. Throws TerraTeamsError. */
	searchTests: (
		coachId: string,
		range: TimeRange,
		athleteIds: readonly string[],
	) => Promise<Test[]>;
}

/** A test whose athlete is looked for. */
interface WantedTest {
	/** Its place among all tests. */
	index: number;
	/** What it is recognised by in an answer. */
	key: string;
	timestampUs: number | null;
}

/** Athletes of a coach, in the order of the roster, and tests that are or may be theirs. */
interface Group {
	coachId: string;
	athletes: Roster['athletes'];
	tests: WantedTest[];
}

/** Tests without a time belong to every range, so where there are no others any day will do. */
const anyTimeUs = Date.UTC(2025, 0, 1) * 1000;

/** No date of the API lies further out. */
const lastTimeUs = Date.UTC(9999, 0, 1) * 1000;

/**
 * Whose tests these are, which the tests do not say: for each the athlete, or `null` where it is
 * nobody's (of an athlete who was deleted, say) or the server has no search for tests.
 *
 * A search gives the tests of a group of athletes. The first one asks for all of the roster, on the
 * days of the tests in question: what it does not find is nobody's. Then the group is split in
 * halves and the first half is asked for; what it does not have, the other half must have, without
 * a request. Only groups with tests in question are split. So `k` tests of one month among `N`
 * athletes take at most `1 + k * ceil(log2 N)` requests and never more than `N`, which is what
 * asking athlete by athlete takes; and as long as a group's answer is that of its athletes together,
 * the outcome is the same as from doing that in the order of the roster, also for a test that is
 * given for two athletes: it is the first one's.
 *
 * A test is recognised by its id; without one by its whole content, lest a test of the same time and
 * name get another athlete's name. One that names its athlete by itself takes no request.
 *
 * @returns in the order of the tests
 * @throws TerraTeamsError of the first request that failed in another way than that there is no
 *   search; whoever would rather have the tests without athletes catches it
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
	// The groups of a level do not depend on each other. The tests of each are known to be theirs.
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

/** One request; none for a group of which nothing can be asked. `null`: there is no search. */
async function testsOf(
	{ coachId, tests }: Group,
	athletes: Group['athletes'],
	source: TestAthleteSource,
): Promise<WantedTest[] | null> {
	if (athletes.length === 0) return [];
	const ids = athletes.map(({ id }) => id);
	const fetch = async (coach: string, slice: TimeRange) =>
		await source.searchTests(coach, slice, ids);
	const answer = await ignoreNotFound(
		searchRange({ ...testIdentity, fetch }, [coachId], rangeOf(tests), 1),
	);
	if (!answer) return null;
	const keys = new Set(answer.map(({ record }) => keyOf(record)));
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

/** Without an id, all that a test says, but for whose it is: one endpoint may and another not. */
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

/** The tests in slices that one request can ask for, as few as there can be. */
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
