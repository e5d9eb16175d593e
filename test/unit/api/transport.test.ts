import type { TerraTeamsClient } from '../../../nodes/TerraTeams/api/client';
import {
	ConnectionError,
	type ConnectionProblem,
} from '../../../nodes/TerraTeams/api/connectionError';
import { asTerraTeamsError, type FailureFacts } from '../../../nodes/TerraTeams/api/errors';
import type { TimeRange } from '../../../nodes/TerraTeams/api/timeRange';
import type { HttpRequest, SendRequest } from '../../../nodes/TerraTeams/api/transport';
import type { FaultRule, Simulator } from '../../../simulator';
import { axiosSend } from './axiosSend';
import { connect, failureOf, simulators } from './connect';

const start = simulators();
const range = { startUs: Date.UTC(2026, 5, 20) * 1000, endUs: Date.UTC(2026, 5, 21) * 1000 };

type Call = (client: TerraTeamsClient, coachId: string, athleteId: string) => Promise<unknown>;

/** Calls that may be sent again: they read, or set what they would set again. */
const retryable: [name: string, call: Call][] = [
	['GET integrations', async (client) => await client.getIntegrations()],
	['GET coaches', async (client) => await client.getCoaches()],
	["GET a coach's athletes", async (client, coachId) => await client.getCoachAthletes(coachId)],
	['GET metrics schema', async (client, id) => await client.getActivityMetricsSchema(id)],
	['GET athletes', async (client) => await client.getAthletes()],
	['GET athlete', async (client, _, athleteId) => await client.getAthlete(athleteId)],
	['PATCH athlete', async (client, _, id) => await client.updateAthlete(id, { active: true })],
	[
		'PATCH athletes',
		async (client, _, id) => await client.updateAthletes([{ athlete_id: id, active: true }]),
	],
	['GET activities for delivery', async (client, id) => await client.dispatchActivities(id, range)],
	['GET tests for delivery', async (client, id) => await client.dispatchTests(id, range)],
	[
		'POST search for delivery',
		async (client, id) => await client.dispatchTestSearch(id, range, []),
	],
];

/** Calls whose caller asks for less when the gateway gives up, as long as there is less. */
const inRange = (asked: TimeRange): [name: string, call: Call][] => [
	['GET activities', async (client, coachId) => await client.getActivities(coachId, asked)],
	['GET tests', async (client, coachId) => await client.getTests(coachId, asked)],
	['POST search', async (client, coachId) => await client.searchTests(coachId, asked, [])],
];
const splittable = inRange({ ...range, endUs: range.endUs + 1 });
const indivisible = inRange(range);

/** Calls that would do something twice. */
const once: [name: string, call: Call][] = [
	['POST coach', async (client) => await client.createCoach({ provider: 'VALD', login: {} })],
	['DELETE coach', async (client, coachId) => await client.deleteCoach(coachId)],
	['POST authentication link', async (client) => await client.createAuthenticationLink({})],
];

const passing: FaultRule[] = [
	{ status: 429 },
	{ status: 502 },
	{ status: 503 },
	{ status: 504 },
	{ reset: true },
	{ cutAfterBytes: 1, body: { data: [] } },
];

let server: Simulator;
let ids: [coachId: string, athleteId: string];
beforeAll(async () => {
	server = await start();
	const [athlete] = server.dataset.athletes;
	ids = [athlete?.coach_id ?? '', athlete?.athlete_id ?? ''];
});
beforeEach(() => {
	server.clearFaults();
	server.clearRequests();
});

/** The waits must be 0.5, 1 and 2 seconds, each up to half shorter. */
function expectBackOff(waits: readonly number[], count: number): void {
	expect(waits).toHaveLength(count);
	for (const [index, wait] of waits.entries()) {
		expect(wait).toBeGreaterThanOrEqual(250 * 2 ** index);
		expect(wait).toBeLessThanOrEqual(500 * 2 ** index);
	}
}

