import fc from 'fast-check';

import type { FoundRecord } from '../../../nodes/TerraTeams/queries/rangeSearch';
import type { Athlete, Test } from '../../../nodes/TerraTeams/records/types';
import { athletesOfTests } from '../../../nodes/TerraTeams/queries/testAthletes';
import { failureOf } from '../api/connect';
import { failureLike } from '../api/modelServer';
import { rosterOf, TestServer, type OwnedTest } from './ownedTests';
import { usPerDay } from './ranges';

const nowUs = Date.UTC(2026, 5, 1) * 1000;
const wholeTimeUs = 100 * 365 * usPerDay;

function found(tests: readonly OwnedTest[]): FoundRecord<Test>[] {
	return tests.map(({ coachId, record }) => ({ coachId, record }));
}

/** Every athlete in the order of the roster is asked for all tests that there are. */
async function oneByOne(
	tests: readonly OwnedTest[],
	rosters: ReadonlyMap<string, Athlete[]>,
): Promise<(Athlete | null)[]> {
	const server = new TestServer(rosters, tests);
	const athletes = new Array<Athlete | null>(tests.length).fill(null);
	for (const [coachId, roster] of rosters) {
		for (const athlete of roster) {
			if (typeof athlete.athlete_id !== 'string') continue;
			const range = { startUs: nowUs - wholeTimeUs, endUs: nowUs };
			const found = await server.searchTests(coachId, range, [athlete.athlete_id]);
			for (const [index, test] of tests.entries()) {
				if (test.coachId !== coachId || athletes[index]) continue;
				if (found.some((other) => isSame(test.record, other))) athletes[index] = athlete;
			}
		}
	}
	return athletes;
}

function isSame(one: Test, other: Test): boolean {
	if (typeof one.test_id === 'string') return one.test_id === other.test_id;
	return typeof other.test_id !== 'string' && sorted(one) === sorted(other);
}

function sorted(test: Test): string {
	const fields = Object.entries(test).map(([name, value]) => {
		const elements = Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value;
		return JSON.stringify([name, elements]);
	});
	return fields.sort().join();
}

const coaches = ['coach-a', 'coach-b'];

/** Ids beyond the roster are those of athletes who were deleted. */
const worlds = fc.nat(40).chain((size) => {
	const athleteId = fc.nat(size + 3).map((n) => `athlete-${n}`);
	const owners = fc.oneof(
		{ weight: 6, arbitrary: athleteId.map((id) => [id]) },
		{ weight: 1, arbitrary: fc.constant([]) },
		{ weight: 2, arbitrary: fc.tuple(athleteId, athleteId) },
	);
	const test = fc.record({
		coach: fc.nat(1),
		owners,
		hasId: fc.boolean(),
		daysAgo: fc.oneof(fc.nat(3), fc.nat(400), fc.constant(null)),
		content: fc.nat(2),
	});
	return fc.record({
		rosters: fc.tuple(...coaches.map(() => fc.shuffledSubarray(rosterOf(size)))),
		withoutId: fc.boolean(),
		tests: fc.array(test, { maxLength: 60, size: 'max' }),
		known: fc.nat(9),
	});
});

type Dataset = typeof worlds extends fc.Arbitrary<infer Value> ? Value : never;

function build({ rosters, withoutId, tests }: Dataset) {
	const nameless: Athlete[] = withoutId ? [{ athlete_id: null, first_name: 'Nobody' }] : [];
	return {
		rosters: new Map(
			coaches.map((id, n) => {
				const roster = rosters[n] ?? [];
				return [id, [...nameless, ...roster, ...roster.slice(0, 1)]];
			}),
		),
		// Tests without an id of the same time and name are told apart by their metrics, if at all.
		held: tests.map(({ coach, owners, hasId, daysAgo, content }, n) => ({
			coachId: coaches[coach] ?? '',
			athleteIds: owners,
			record: {
				test_id: hasId ? `test-${n}` : null,
				timestamp_us: daysAgo === null ? null : nowUs - daysAgo * usPerDay,
				display_name: 'Jump',
				test_result_metrics: [{ value: content }, { value: 1 }],
			},
		})),
	};
}

