import type { Test } from '../../../nodes/TerraTeams/records/types';
import type { TimeRange } from '../../../nodes/TerraTeams/api/timeRange';
import { athletesOfTests } from '../../../nodes/TerraTeams/queries/testAthletes';
import { failureLike } from '../api/modelServer';
import { found, nowUs, rosterOf, TestServer, testsOf, type OwnedTest } from './ownedTests';
import { usPerDay } from './ranges';

/**
 * Five athletes: each of the searches 1 to 4 is for those whose bit, counted from the right, is 1.
 * Their words are 0011, 0101, 0110, 1001 and 1010.
 */
const rosters = new Map([['coach-a', rosterOf(5)]]);

/** A test that the server gives for nobody, so that responses hold it only by mistake. */
const stray: OwnedTest = {
	coachId: 'coach-a',
	record: { test_id: 'stray', timestamp_us: nowUs },
	athleteIds: [],
};

/** A test of the second athlete. */
function testAt(id: string, us: number | null): OwnedTest {
	return {
		coachId: 'coach-a',
		record: { test_id: id, timestamp_us: us },
		athleteIds: ['athlete-1'],
	};
}

/** The range of the day that is so many days before the newest test. */
function dayBefore(days: number): TimeRange {
	return { startUs: nowUs - days * usPerDay, endUs: nowUs - (days - 1) * usPerDay - 1 };
}

/** The ranges that were searched, each once. */
function rangesOf(server: TestServer): TimeRange[] {
	const texts = server.searches.map(({ range }) => JSON.stringify(range));
	return server.searches
		.map(({ range }) => range)
		.filter((range, n) => texts.indexOf(JSON.stringify(range)) === n);
}

describe('the days that are searched', () => {
	it.each([
		['oldest first', [40, 20, 0]],
		['newest first', [0, 20, 40]],
		['in no order', [20, 0, 40]],
		['in no other order', [20, 40, 0]],
	])('are the same months for tests %s', async (_, daysAgo) => {
		const held = daysAgo.map((days) => testAt(`test-${days}`, nowUs - days * usPerDay));
		const server = new TestServer(rosters, held);
		const { athletes, unnamed } = await athletesOfTests(found(held), server);
		const athlete = { athlete_id: 'athlete-1' };
		expect(athletes).toEqual([athlete, athlete, athlete]);
		expect(unnamed).toEqual([]);
		const months = [{ ...dayBefore(40), endUs: dayBefore(20).endUs }, dayBefore(0)];
		expect(rangesOf(server)).toEqual(months);
		expect(server.searches).toHaveLength(2 * 4);
	});

	it('are those of the last month alone for tests without a time as well', async () => {
		const held = [testAt('dated', nowUs), testAt('undated', null)];
		const server = new TestServer(rosters, held);
		const { athletes } = await athletesOfTests(found(held), server);
		const athlete = { athlete_id: 'athlete-1' };
		expect(athletes).toEqual([athlete, athlete]);
		expect(rangesOf(server)).toEqual([dayBefore(0)]);
		expect(server.searches).toHaveLength(4);
	});

	it('are a single one, which is a date, for tests without a time alone', async () => {
		const held = [testAt('undated', null)];
		const server = new TestServer(rosters, held);
		await athletesOfTests(found(held), server);
		const [range, ...others] = rangesOf(server);
		expect(others).toEqual([]);
		const newYearUs = Date.UTC(2025, 0, 1) * 1000;
		expect(range).toEqual({ startUs: newYearUs, endUs: newYearUs });
	});
});

describe('the report of a failure', () => {
	it('counts a test without a time once', async () => {
		const held = [testAt('undated', null)];
		const server = new TestServer(rosters, held);
		server.answer = () => {
			throw failureLike({ status: 500 });
		};
		const { athletes, unnamed } = await athletesOfTests(found(held), server);
		expect(athletes).toEqual([null]);
		expect(unnamed).toMatchObject([{ tests: 1, failure: { status: 500 } }]);
	});

	it('is none where the roster fails but every test names its athlete', async () => {
		const record: Test = { test_id: 'named', athlete_id: 'athlete-9' };
		const server = new TestServer(rosters, []);
		server.getCoachAthletes = async () => {
			throw failureLike({ status: 500 });
		};
		const { athletes, unnamed } = await athletesOfTests([{ coachId: 'coach-a', record }], server);
		expect(athletes).toEqual([{ athlete_id: 'athlete-9', external_athlete_id: null }]);
		expect(unnamed).toEqual([]);
	});
});