describe('a call that may be repeated', () => {
	it.each([...retryable, ...splittable])('is repeated three times: %s', async (_, call) => {
		for (const fault of passing.filter(({ status }) => status !== 504)) {
			server.clearRequests();
			const { client, waits } = connect(server);
			server.fail({ ...fault, times: 3 });
			await call(client, ...ids);
			expect(server.requests).toHaveLength(4);
			expectBackOff(waits, 3);
			const [first, ...others] = server.requests;
			for (const { method, path, query, rawBody } of others) {
				expect({ method, path, query, rawBody }).toEqual({
					method: first?.method,
					path: first?.path,
					query: first?.query,
					rawBody: first?.rawBody,
				});
			}
		}
	});

	it.each([...retryable, ...splittable])('is not repeated a fourth time: %s', async (_, call) => {
		const { client, waits } = connect(server);
		server.fail({ status: 503, times: 4 });
		expect(await failureOf(call(client, ...ids))).toMatchObject({ status: 503 });
		expect(server.requests).toHaveLength(4);
		expectBackOff(waits, 3);
	});

	it.each([...retryable, ...indivisible])('is repeated after 504: %s', async (_, call) => {
		const { client, waits } = connect(server);
		server.fail({ status: 504 });
		await call(client, ...ids);
		expectBackOff(waits, 1);
	});

	it.each(splittable)(
		'is not repeated after 504 where less can be asked for: %s',
		async (_, call) => {
			const { client, waits } = connect(server);
			server.fail({ status: 504 });
			expect(await failureOf(call(client, ...ids))).toMatchObject({ status: 504 });
			expect(server.requests).toHaveLength(1);
			expect(waits).toEqual([]);
		},
	);

	it('accepts another response after it, even a refusal', async () => {
		const { client, waits } = connect(server);
		server.fail({ status: 503 });
		server.fail({ reset: true });
		server.fail({ status: 400 });
		expect(await failureOf(client.getCoaches())).toMatchObject({ status: 400 });
		expectBackOff(waits, 2);
	});

	it('does not come back in step with others', async () => {
		const { client, waits } = connect(server);
		for (let call = 0; call < 20; call++) {
			server.fail({ status: 503 });
			await client.getCoaches();
		}
		expect(waits).toHaveLength(20);
		expect(new Set(waits).size).toBeGreaterThan(10);
	});

	it('waits as long as the server asks for, up to a minute', async () => {
		const { client, waits } = connect(server);
		server.fail({ status: 429, headers: { 'Retry-After': '3' } });
		server.fail({ status: 503, headers: { 'Retry-After': '60' } });
		server.fail({ status: 502, headers: { 'Retry-After': '0' } });
		await client.getCoaches();
		expect(waits.slice(0, 2)).toEqual([3000, 60_000]);
		expect(waits[2]).toBeGreaterThanOrEqual(1000);
		expect(waits).toHaveLength(3);
	});

	it('does not wait longer than a minute, and tells how long it would have been', async () => {
		const { client, waits } = connect(server);
		server.fail({ status: 429, headers: { 'Retry-After': '61' } });
		const failure = await failureOf(client.getCoaches());
		expect(failure).toMatchObject({ facts: { status: 429, retryAfterMs: 61_000 } });
		expect(server.requests).toHaveLength(1);
		expect(waits).toEqual([]);
	});
});

describe('a call that would do something twice', () => {
	it.each(once)('is never repeated: %s', async (_, call) => {
		const { client, waits } = connect(server);
		for (const fault of passing) {
			server.clearRequests();
			server.fail({ ...fault, headers: { 'Retry-After': '1' } });
			await failureOf(call(client, ...ids));
			expect(server.requests).toHaveLength(1);
		}
		expect(waits).toEqual([]);
	});
});