describe('whose a test is', () => {
	it('is what asking athlete by athlete finds, whoever did what when', async () => {
		await fc.assert(
			fc.asyncProperty(worlds, async (dataset) => {
				const { rosters, held } = build(dataset);
				const server = new TestServer(rosters, held);
				// Some of the tests that the server holds are known already, so nobody asks.
				const wanted = (index: number) => index % 10 >= dataset.known;
				const athletes = await athletesOfTests(
					found(held).filter((_, n) => wanted(n)),
					server,
				);
				const expected = await oneByOne(held, rosters);
				expect(athletes).toEqual(expected.filter((_, n) => wanted(n)));
				expect(server.maxConcurrency).toBeLessThanOrEqual(4);
			}),
			{ numRuns: 800 },
		);
	});

	it('asks for each roster once, and for the days of the tests in question alone', async () => {
		await fc.assert(
			fc.asyncProperty(worlds, async (dataset) => {
				const { rosters, held: all } = build(dataset);
				const held = all.filter(({ record }) => record.timestamp_us !== null);
				const server = new TestServer(rosters, held);
				await athletesOfTests(found(held), server);
				const times = held.map(({ record }) => record.timestamp_us);
				for (const { range } of server.searches) {
					expect(range.endUs - range.startUs).toBeLessThanOrEqual(31 * usPerDay);
					expect(times).toContain(range.startUs);
					expect(times).toContain(range.endUs);
				}
				const asked = new Set(held.map(({ coachId }) => coachId));
				expect(server.rosterCalls.sort()).toEqual([...asked].sort());
			}),
			{ numRuns: 300 },
		);
	});

	it('is found for a test without a time, also where there is no other', async () => {
		const record = { timestamp_us: null, display_name: 'Jump' };
		const held = [{ coachId: 'coach-a', record, athleteIds: ['athlete-2'] }];
		const server = new TestServer(new Map([['coach-a', rosterOf(3)]]), held);
		expect(await athletesOfTests(found(held), server)).toEqual([{ athlete_id: 'athlete-2' }]);
	});

	it('is nobody known where the coach has no athletes, without a search', async () => {
		const held = [{ coachId: 'coach-a', record: { test_id: 'one' }, athleteIds: ['athlete-0'] }];
		const server = new TestServer(new Map(), held);
		expect(await athletesOfTests(found(held), server)).toEqual([null]);
		expect(server.searches).toEqual([]);
	});

	it('is found with a time that is none, and empty with one that no date can express', async () => {
		const records: Test[] = [1e300, 9e18, 'soon', {}, []].map((us, n) => ({
			test_id: `test-${n}`,
			timestamp_us: us,
		}));
		const held = records.map((record) => ({
			coachId: 'coach-a',
			record,
			athleteIds: ['athlete-1'],
		}));
		const server = new TestServer(new Map([['coach-a', rosterOf(2)]]), held);
		const athletes = await athletesOfTests(found(held), server);
		const athlete = { athlete_id: 'athlete-1' };
		expect(athletes).toEqual([null, null, athlete, athlete, athlete]);
	});
});

describe('a test that names its athlete', () => {
	const ada: Athlete = { athlete_id: 'a-0', external_athlete_id: 'vald-0', first_name: 'Ada' };
	const bea: Athlete = { athlete_id: 'a-1', external_athlete_id: 'vald-1', first_name: 'Bea' };
	const rosters = new Map([['coach-a', [ada, bea]]]);

	it.each<[string, Test, Athlete]>([
		['by its id', { athlete_id: 'a-1' }, bea],
		["by the provider's id", { external_athlete_id: 'vald-1' }, bea],
		["by the provider's id for its own", { athlete_id: 'vald-1' }, bea],
		['by an object', { athlete: { athlete_id: 'a-1', first_name: 'B.' } }, bea],
		['by a number', { athlete_id: 7 }, { athlete_id: '7', external_athlete_id: null }],
		[
			'who is not in the roster',
			{ athlete: { athlete_id: 'a-9', first_name: 'Zoe' } },
			{ athlete_id: 'a-9', external_athlete_id: null, first_name: 'Zoe' },
		],
	])('%s takes no request', async (_, record, athlete) => {
		const server = new TestServer(rosters, []);
		expect(await athletesOfTests([{ coachId: 'coach-a', record }], server)).toEqual([athlete]);
		expect(server.searches).toEqual([]);
	});

	it.each<Test>([{ athlete_id: null }, { athlete_id: {} }, { athlete: 'Ada' }, { athlete: [] }])(
		'by nothing that says who is asked for: %o',
		async (named) => {
			const record = { ...named, test_id: 'one', timestamp_us: nowUs };
			const server = new TestServer(rosters, [{ coachId: 'coach-a', record, athleteIds: ['a-1'] }]);
			expect(await athletesOfTests([{ coachId: 'coach-a', record }], server)).toEqual([bea]);
		},
	);

	it('is the same test in a response that names nobody', async () => {
		const record = { timestamp_us: nowUs, display_name: 'Jump', value: 1 };
		const server = new TestServer(rosters, [
			{ coachId: 'coach-a', record: { ...record, athlete_id: 'a-1' }, athleteIds: ['a-1'] },
		]);
		expect(await athletesOfTests([{ coachId: 'coach-a', record }], server)).toEqual([bea]);
	});
});

