import type { FoundRecord } from '../../../nodes/TerraTeams/queries/rangeSearch';
import type { Athlete, Test } from '../../../nodes/TerraTeams/records/types';
import { athletesOfTests } from '../../../nodes/TerraTeams/queries/testAthletes';
import { failureLike } from '../api/modelServer';
import { found, nowUs, rosterOf, searched, TestServer, testsOf } from './ownedTests';
import { usPerDay } from './ranges';

/** The athletes alone. */
async function athletesOf(
	tests: readonly FoundRecord<Test>[],
	server: TestServer,
): Promise<(Athlete | null)[]> {
	return (await athletesOfTests(tests, server)).athletes;
}

describe('whose a test is', () => {
	it('is found for a test without a time, also where there is no other', async () => {
		const record = { timestamp_us: null, display_name: 'Jump' };
		const held = [{ coachId: 'coach-a', record, athleteIds: ['athlete-2'] }];
		const server = new TestServer(new Map([['coach-a', rosterOf(3)]]), held);
		expect(await athletesOf(found(held), server)).toEqual([{ athlete_id: 'athlete-2' }]);
	});

	it('is nobody known where the coach has no athletes, without a search', async () => {
		const held = [{ coachId: 'coach-a', record: { test_id: 'one' }, athleteIds: ['athlete-0'] }];
		const server = new TestServer(new Map(), held);
		expect(await athletesOf(found(held), server)).toEqual([null]);
		expect(server.searches).toEqual([]);
	});

	it('is found with a time that is no number, and not with one that no date can express', async () => {
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
		const athletes = await athletesOf(found(held), server);
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
		expect(await athletesOf([{ coachId: 'coach-a', record }], server)).toEqual([athlete]);
		expect(server.searches).toEqual([]);
	});

	it.each<Test>([{ athlete_id: null }, { athlete_id: {} }, { athlete: 'Ada' }, { athlete: [] }])(
		'by nothing that says who is asked for: %o',
		async (named) => {
			const record = { ...named, test_id: 'one', timestamp_us: nowUs };
			const server = new TestServer(rosters, [{ coachId: 'coach-a', record, athleteIds: ['a-1'] }]);
			expect(await athletesOf([{ coachId: 'coach-a', record }], server)).toEqual([bea]);
		},
	);

	it('is the same test in a response that names nobody', async () => {
		const record = { timestamp_us: nowUs, display_name: 'Jump', value: 1 };
		const server = new TestServer(rosters, [
			{ coachId: 'coach-a', record: { ...record, athlete_id: 'a-1' }, athleteIds: ['a-1'] },
		]);
		expect(await athletesOf([{ coachId: 'coach-a', record }], server)).toEqual([bea]);
	});
});

describe('the number of searches', () => {
	it.each([
		{ tests: 1, athletes: 1 },
		{ tests: 1, athletes: 30 },
		{ tests: 1, athletes: 100 },
		{ tests: 5, athletes: 500 },
		{ tests: 400, athletes: 500 },
		{ tests: 2000, athletes: 1000 },
		{ tests: 40, athletes: 2000 },
	])('$tests tests of $athletes athletes: at most log2 N + 4', async ({ tests, athletes }) => {
		const { searches } = await searched(
			testsOf(tests, (n) => (n * 7919) % athletes),
			athletes,
		);
		expect(searches.length).toBeLessThanOrEqual(Math.ceil(Math.log2(athletes)) + 4);
		expect(searches.every(({ athleteIds }) => athleteIds.length > 0)).toBe(true);
	});

	it('counts months with tests, not the time between them', async () => {
		const years = testsOf(3, (n) => n).map((test, n) => ({
			...test,
			record: { ...test.record, timestamp_us: nowUs - n * 900 * usPerDay },
		}));
		expect((await searched(years, 16)).searches).toHaveLength(3 * 6);
	});

	it('is that of parts where a search would be for more than 1,250 athletes', async () => {
		const held = testsOf(300, (n) => n * 17);
		const server = new TestServer(new Map([['coach-a', rosterOf(6000)]]), held);
		const { athletes } = await athletesOfTests(found(held), server);
		expect(athletes).toEqual(held.map(({ athleteIds: [id] }) => ({ athlete_id: id })));
		for (const { athleteIds } of server.searches) {
			expect(athleteIds.length).toBeLessThanOrEqual(1250);
		}
		expect(server.searches.length).toBeLessThanOrEqual(3 * 15);
	});
});