describe('where time is limited', () => {
	/** Sends over HTTP, and notes the time-outs. */
	function timed(remaining: number[]) {
		const timeouts: number[] = [];
		const send = axiosSend(server.credentials);
		const connection = connect(server, {
			send: async (request: HttpRequest) => {
				timeouts.push(request.timeoutMs);
				return await send(request);
			},
			remainingMs: () => remaining.shift() ?? 0,
		});
		return { ...connection, timeouts };
	}

	it('a request gets what is left of it, and a second at least', async () => {
		const { client, timeouts } = timed([99_000, 4000, 5]);
		for (let call = 0; call < 3; call++) await client.getCoaches();
		expect(timeouts).toEqual([10_000, 4000, 1000]);
	});

	it('a retry that would come too late is left out', async () => {
		const { client, waits, timeouts } = timed([9000, 9000, 9000, 2999]);
		server.fail({ status: 503, headers: { 'Retry-After': '3' }, times: 4 });
		expect(await failureOf(client.getCoaches())).toMatchObject({ status: 503 });
		expect(waits).toEqual([3000]);
		expect(timeouts).toHaveLength(2);
	});

	it.each([
		[999, 1000],
		[1000, 1000],
		[1001, 1001],
		[9999, 9999],
		[10_000, 10_000],
		[10_001, 10_000],
		[-5, 1000],
	])('where %i ms are left, a request gets %i', async (left, timeout) => {
		const { client, timeouts } = timed([left]);
		await client.getCoaches();
		expect(timeouts).toEqual([timeout]);
	});

	it.each([
		[2999, []],
		[3000, [3000]],
		[3001, [3000]],
	])('a retry may take all that is left: %i ms', async (left, expected) => {
		const { client, waits } = timed([9000, left, 9000]);
		server.fail({ status: 503, headers: { 'Retry-After': '3' } });
		await client.getCoaches().catch(() => undefined);
		expect(waits).toEqual(expected);
	});

	it('a time-out of less than a second stays what it is', async () => {
		const timeouts: number[] = [];
		const { client } = connect(server, {
			send: async ({ timeoutMs }) => {
				timeouts.push(timeoutMs);
				return { status: 204, headers: {}, body: '' };
			},
			timeoutMs: 500,
			remainingMs: () => 5,
		});
		await client.getCoaches();
		expect(timeouts).toEqual([500]);
	});
});

/** What is known of the failure that a call ends in. */
async function factsOf(call: Promise<unknown>): Promise<FailureFacts> {
	return asTerraTeamsError(await failureOf(call)).facts;
}

it('sends what the call says and nothing else', async () => {
	const sent: HttpRequest[] = [];
	const send: SendRequest = async (request) => {
		sent.push(request);
		return { status: 204, headers: {}, body: '' };
	};
	const { client } = connect(server, { send });
	await client.getTests('a', range);
	await client.updateAthletes([{ athlete_id: 'a', active: true }]);
	await client.deleteCoach('a');
	const timeoutMs = 10_000;
	expect(sent).toEqual([
		{
			method: 'GET',
			url: `${server.apiBaseUrl}/coaches/a/tests?start_time=2026-06-20T00%3A00%3A00.000Z&end_time=2026-06-21T00%3A00%3A00.000Z&start_date=2026-06-19&end_date=2026-06-23`,
			headers: { Accept: 'application/json' },
			timeoutMs,
		},
		{
			method: 'PATCH',
			url: `${server.apiBaseUrl}/athletes`,
			headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
			body: '{"data":[{"athlete_id":"a","active":true}]}',
			timeoutMs,
		},
		{
			method: 'DELETE',
			url: `${server.apiBaseUrl}/coaches/a`,
			headers: { Accept: 'application/json' },
			timeoutMs,
		},
	]);
});

describe('a status', () => {
	/** A client whose server answers every request with this status, and nothing else. */
	function answering(status: number) {
		return connect(server, { send: async () => ({ status, headers: {}, body: '' }) });
	}

	it.each([200, 201, 204, 299])('of success is %i', async (status) => {
		await expect(answering(status).client.deleteCoach('a')).resolves.toBeUndefined();
	});

	it.each([199, 300, 304, 400])('of success is not %i', async (status) => {
		expect(await factsOf(answering(status).client.deleteCoach('a'))).toEqual({
			operation: 'Delete coach',
			problem: 'rejected',
			status,
			detail: '',
			hasId: true,
			isOutcomeUnknown: false,
			athletes: new Map(),
		});
	});

	it.each([
		[499, false],
		[500, true],
		[501, true],
	])('says whether a coach may have been deleted: %i, %p', async (status, isOutcomeUnknown) => {
		const facts = await factsOf(answering(status).client.deleteCoach('a'));
		expect(facts).toMatchObject({ status, isOutcomeUnknown });
	});

	it('says nothing of it for a call that changes nothing for good', async () => {
		const facts = await factsOf(answering(500).client.getAthlete('a'));
		expect(facts.isOutcomeUnknown).toBeUndefined();
	});
});

