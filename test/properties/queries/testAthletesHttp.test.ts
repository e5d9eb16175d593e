import { testIdentity } from '../../../nodes/TerraTeams/records/identity';
import { searchRange, type FoundRecord } from '../../../nodes/TerraTeams/queries/rangeSearch';
import type { Test } from '../../../nodes/TerraTeams/records/types';
import {
	includeAthletes,
	type TestOfAthlete,
} from '../../../nodes/TerraTeams/resources/test/testOutput';
import { Execution } from '../../../nodes/TerraTeams/resources/execution';
import type { Contract, Simulator } from '../../../simulator';
import { connect, simulators, today } from '../../unit/api/connect';
import { usPerDay } from '../../unit/queries/ranges';

const start = simulators();
const todayUs = today.getTime() * 1000;
const search = '/coaches/*/tests/search';

/** An account with tests of nobody, of deleted athletes, without ids, without times. */
async function startServer(contract: Contract): Promise<Simulator> {
	const size = { coaches: 3, athletes: 60, days: 50, testsPerDay: 2 };
	const server = await start({ contract, size });
	for (const { coach_id: coachId } of server.dataset.coaches) {
		const roster = server.dataset.athletes.filter((athlete) => athlete.coach_id === coachId);
		for (const athlete of roster.slice(-3)) {
			const jump = { test_id: null, timestamp_us: todayUs - usPerDay, display_name: 'Jump' };
			server.admin.addTest(coachId, jump, athlete.athlete_id);
			server.admin.addTest(coachId, { timestamp_us: null }, athlete.athlete_id);
		}
		server.admin.addTest(coachId, { timestamp_us: todayUs - 2 * usPerDay }, null);
		server.admin.deleteAthlete(roster[0]?.athlete_id ?? '');
	}
	return server;
}

/** All tests of the account, as Test > Get Many finds them. */
async function allTests(server: Simulator): Promise<FoundRecord<Test>[]> {
	const { client } = connect(server);
	const fetch = client.getTests.bind(client);
	const coachIds = server.dataset.coaches.map(({ coach_id: id }) => id);
	const range = { startUs: todayUs - 60 * usPerDay, endUs: todayUs };
	const found = await searchRange({ ...testIdentity, fetch }, coachIds, range);
	return found.map(({ coachId, record }) => ({ coachId, record }));
}

/** With whom each test was, straight from the server's data, beside whom it was found to be of. */
function compared(server: Simulator, tests: readonly TestOfAthlete[]) {
	return tests.map(({ coachId, record, athlete }) => {
		const json = JSON.stringify(record);
		const held = server.dataset.tests.get(coachId) ?? [];
		const test = held.find(({ record: other }) => JSON.stringify(other) === json);
		const owner = server.dataset.athletes.find(({ athlete_id: id }) => id === test?.athleteId);
		return { found: athlete, dataset: owner === undefined ? null : { ...owner } };
	});
}

function searchesAt(server: Simulator): number {
	return server.requests.filter(({ path }) => path.endsWith('/tests/search')).length;
}