/** `count` tests of one day; the nth one is of the athlete with the number `owner(n)`. */
function testsOf(count: number, owner: (n: number) => number): OwnedTest[] {
	return Array.from({ length: count }, (_, n) => ({
		coachId: 'coach-a',
		record: { test_id: `test-${n}`, timestamp_us: nowUs - n * 1000 },
		athleteIds: [`athlete-${owner(n)}`],
	}));
}

async function searched(held: OwnedTest[], size: number): Promise<TestServer> {
	const server = new TestServer(new Map([['coach-a', rosterOf(size)]]), held);
	await athletesOfTests(found(held), server);
	return server;
}

async function countSearches(held: OwnedTest[], size: number): Promise<number> {
	return (await searched(held, size)).searches.length;
}

describe('the number of searches', () => {
	it.each([
		{ tests: 1, athletes: 1, most: 1 },
		{ tests: 1, athletes: 100, most: 1 * 7 + 1 },
		{ tests: 5, athletes: 500, most: 5 * 9 + 5 },
		{ tests: 400, athletes: 500, most: 502 },
	])('$tests tests of $athletes athletes: at most $most', async ({ tests, athletes, most }) => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.nat(athletes - 1), { minLength: tests, maxLength: tests, size: 'max' }),
				async (owners) => {
					const held = testsOf(tests, (n) => owners[n] ?? 0);
					expect(await countSearches(held, athletes)).toBeLessThanOrEqual(most);
				},
			),
			{ numRuns: tests > 100 ? 10 : 100 },
		);
	});

	it('is never above k * ceil(log2 N) + 1, nor above that of asking one by one, in a month', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 130 }).chain((size) =>
					fc.record({
						size: fc.constant(size),
						// Some of athletes who are not in the roster.
						owners: fc.array(fc.nat(size + 2), { minLength: 1, maxLength: 150, size: 'max' }),
					}),
				),
				async ({ size, owners }) => {
					const count = owners.length;
					const searches = await countSearches(
						testsOf(count, (n) => owners[n] ?? 0),
						size,
					);
					const few = count * Math.ceil(Math.log2(size)) + 1;
					expect(searches).toBeLessThanOrEqual(Math.min(few, size));
				},
			),
			{ numRuns: 300 },
		);
	});

	it('is divided among four requests at once', async () => {
		expect(
			(
				await searched(
					testsOf(400, (n) => n),
					500,
				)
			).maxConcurrency,
		).toBe(4);
	});

	it("is one where all tests are nobody's, however many", async () => {
		expect(
			await countSearches(
				testsOf(400, () => 500),
				500,
			),
		).toBe(1);
	});

	it('counts months with tests, not the time between them', async () => {
		const years = testsOf(3, (n) => n).map((test, n) => ({
			...test,
			record: { ...test.record, timestamp_us: nowUs - n * 900 * usPerDay },
		}));
		expect(await countSearches(years, 16)).toBe(3 * (4 + 1));
	});
});

describe('a search that fails', () => {
	const held = testsOf(3, (n) => n);
	const rosters = new Map([['coach-a', rosterOf(10)]]);

	it.each([404, 405, 410, 501])('with %i leaves the athletes empty', async (status) => {
		const server = new TestServer(rosters, held);
		server.searchTests = async () => {
			throw failureLike({ status });
		};
		const record: Test = { test_id: 'named', athlete_id: 'athlete-9' };
		const tests = [...found(held), { coachId: 'coach-a', record }];
		const athletes = await athletesOfTests(tests, server);
		expect(athletes).toEqual([null, null, null, { athlete_id: 'athlete-9' }]);
	});

	it('with 404 for a coach who is gone says nothing of another coach', async () => {
		const others = held.map((test) => ({ ...test, coachId: 'coach-b' }));
		const server = new TestServer(new Map([...rosters, ['coach-b', rosterOf(10)]]), [
			...held,
			...others,
		]);
		const roster = server.getCoachAthletes.bind(server);
		server.getCoachAthletes = async (coachId) => {
			if (coachId === 'coach-a') throw failureLike({ status: 404 });
			return await roster(coachId);
		};
		const athletes = await athletesOfTests([...found(held), ...found(others)], server);
		expect(athletes).toEqual([null, null, null, ...rosterOf(3)]);
	});

	it.each([
		{ status: 400 },
		{ status: 401 },
		{ status: 429 },
		{ status: 500 },
		{ problem: 'broken' },
	] as const)('otherwise is thrown, whichever of them it is: %o', async (what) => {
		for (const failing of [0, 1, 2, 3, 4]) {
			const server = new TestServer(rosters, held);
			const search = server.searchTests.bind(server);
			server.searchTests = async (...asked) => {
				if (server.searches.length === failing) throw failureLike(what);
				return await search(...asked);
			};
			const thrown = await failureOf(athletesOfTests(found(held), server));
			expect(thrown).toMatchObject({ name: 'TerraTeamsError', ...what });
		}
	});
});