describe('the second round of searches', () => {
	it('is for the athletes whose words are nearest, in another order', async () => {
		const held = testsOf(1, () => 0);
		const server = new TestServer(rosters, held);
		// 0010 remains, which is one bit away from 0011, 0110 and 1010.
		server.answer = ({ number }, tests) => (number === 1 ? [] : tests);
		const { athletes, unnamed } = await athletesOfTests(found(held), server);
		expect(athletes).toEqual([{ athlete_id: 'athlete-0' }]);
		expect(unnamed).toEqual([]);
		expect(server.searches.slice(4).map(({ athleteIds }) => athleteIds)).toEqual([
			['athlete-4', 'athlete-2'],
			['athlete-4', 'athlete-0'],
			['athlete-2', 'athlete-0'],
		]);
	});

	it('is none where the first round settles every test', async () => {
		const held = testsOf(5, (n) => n);
		const server = new TestServer(rosters, held);
		await athletesOfTests(found(held), server);
		expect(server.searches).toHaveLength(4);
	});

	it('leaves only the tests in question without names where it fails, and says why', async () => {
		const held = testsOf(5, (n) => n);
		const server = new TestServer(rosters, held);
		// The first search is for the athletes 0, 1 and 3.
		server.answer = ({ number }, tests) => {
			if (number > 4) throw failureLike({ status: 500 });
			return number === 1 ? [] : tests;
		};
		const { athletes, unnamed } = await athletesOfTests(found(held), server);
		expect(athletes).toEqual([
			null,
			null,
			{ athlete_id: 'athlete-2' },
			null,
			{ athlete_id: 'athlete-4' },
		]);
		expect(unnamed).toMatchObject([{ tests: 3, coachIds: ['coach-a'], failure: { status: 500 } }]);
	});

	it.each([
		{ inSearches: [1, 2, 3], why: 'too many for a word' },
		{ inSearches: [1, 2, 3, 4], why: 'all' },
		{ inSearches: [3, 4], why: "a word that is nobody's" },
		{ inSearches: [1, 5], why: 'one of each round' },
	])('leaves a test open that came in the searches $inSearches: $why', async ({ inSearches }) => {
		const held = [...testsOf(2, (n) => n), stray];
		const server = new TestServer(rosters, held);
		server.answer = ({ number }, tests) =>
			inSearches.includes(number) ? [...tests, stray.record] : tests;
		const { athletes, unnamed } = await athletesOfTests(found(held), server);
		expect(athletes).toEqual([...rosterOf(2), null]);
		expect(unnamed).toMatchObject([{ tests: 1, coachIds: ['coach-a'], failure: null }]);
	});

	it.each([1, 2, 3, 4])(
		"shows that a test is nobody's that was only in the response %i of the first",
		async (inSearch) => {
			const held = [...testsOf(2, (n) => n), stray];
			const server = new TestServer(rosters, held);
			server.answer = ({ number }, tests) =>
				number === inSearch ? [...tests, stray.record] : tests;
			const { athletes, unnamed } = await athletesOfTests(found(held), server);
			expect(athletes).toEqual([...rosterOf(2), null]);
			expect(unnamed).toEqual([]);
		},
	);

	it('gives a test to nobody whose word was not among the nearest', async () => {
		const held = [...testsOf(1, () => 0), stray];
		const server = new TestServer(rosters, held);
		// The stray test may be of the athletes 3 and 4, and then comes back for athlete 0.
		server.answer = ({ number, athleteIds }, tests) => {
			if (number === 1) return [];
			const isWrong = number === 4 || (number > 4 && athleteIds.includes('athlete-0'));
			return isWrong ? [...tests, stray.record] : tests;
		};
		const { athletes, unnamed } = await athletesOfTests(found(held), server);
		expect(athletes).toEqual([{ athlete_id: 'athlete-0' }, null]);
		expect(unnamed).toMatchObject([{ tests: 1, failure: null }]);
	});
});