describe.each<Contract>(['2026.07', 'both'])('over HTTP, contract %s', (contract) => {
	let server: Simulator;
	let tests: FoundRecord<Test>[];
	beforeAll(async () => {
		server = await startServer(contract);
		tests = await allTests(server);
	});
	beforeEach(() => {
		server.clearFaults();
		server.clearRequests();
	});

	async function expectAll(options?: Parameters<typeof connect>[1]): Promise<void> {
		const { client } = connect(server, options);
		const run = new Execution(client, server.apiBaseUrl, true, 'UTC');
		const given = await includeAthletes(tests, run);
		expect(run.reports.sentences()).toEqual([]);
		expect(given.map(({ coachId, record }) => ({ coachId, record }))).toEqual(tests);
		const pairs = compared(server, given);
		expect(pairs.map(({ found }) => found)).toEqual(pairs.map(({ dataset }) => dataset));
		expect(pairs.filter(({ dataset }) => dataset !== null).length).toBeGreaterThan(100);
		expect(pairs.filter(({ dataset }) => dataset === null).length).toBeGreaterThan(3);
	}

	it('finds the athlete of every test, with at most 16 requests at once', async () => {
		server.fail({ path: search, delayMs: 5, times: Infinity });
		await expectAll();
		expect(server.highestConcurrency).toBeGreaterThan(1);
		expect(server.highestConcurrency).toBeLessThanOrEqual(16);
		// Three coaches, two months, 60 athletes.
		expect(searchesAt(server)).toBeLessThanOrEqual(3 * 2 * (6 + 4));
	});

	it('asks little for few tests, and for the roster once in an execution', async () => {
		const run = new Execution(connect(server).client, server.apiBaseUrl, true, 'UTC');
		const few = tests.filter(({ coachId }) => coachId === tests[0]?.coachId).slice(0, 1);
		const [given] = compared(server, await includeAthletes(few, run));
		expect(given?.found).toEqual(given?.dataset);
		await includeAthletes(few, run);
		expect(searchesAt(server)).toBeLessThanOrEqual(2 * (5 + 4));
		expect(server.requests.filter(({ path }) => path.endsWith('/athletes'))).toHaveLength(1);
	});

	it('finds the same when searches are refused for a while, or break', async () => {
		server.fail({ path: search, status: 429, headers: { 'Retry-After': '1' }, times: 2 });
		server.fail({ path: search, status: 503, times: 2 });
		server.fail({ path: search, reset: true });
		await expectAll();
	});

	it('finds the same when the gateway gives up on more than a few days', async () => {
		const spanMs = (body: unknown) => {
			const { start_time: from, end_time: to } = body as Record<string, string>;
			return Date.parse(String(to)) - Date.parse(String(from));
		};
		const match = ({ body }: { body: unknown }) => spanMs(body) > 10 * 86_400_000;
		server.fail({ path: search, match, status: 504, times: Infinity });
		await expectAll();
	});

	it.each([401, 403, 500, 404, 405, 501])(
		'gives the tests without names where searches begin to fail with %i',
		async (status) => {
			server.fail({ path: search, match: () => searchesAt(server) > 5, status, times: Infinity });
			const run = new Execution(connect(server).client, server.apiBaseUrl, true, 'UTC');
			const given = await includeAthletes(tests, run);
			expect(given.map(({ coachId, record }) => ({ coachId, record }))).toEqual(tests);
			const [sentence, ...more] = run.reports.sentences();
			expect(sentence).toMatch(/^\d+ tests of (coach \S+|\d coaches) came without an athlete\. /);
			expect(sentence).toContain(`Search tests: Terra answered ${status}`);
			expect(sentence).toContain('Turn off Include Athlete');
			expect(more).toEqual([]);
			for (const { found, dataset } of compared(server, given)) {
				if (found !== null) expect(found).toEqual(dataset);
			}
		},
	);

	it('gives the tests without names where responses are cut off', async () => {
		server.fail({ path: search, truncateBody: 30, times: Infinity });
		const run = new Execution(connect(server).client, server.apiBaseUrl, true, 'UTC');
		const given = await includeAthletes(tests, run);
		expect(given).toEqual(tests.map((test) => ({ ...test, athlete: null })));
		const sentences = run.reports.sentences();
		expect(sentences.join()).toContain(
			'Search tests: Terra answered 200 with data that is cut off',
		);
		expect(sentences.join()).toContain(`${tests.length} tests of 3 coaches`);
	});
});

describe('a server of May 2025, which has no search', () => {
	it('leaves every athlete empty and says so, after a few requests a coach', async () => {
		const server = await startServer('2025-05');
		const tests = await allTests(server);
		server.clearRequests();
		const run = new Execution(connect(server).client, server.apiBaseUrl, true, 'UTC');
		const given = await includeAthletes(tests, run);
		expect(tests.length).toBeGreaterThan(100);
		expect(given).toEqual(tests.map((test) => ({ ...test, athlete: null })));
		expect(searchesAt(server)).toBeGreaterThan(0);
		expect(searchesAt(server)).toBeLessThanOrEqual(3 * 2 * 8);
		expect(server.requests.every(({ status }) => status === 200 || status === 404)).toBe(true);
		expect(run.reports.sentences()).toEqual([
			`${tests.length} tests of 3 coaches came without an athlete. Search tests: Terra answered 404 (The requested resource does not exist). Check that the coach still exists. Servers from before 2026 cannot search tests. Turn off Include Athlete to get tests without looking up athletes.`,
		]);
	});
});