describe('a server that refuses so many athletes', () => {
	it.each([
		[400, 1],
		[400, 30],
		[422, 100],
		[413, 100],
	])('with %i is asked for fewer at once (at most %i)', async (status, most) => {
		const held = testsOf(60, (n) => n * 5);
		const server = new TestServer(new Map([['coach-a', rosterOf(300)]]), held);
		server.answer = (search, tests) => {
			if (search.athleteIds.length > most) throw failureLike({ status });
			return tests;
		};
		const { athletes, unnamed } = await athletesOfTests(found(held), server);
		expect(unnamed).toEqual([]);
		expect(athletes).toEqual(held.map(({ athleteIds: [id] }) => ({ athlete_id: id })));
		const refused = server.searches.filter(({ athleteIds }) => athleteIds.length > most).length;
		expect(refused).toBeLessThanOrEqual(11 * Math.ceil(Math.log2(300 / most)));
	});

	it.each([400, 422])('with %i whatever is asked ends in that error', async (status) => {
		const held = testsOf(5, (n) => n);
		const server = new TestServer(new Map([['coach-a', rosterOf(100)]]), held);
		server.answer = () => {
			throw failureLike({ status });
		};
		const { athletes, unnamed } = await athletesOfTests(found(held), server);
		expect(athletes).toEqual([null, null, null, null, null]);
		expect(unnamed).toMatchObject([{ tests: 5, coachIds: ['coach-a'], failure: { status } }]);
		expect(server.searches.length).toBeLessThanOrEqual(200);
	});
});

describe('a search that fails', () => {
	const held = testsOf(3, (n) => n);
	const rosters = new Map([['coach-a', rosterOf(10)]]);

	it.each([
		{ status: 404 },
		{ status: 405 },
		{ status: 501 },
		{ status: 401 },
		{ status: 429 },
		{ status: 500 },
		{ problem: 'broken' },
	] as const)('leaves the tests without names and says why: %o', async (what) => {
		for (const failing of [1, 2, 3, 4, 5]) {
			const server = new TestServer(rosters, held);
			server.answer = ({ number }, tests) => {
				if (number >= failing) throw failureLike(what);
				return tests;
			};
			const record: Test = { test_id: 'named', athlete_id: 'athlete-9' };
			const tests = [...found(held), { coachId: 'coach-a', record }];
			const { athletes, unnamed } = await athletesOfTests(tests, server);
			expect(athletes).toEqual([null, null, null, { athlete_id: 'athlete-9' }]);
			expect(unnamed).toMatchObject([{ tests: 3, coachIds: ['coach-a'], failure: what }]);
		}
	});

	it('in one month leaves the tests of the other months their names', async () => {
		const years = testsOf(3, (n) => n).map((test, n) => ({
			...test,
			record: { ...test.record, timestamp_us: nowUs - n * 100 * usPerDay },
		}));
		const server = new TestServer(rosters, years);
		server.answer = ({ range }, tests) => {
			if (range.endUs < nowUs - 150 * usPerDay) throw failureLike({ status: 500 });
			return tests;
		};
		const { athletes, unnamed } = await athletesOfTests(found(years), server);
		expect(athletes).toEqual([...rosterOf(2), null]);
		expect(unnamed).toMatchObject([{ tests: 1, failure: { status: 500 } }]);
	});

	it('for the roster, with the coach gone, says nothing of another coach', async () => {
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
		const { athletes, unnamed } = await athletesOfTests([...found(held), ...found(others)], server);
		expect(athletes).toEqual([null, null, null, ...rosterOf(3)]);
		expect(unnamed).toMatchObject([{ tests: 3, coachIds: ['coach-a'] }]);
	});
});

describe('responses that are wrong', () => {
	const held = testsOf(8, (n) => n);
	const rosters = new Map([['coach-a', rosterOf(8)]]);

	it('are noticed where one search of all comes back empty', async () => {
		for (let empty = 1; empty <= 5; empty++) {
			const server = new TestServer(rosters, held);
			server.answer = ({ number }, tests) => (number === empty ? [] : tests);
			const { athletes, unnamed } = await athletesOfTests(found(held), server);
			expect(athletes).toEqual(rosterOf(8));
			expect(unnamed).toEqual([]);
		}
	});

	it.each([2, 3, 8, 100])('give %i athletes no test where ids are ignored', async (size) => {
		const server = new TestServer(new Map([['coach-a', rosterOf(size)]]), held);
		server.answer = () => held.map(({ record }) => record);
		const { athletes, unnamed } = await athletesOfTests(found(held), server);
		expect(athletes).toEqual(held.map(() => null));
		expect(unnamed).toMatchObject([{ tests: 8, failure: null }]);
	});
});