describe('a refusal', () => {
	it('is told with all that the response says', async () => {
		const { client } = connect(server);
		server.fail({
			status: 429,
			headers: { 'Retry-After': '61' },
			body: {
				title: 'Too many',
				code: 'slow_down',
				errors: [{ athlete_id: 'a', error: 'later' }, 'no name'],
			},
		});
		expect(await factsOf(client.getTests('a', range))).toEqual({
			operation: 'Get many tests',
			problem: 'rejected',
			status: 429,
			detail: 'Too many',
			code: 'slow_down',
			retryAfterMs: 61_000,
			hasId: true,
			hasRange: true,
			athletes: new Map([['a', 'later']]),
		});
	});

	it('is told without the secrets of the account and of the call', async () => {
		const { client } = connect(server, { secrets: ['secret-1'] });
		const said = 'secret-1 and login-1';
		const errors = [{ athlete_id: 'a', error: said }];
		server.fail({ status: 400, body: { detail: said, code: said, errors } });
		const call = client.createCoach({ provider: 'VALD', login: { token: 'login-1' } });
		const shown = '[hidden] and [hidden]';
		expect(await factsOf(call)).toMatchObject({
			detail: shown,
			code: shown,
			athletes: new Map([['a', shown]]),
		});
	});

	const page = '<html>Log in</html>';

	it.each([401, 403])('by a web page says nothing of the credential: %i', async (status) => {
		const { client, waits } = connect(server);
		server.fail({ status, body: page, contentType: 'text/html', times: 4 });
		const problem = 'web-page';
		const facts = await factsOf(client.getCoaches());
		expect(facts).toEqual({ operation: 'Get many coaches', problem, status, athletes: new Map() });
		expectBackOff(waits, 3);
	});

	it.each([400, 402, 404, 500])(
		'by a web page is one with any other status: %i',
		async (status) => {
			const { client, waits } = connect(server);
			server.fail({ status, body: page, contentType: 'text/html' });
			expect(await factsOf(client.getCoaches())).toMatchObject({ problem: 'rejected', status });
			expect(waits).toEqual([]);
		},
	);

	it.each([401, 403])('by Terra is one of the credential: %i', async (status) => {
		const { client, waits } = connect(server);
		for (const body of ['{"detail": "No <b>."}', 'No', '']) {
			server.fail({ status, body });
			expect(await factsOf(client.getCoaches())).toMatchObject({ problem: 'rejected', status });
		}
		expect(waits).toEqual([]);
	});
});

describe('a request without a response', () => {
	afterEach(() => jest.restoreAllMocks());

	/** A client whose requests fail with this, after this many milliseconds. */
	function failing(thrown: Error, tookMs = 0) {
		const clock = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
		return connect(server, {
			send: async () => {
				clock.mockReturnValue(1_000_000 + tookMs);
				throw thrown;
			},
		});
	}

	const timeoutMs = 10_000;

	it.each<[ConnectionProblem, boolean]>([
		['timed-out', true],
		['refused', false],
		['not-connected', false],
		['not-secure', false],
		['blocked', false],
		['too-large', true],
		['broken', true],
		['unknown-host', false],
		['untrusted', false],
		['cancelled', true],
		['other', true],
	])('may have created a coach: %s, %p', async (problem, isOutcomeUnknown) => {
		const { client } = failing(new ConnectionError(problem));
		expect(await factsOf(client.createCoach({ provider: 'VALD', login: {} }))).toEqual({
			operation: 'Create coach',
			problem,
			timeoutMs,
			isOutcomeUnknown,
		});
	});

	it('says what was asked for', async () => {
		const { client } = failing(new ConnectionError('other'));
		expect(await factsOf(client.getTests('a', range))).toEqual({
			operation: 'Get many tests',
			problem: 'other',
			timeoutMs,
			hasRange: true,
		});
	});

	it.each([
		[0, 'not-connected'],
		[4999, 'not-connected'],
		[5000, 'timed-out'],
		[5001, 'timed-out'],
		[10_000, 'timed-out'],
	])('was given up by the system if long before its time: %i ms, %s', async (tookMs, problem) => {
		const { client } = failing(Object.assign(new Error('x'), { code: 'ETIMEDOUT' }), tookMs);
		expect(await factsOf(client.deleteCoach('a'))).toMatchObject({ problem });
	});

	it('has another problem at any time', async () => {
		for (const tookMs of [0, 10_000]) {
			const { client } = failing(Object.assign(new Error('x'), { code: 'ENOTFOUND' }), tookMs);
			expect(await factsOf(client.deleteCoach('a'))).toMatchObject({ problem: 'unknown-host' });
		}
	});

	it('was too slow where the sender says so, whenever that is', async () => {
		const { client } = failing(new ConnectionError('timed-out'), 0);
		expect(await factsOf(client.deleteCoach('a'))).toMatchObject({ problem: 'timed-out' });
	});
});
