import type { TerraTeamsClient } from '../../../nodes/TerraTeams/api/client';
import type { TimeRange } from '../../../nodes/TerraTeams/api/timeRange';
import type { HttpRequest } from '../../../nodes/TerraTeams/api/transport';
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
});
