import type { TerraTeamsClient } from '../../../nodes/TerraTeams/api/client';
import {
	asTerraTeamsError,
	type ApiOperation,
	type FailureFacts,
} from '../../../nodes/TerraTeams/api/errors';
import { sentenceOf } from '../../../nodes/TerraTeams/shared/nodeErrors';
import type { Contract, Simulator } from '../../../simulator';
import { connect, failureOf, messageOf, simulators } from './connect';

const start = simulators();
let server: Simulator;
let client: TerraTeamsClient;

beforeAll(async () => {
	server = await start();
	({ client } = connect(server));
});
beforeEach(() => {
	server.clearFaults();
	server.clearRequests();
});

/** 10 May 2025, 1:07:23.286 until the end of 31 May, UTC. */
const range = {
	startUs: Date.UTC(2025, 4, 10, 1, 7, 23, 286) * 1000,
	endUs: Date.UTC(2025, 5, 1) * 1000 - 1,
};
const rangeQuery = {
	start_time: '2025-05-10T01:07:23.286Z',
	end_time: '2025-06-01T00:00:00.000Z',
	start_date: '2025-05-09',
	end_date: '2025-06-02',
};

const link = {
	providers: 'VALD,CATAPULT',
	language: 'en',
	reference_id: 'jane@example.com',
	auth_success_redirect_url: 'https://myapp.com/success',
	auth_failure_redirect_url: 'https://myapp.com/failure',
};
const coach = {
	coach_id: 'text',
	external_coach_id: 'text',
	reference_id: 'text',
	region: 'text',
	provider: 'text',
	created_at: '2025-05-10T01:07:23.286Z',
};
const athlete = {
	coach_id: 'text',
	athlete_id: 'text',
	external_athlete_id: 'text',
	reference_id: 'text',
	provider: 'text',
	first_name: 'text',
	last_name: 'text',
	email: 'text',
	created_at: '2025-05-10T01:07:23.286Z',
	date_of_birth: '2025-05-10',
	last_updated_at: '2025-05-10T01:07:23.286Z',
	active: true,
};
const dispatched = {
	coach,
	reference: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
	message: 'Data dispatched to destination',
	type: 'test.dispatched',
};
const record = { anything: [{ goes: null }] };

interface Endpoint {
	name: string;
	call: () => Promise<unknown>;
	sends: { method: string; path: string; query?: object; body?: object };
	response: { status: number; body?: object };
	gives: unknown;
}

const documentedIn2025: Endpoint[] = [
	{
		name: 'Generate an authentication link',
		call: async () => await client.createAuthenticationLink(link),
		sends: { method: 'POST', path: '/widget/api/session', body: link },
		response: { status: 200, body: { session_id: '1', url: 'u', status: 's', expires_in: 900 } },
		gives: { session_id: '1', url: 'u', status: 's', expires_in: 900 },
	},
	{
		name: 'Get detailed information about available integrations',
		call: async () => await client.getIntegrations(),
		sends: { method: 'GET', path: '/v2/teams/integrations/detailed' },
		response: { status: 200, body: { providers: [record] } },
		gives: [record],
	},
	{
		name: 'List all coaches',
		call: async () => await client.getCoaches(),
		sends: { method: 'GET', path: '/v2/teams/coaches' },
		response: { status: 200, body: { data: [coach] } },
		gives: [coach],
	},
	{
		name: 'Create a new coach',
		call: async () =>
			await client.createCoach({
				reference_id: 'text',
				region: 'text',
				provider: 'text',
				created_at: '2025-05-10T01:07:23.286Z',
				login: { client_id: 'text', client_secret: 'text', token: 'text' },
			}),
		sends: {
			method: 'POST',
			path: '/v2/teams/coaches',
			body: {
				reference_id: 'text',
				region: 'text',
				provider: 'text',
				created_at: '2025-05-10T01:07:23.286Z',
				client_id: 'text',
				client_secret: 'text',
				token: 'text',
			},
		},
		response: { status: 201, body: coach },
		gives: coach,
	},
	{
		name: 'Delete a coach',
		call: async () => await client.deleteCoach('coach-1'),
		sends: { method: 'DELETE', path: '/v2/teams/coaches/coach-1' },
		response: { status: 204 },
		gives: undefined,
	},
	{
		name: 'Retrieve all athletes under a specific coach',
		call: async () => await client.getCoachAthletes('coach-1'),
		sends: { method: 'GET', path: '/v2/teams/coaches/coach-1/athletes' },
		response: { status: 200, body: { coach, data: [athlete] } },
		gives: [athlete],
	},
	{
		name: 'Retrieve all activities recorded by athletes under a specific coach',
		call: async () => await client.getActivities('coach-1', range),
		sends: { method: 'GET', path: '/v2/teams/coaches/coach-1/activities', query: rangeQuery },
		response: { status: 200, body: { coach, data: [record] } },
		gives: [record],
	},
	{
		name: 'Retrieve activity metrics schema for a coach',
		call: async () => await client.getActivityMetricsSchema('coach-1'),
		sends: { method: 'GET', path: '/v2/teams/coaches/coach-1/activities/metrics/schema' },
		response: { status: 200, body: { coach, data: [record] } },
		gives: [record],
	},
	{
		name: 'Retrieve all tests conducted by athletes under a specific coach',
		call: async () => await client.getTests('coach-1', range),
		sends: { method: 'GET', path: '/v2/teams/coaches/coach-1/tests', query: rangeQuery },
		response: { status: 200, body: { coach, data: [record] } },
		gives: [record],
	},
	{
		name: 'List all athletes',
		call: async () => await client.getAthletes(),
		sends: { method: 'GET', path: '/v2/teams/athletes' },
		response: { status: 200 },
		gives: null,
	},
	{
		name: "Update an athlete's information",
		call: async () =>
			await client.updateAthlete('athlete-1', {
				reference_id: 'text',
				first_name: 'text',
				last_name: 'text',
				email: 'text',
				date_of_birth: '2025-05-10',
				active: true,
			}),
		sends: {
			method: 'PATCH',
			path: '/v2/teams/athletes/athlete-1',
			body: {
				reference_id: 'text',
				first_name: 'text',
				last_name: 'text',
				email: 'text',
				date_of_birth: '2025-05-10',
				active: true,
			},
		},
		response: { status: 200 },
		gives: {
			athlete_id: 'athlete-1',
			reference_id: 'text',
			first_name: 'text',
			last_name: 'text',
			email: 'text',
			date_of_birth: '2025-05-10',
			active: true,
		},
	},
	{
		name: 'Bulk update multiple athletes',
		call: async () =>
			await client.updateAthletes([{ athlete_id: 'text', active: true, reference_id: 'text' }]),
		sends: {
			method: 'PATCH',
			path: '/v2/teams/athletes',
			body: { data: [{ athlete_id: 'text', active: true, reference_id: 'text' }] },
		},
		response: {
			status: 200,
			body: { data: [athlete], errors: [{ athlete_id: 'b', error: 'text' }] },
		},
		gives: {
			saved: [athlete],
			refused: new Map([['b', 'text']]),
			others: [],
			complete: false,
			status: 200,
		},
	},
	{
		name: 'Retrieve a specific athlete by their ID',
		call: async () => await client.getAthlete('athlete-1'),
		sends: { method: 'GET', path: '/v2/teams/athletes/athlete-1' },
		response: { status: 200, body: athlete },
		gives: athlete,
	},
];

const search = { start_time: '2025-05-09', end_time: '2025-06-02' };
const addedIn2026: Endpoint[] = [
	{
		name: 'Search tests of some athletes',
		call: async () => await client.searchTests('coach-1', range, ['a', 'b']),
		sends: {
			method: 'POST',
			path: '/v2/teams/coaches/coach-1/tests/search',
			body: { ...search, athlete_ids: ['a', 'b'] },
		},
		response: { status: 200, body: { coach, data: [record] } },
		gives: [record],
	},
	{
		name: 'Search tests of all athletes',
		call: async () => await client.searchTests('coach-1', range, []),
		sends: { method: 'POST', path: '/v2/teams/coaches/coach-1/tests/search', body: search },
		response: { status: 200, body: { coach, data: [record] } },
		gives: [record],
	},
	{
		name: 'Deliver activities',
		call: async () => await client.dispatchActivities('coach-1', range),
		sends: {
			method: 'GET',
			path: '/v2/teams/coaches/coach-1/activities',
			query: { ...rangeQuery, to_destination: 'true' },
		},
		response: { status: 202, body: dispatched },
		gives: dispatched,
	},
	{
		name: 'Deliver the activity metrics schema',
		call: async () => await client.dispatchActivityMetricsSchema('coach-1'),
		sends: {
			method: 'GET',
			path: '/v2/teams/coaches/coach-1/activities/metrics/schema',
			query: { to_destination: 'true' },
		},
		response: { status: 202, body: dispatched },
		gives: dispatched,
	},
	{
		name: 'Deliver tests',
		call: async () => await client.dispatchTests('coach-1', range),
		sends: {
			method: 'GET',
			path: '/v2/teams/coaches/coach-1/tests',
			query: { ...rangeQuery, to_destination: 'true' },
		},
		response: { status: 202, body: dispatched },
		gives: dispatched,
	},
	{
		name: 'Deliver the tests of some athletes',
		call: async () => await client.dispatchTestSearch('coach-1', range, ['a']),
		sends: {
			method: 'POST',
			path: '/v2/teams/coaches/coach-1/tests/search',
			query: { to_destination: 'true' },
			body: { ...search, athlete_ids: ['a'] },
		},
		response: { status: 202, body: dispatched },
		gives: dispatched,
	},
];

async function expectToSend({ call, sends, response, gives }: Endpoint): Promise<void> {
	server.fail({ body: '', ...response });
	expect(await call()).toEqual(gives);
	const [request, ...others] = server.requests;
	expect(others).toEqual([]);
	const hasBody = sends.body !== undefined;
	expect(request).toMatchObject({ method: sends.method, path: sends.path });
	expect(request?.query).toEqual(sends.query ?? {});
	expect(request?.body).toEqual(sends.body);
	expect(request?.headers).toMatchObject({
		accept: 'application/json',
		'dev-id': server.credentials.devId,
		'x-api-key': server.credentials.apiKey,
	});
	expect(request?.headers['content-type']).toBe(hasBody ? 'application/json' : undefined);
	if (!hasBody) expect(request?.rawBody).toBe('');
}

describe('the documentation of May 2025', () => {
	it.each(documentedIn2025)('$name', async (endpoint) => await expectToSend(endpoint));
});

describe('contract 2026.07', () => {
	it.each(addedIn2026)('$name', async (endpoint) => await expectToSend(endpoint));

	it('is needed for a delivery: a response with data is none', async () => {
		await useContract('2025-05');
		const [first] = server.dataset.coaches;
		expect(await messageOf(client.dispatchTests(first?.coach_id ?? '', range))).toBe(
			'Get many tests: Terra answered 200 without delivering to a destination. This server does not offer it. Set Deliver To to This Workflow.',
		);
	});
});

/** A server of one contract in the place of the one that knows both, for the rest of a test. */
async function useContract(contract: Contract): Promise<void> {
	const before = { server, client };
	server = await start({ contract });
	({ client } = connect(server));
	restore.push(() => ({ server, client } = before));
}
const restore: (() => unknown)[] = [];
afterEach(() => {
	for (const undo of restore.splice(0).reverse()) undo();
});

it('leaves out what is not given', async () => {
	server.fail({ status: 201, body: {} });
	server.fail({ status: 200, body: {} });
	await client.createCoach({ provider: 'VALD', reference_id: undefined, login: {} });
	await client.createAuthenticationLink({});
	expect(server.requests.map(({ rawBody }) => rawBody)).toEqual(['{"provider":"VALD"}', '{}']);
});

it('does not let a field of the login replace the provider', async () => {
	server.fail({ status: 201, body: {} });
	await client.createCoach({ provider: 'VALD', login: { provider: 'CATAPULT', site: 'x' } });
	expect(server.requests[0]?.body).toEqual({ provider: 'VALD', site: 'x' });
});

it('takes base URLs with slashes at their ends', async () => {
	({ client } = connect({
		...server,
		apiBaseUrl: `${server.apiBaseUrl}//`,
		widgetBaseUrl: `${server.widgetBaseUrl}/`,
	}));
	await client.getCoaches();
	await client.createAuthenticationLink({});
	expect(server.requests.map(({ path }) => path)).toEqual([
		'/v2/teams/coaches',
		'/widget/api/session',
	]);
	({ client } = connect(server));
});

it('has nothing to send for no athlete', async () => {
	const thrown = await failureOf(client.updateAthletes([]));
	expect(sentenceOf(thrown)).toBe('There is no athlete to update. Pass in at least one item.');
	expect(server.requests).toEqual([]);
});

describe('ids', () => {
	it.each([
		'a/b',
		'/',
		'../coaches',
		'a?b=c',
		'a#b',
		'a b',
		' a ',
		'a+b',
		'a%2Fb',
		'%2e%2e',
		'%',
		'...',
		'.a',
		'a&b=c;d',
		'a\\b',
		'"a"',
		'ä€😀',
		'a\u0000b',
	])('are part of the path and nothing else, whatever they hold: %p', async (id) => {
		server.admin.addCoach({ coach_id: id, reference_id: 'odd' });
		server.admin.addAthlete(id, { athlete_id: id, first_name: 'Odd' });
		const found = [
			await client.getCoachAthletes(id),
			await client.getTests(id, range),
			await client.getActivities(id, range),
			await client.searchTests(id, range, [id]),
			await client.getActivityMetricsSchema(id),
		];
		expect(found).toMatchObject([[{ athlete_id: id }], [], [], [], []]);
		expect(await client.getAthlete(id)).toMatchObject({ first_name: 'Odd' });
		await client.updateAthlete(id, { first_name: 'Even' });
		expect(await client.getAthlete(id)).toMatchObject({ first_name: 'Even' });
		await client.deleteCoach(id);
		expect(server.dataset.coaches.some(({ coach_id: coachId }) => coachId === id)).toBe(false);
		const segments = server.requests.map(({ path }) => path.split('/').length);
		expect(segments).toEqual([6, 6, 6, 7, 8, 5, 5, 5, 5]);
		expect(server.requests.every(({ path }) => /^[\w/.!~*'()%-]+$/.test(path))).toBe(true);
	});

	it('may end in half a character, which a URL cannot hold', async () => {
		await client.getAthlete('half \ud83c').catch(() => undefined);
		await client.getCoachAthletes('\udfc3 half').catch(() => undefined);
		expect(server.requests.map(({ path }) => decodeURIComponent(path).split('/').at(-1))).toEqual([
			'half \ufffd',
			'athletes',
		]);
	});

	it.each(['', ' ', '\t\n', '.', '..'])('are refused before anything is sent: %p', async (id) => {
		const ofCoach = [
			client.deleteCoach(id),
			client.getCoachAthletes(id),
			client.getActivities(id, range),
			client.dispatchActivities(id, range),
			client.getActivityMetricsSchema(id),
			client.dispatchActivityMetricsSchema(id),
			client.getTests(id, range),
			client.dispatchTests(id, range),
			client.searchTests(id, range, []),
			client.dispatchTestSearch(id, range, []),
		];
		for (const call of ofCoach) {
			expect(await messageOf(call)).toBe('Coach is empty. Choose the coach or enter its ID.');
		}
		for (const call of [client.getAthlete(id), client.updateAthlete(id, { active: true })]) {
			expect(await messageOf(call)).toBe('Athlete is empty. Choose the athlete or enter its ID.');
		}
		expect(server.requests).toEqual([]);
	});
});

describe('the authentication link', () => {
	const paths = () => server.requests.map(({ path }) => path);

	it.each([404, 405, 410])('is asked for at the newer address after %i', async (status) => {
		server.fail({ path: '/widget/api/session', status });
		const response = await client.createAuthenticationLink(link);
		expect(response).toMatchObject({ status: 'success', expires_in: 86_400 });
		expect(paths()).toEqual(['/widget/api/session', '/api/widget/session']);
		const [first, second] = server.requests;
		expect(second?.rawBody).toBe(first?.rawBody);
		expect(second?.headers).toMatchObject({
			'dev-id': server.credentials.devId,
			'x-api-key': server.credentials.apiKey,
		});
	});

	it.each([400, 401, 403, 409, 429, 500, 502, 503, 504])(
		'is not asked for elsewhere after %i',
		async (status) => {
			server.fail({ path: '/widget/api/session', status });
			expect(await failureOf(client.createAuthenticationLink(link))).toMatchObject({ status });
			expect(paths()).toEqual(['/widget/api/session']);
		},
	);

	it('is not asked for elsewhere when no response arrives', async () => {
		server.fail({ path: '/widget/api/session', reset: true });
		const thrown = await failureOf(client.createAuthenticationLink(link));
		expect(thrown).toMatchObject({ problem: 'broken' });
		expect(paths()).toEqual(['/widget/api/session']);
	});

	it('comes from a server of either contract, with its warnings', async () => {
		await useContract('2025-05');
		expect(await client.createAuthenticationLink(link)).toMatchObject({ expires_in: 900 });
		expect(paths()).toEqual(['/widget/api/session']);
		await useContract('2026.07');
		const response = await client.createAuthenticationLink({ providers: 'VALD,NOPE' });
		expect(response).toMatchObject({
			expires_in: 86_400,
			warnings: ['Provider NOPE is unknown or not enabled and was ignored.'],
		});
	});
});

/** What is known of the failure that a call ends in. */
async function factsOf(call: Promise<unknown>): Promise<FailureFacts> {
	return asTerraTeamsError(await failureOf(call)).facts;
}

type Call = () => Promise<unknown>;

const listCalls: [operation: ApiOperation, call: Call][] = [
	['Get many integrations', async () => await client.getIntegrations()],
	['Get many coaches', async () => await client.getCoaches()],
	['Get many athletes', async () => await client.getCoachAthletes('a')],
	['Get many activities', async () => await client.getActivities('a', range)],
	['Get activity metrics schema', async () => await client.getActivityMetricsSchema('a')],
	['Get many tests', async () => await client.getTests('a', range)],
	['Search tests', async () => await client.searchTests('a', range, [])],
];
const deliveries: [operation: ApiOperation, call: Call][] = [
	['Get many activities', async () => await client.dispatchActivities('a', range)],
	['Get activity metrics schema', async () => await client.dispatchActivityMetricsSchema('a')],
	['Get many tests', async () => await client.dispatchTests('a', range)],
	['Search tests', async () => await client.dispatchTestSearch('a', range, [])],
];

describe('a call that fails', () => {
	const ofId = { hasId: true };
	const ofRange = { hasId: true, hasRange: true };

	it.each<[ApiOperation, Call, Partial<FailureFacts>]>([
		['Create authentication link', async () => await client.createAuthenticationLink({}), {}],
		['Get many integrations', async () => await client.getIntegrations(), {}],
		['Get many coaches', async () => await client.getCoaches(), {}],
		[
			'Create coach',
			async () => await client.createCoach({ provider: 'VALD', login: {} }),
			{ isOutcomeUnknown: true },
		],
		[
			'Delete coach',
			async () => await client.deleteCoach('a'),
			{ hasId: true, isOutcomeUnknown: true },
		],
		['Get many athletes', async () => await client.getCoachAthletes('a'), ofId],
		['Get many activities', async () => await client.getActivities('a', range), ofRange],
		['Get many activities', async () => await client.dispatchActivities('a', range), ofRange],
		['Get activity metrics schema', async () => await client.getActivityMetricsSchema('a'), ofId],
		[
			'Get activity metrics schema',
			async () => await client.dispatchActivityMetricsSchema('a'),
			ofId,
		],
		['Get many tests', async () => await client.getTests('a', range), ofRange],
		['Get many tests', async () => await client.dispatchTests('a', range), ofRange],
		['Search tests', async () => await client.searchTests('a', range, ['b']), ofRange],
		['Search tests', async () => await client.dispatchTestSearch('a', range, ['b']), ofRange],
		['Get many athletes', async () => await client.getAthletes(), {}],
		['Get athlete', async () => await client.getAthlete('a'), ofId],
		['Update athlete', async () => await client.updateAthlete('a', { active: true }), ofId],
		[
			'Update many athletes',
			async () => await client.updateAthletes([{ athlete_id: 'a', active: true }]),
			{},
		],
	])('says what was asked for: %s, %s', async (operation, call, more) => {
		server.fail({ status: 500, body: { detail: 'Broken.', code: 'broken' } });
		expect(await factsOf(call())).toEqual({
			operation,
			problem: 'rejected',
			status: 500,
			detail: 'Broken',
			code: 'broken',
			athletes: new Map(),
			...more,
		});
		expect(server.requests).toHaveLength(1);
	});

	it.each<[ApiOperation, FailureFacts['problem'], (id: string) => Promise<unknown>]>([
		['Delete coach', 'no-coach-id', async (id) => await client.deleteCoach(id)],
		['Get many athletes', 'no-coach-id', async (id) => await client.getCoachAthletes(id)],
		['Get many activities', 'no-coach-id', async (id) => await client.getActivities(id, range)],
		[
			'Get many activities',
			'no-coach-id',
			async (id) => await client.dispatchActivities(id, range),
		],
		[
			'Get activity metrics schema',
			'no-coach-id',
			async (id) => await client.getActivityMetricsSchema(id),
		],
		[
			'Get activity metrics schema',
			'no-coach-id',
			async (id) => await client.dispatchActivityMetricsSchema(id),
		],
		['Get many tests', 'no-coach-id', async (id) => await client.getTests(id, range)],
		['Get many tests', 'no-coach-id', async (id) => await client.dispatchTests(id, range)],
		['Search tests', 'no-coach-id', async (id) => await client.searchTests(id, range, [])],
		['Search tests', 'no-coach-id', async (id) => await client.dispatchTestSearch(id, range, [])],
		['Get athlete', 'no-athlete-id', async (id) => await client.getAthlete(id)],
		['Update athlete', 'no-athlete-id', async (id) => await client.updateAthlete(id, {})],
	])('for an empty id says what was asked for: %s, %s', async (operation, problem, call) => {
		expect(await factsOf(call(''))).toEqual({ operation, problem });
		expect(server.requests).toEqual([]);
	});

	it('for no athlete to update says so', async () => {
		expect(await factsOf(client.updateAthletes([]))).toEqual({
			operation: 'Update many athletes',
			problem: 'no-athletes',
		});
	});
});

describe('a response without its list', () => {
	it.each(listCalls)('is not taken for an empty list: %s', async (operation, call) => {
		const failures: [body: string, problem: FailureFacts['problem']][] = [
			['', 'empty'],
			['{}', 'no-list'],
			['{"other": []}', 'no-list'],
		];
		for (const [body, problem] of failures) {
			server.clearFaults();
			server.fail({ status: 200, body, times: Infinity });
			expect(await factsOf(call())).toEqual({ operation, problem, status: 200 });
		}
	});

	it('is not one of integrations for being called data', async () => {
		server.fail({ body: { data: [record] }, times: Infinity });
		expect(await factsOf(client.getIntegrations())).toMatchObject({ problem: 'no-list' });
	});

	it.each(listCalls)('is an empty list with 204: %s', async (_, call) => {
		server.fail({ status: 204 });
		expect(await call()).toEqual([]);
	});
});

describe("the account's athletes", () => {
	it('are those of the response, if it has some', async () => {
		server.fail({ body: { data: [athlete] } });
		expect(await client.getAthletes()).toEqual([athlete]);
		server.fail({ body: [athlete] });
		expect(await client.getAthletes()).toEqual([athlete]);
	});

	it('are none in an empty list, or with 204, but unknown without a body', async () => {
		server.fail({ body: { data: [] } });
		expect(await client.getAthletes()).toEqual([]);
		server.fail({ status: 204 });
		expect(await client.getAthletes()).toEqual([]);
		server.fail({ status: 200, body: '' });
		expect(await client.getAthletes()).toBeNull();
		expect(server.requests).toHaveLength(3);
	});

	it.each(['{}', 'null', '{"other": []}'])('are not in a response of %s', async (body) => {
		server.fail({ body, times: Infinity });
		expect(await factsOf(client.getAthletes())).toEqual({
			operation: 'Get many athletes',
			problem: 'no-list',
			status: 200,
		});
	});
});

describe('an updated athlete', () => {
	it('is the one that Terra sends, where it sends one', async () => {
		server.fail({ body: athlete });
		expect(await client.updateAthlete('a', { first_name: 'Other' })).toEqual(athlete);
	});

	it('has the changes that were sent where Terra sends nothing, and no others', async () => {
		for (const status of [200, 204]) {
			server.fail({ status, body: '' });
			const updated = await client.updateAthlete('a', { active: false });
			expect(Object.entries(updated)).toEqual([
				['athlete_id', 'a'],
				['active', false],
			]);
		}
	});

	it('is nothing else that Terra sends', async () => {
		server.fail({ body: '[]' });
		expect(await factsOf(client.updateAthlete('a', { active: true }))).toEqual({
			operation: 'Update athlete',
			problem: 'no-object',
			status: 200,
		});
	});

	it('is sent without what is not given', async () => {
		server.fail({ status: 204, times: 2 });
		await client.updateAthlete('a', { active: false, email: undefined });
		await client.updateAthletes([{ athlete_id: 'a', reference_id: undefined }]);
		expect(server.requests.map(({ rawBody }) => rawBody)).toEqual([
			'{"active":false}',
			'{"data":[{"athlete_id":"a"}]}',
		]);
	});
});

describe('a bulk update', () => {
	const update = async () =>
		await client.updateAthletes([
			{ athlete_id: 'a', active: true },
			{ athlete_id: 'b', reference_id: 'r' },
		]);

	it('sends every athlete in one request', async () => {
		server.fail({ body: { data: [] } });
		await update();
		expect(server.requests.map(({ body }) => body)).toEqual([
			{
				data: [
					{ athlete_id: 'a', active: true },
					{ athlete_id: 'b', reference_id: 'r' },
				],
			},
		]);
	});

	it.each([
		[200, true],
		[207, false],
	])('of which nothing is refused is complete with %i: %p', async (status, complete) => {
		server.fail({ status, body: { data: [athlete], errors: [] } });
		expect(await update()).toEqual({
			saved: [athlete],
			refused: new Map(),
			others: [],
			complete,
			status,
		});
	});

	it.each([
		['an athlete', [{ athlete_id: 'a', error: 'no' }], new Map([['a', 'no']]), []],
		['nobody by name', ['no'], new Map(), ['no']],
	])('that refuses %s needs no list, and is not complete', async (_, errors, refused, others) => {
		for (const status of [200, 207]) {
			server.fail({ status, body: { errors } });
			expect(await update()).toEqual({ saved: [], refused, others, complete: false, status });
		}
	});

	it.each([200, 207])('with %i that refuses nothing needs a list', async (status) => {
		for (const body of ['{}', '{"errors": []}', '"saved"', '{"message": "saved"}']) {
			server.fail({ status, body });
			expect(await factsOf(update())).toEqual({
				operation: 'Update many athletes',
				problem: 'no-list',
				status,
			});
		}
		expect(server.requests).toHaveLength(4);
	});

	it('may be answered without a body, as May 2025 answers other updates', async () => {
		server.fail({ status: 200, body: '' });
		expect(await update()).toMatchObject({
			saved: [],
			refused: new Map(),
			others: [],
			status: 200,
		});
	});
});

describe('a delivery', () => {
	it.each(deliveries)('is one with 202 and no other status: %s', async (operation, call) => {
		for (const status of [200, 201, 203, 204]) {
			server.fail({ status, body: status === 204 ? '' : dispatched });
			const problem = 'not-delivered';
			expect(await factsOf(call())).toEqual({ operation, problem, status });
		}
		expect(server.requests).toHaveLength(4);
	});

	it.each(deliveries)('says what it delivers: %s', async (operation, call) => {
		server.fail({ status: 202, body: '' });
		expect(await factsOf(call())).toEqual({ operation, problem: 'empty', status: 202 });
		server.fail({ status: 202, body: '[]' });
		expect(await factsOf(call())).toEqual({ operation, problem: 'no-object', status: 202 });
	});

	it.each(deliveries)('is asked for again after 504, as nobody splits it: %s', async (_, call) => {
		server.fail({ status: 504 });
		server.fail({ status: 202, body: dispatched });
		expect(await call()).toEqual(dispatched);
		expect(server.requests).toHaveLength(2);
	});
});

describe('the authentication link that cannot be had', () => {
	const createLink = async () => await client.createAuthenticationLink(link);
	const operation = 'Create authentication link';

	it('is asked for at the newer address after 501 as well', async () => {
		server.fail({ path: '/widget/api/session', status: 501 });
		expect(await createLink()).toMatchObject({ status: 'success' });
		expect(server.requests).toHaveLength(2);
	});

	it.each([404, 503])('fails as the newer address fails: %i', async (status) => {
		server.fail({ path: '/widget/api/session', status: 405, body: { detail: 'old' } });
		server.fail({ path: '/api/widget/session', status, body: { detail: 'new' } });
		expect(await factsOf(createLink())).toEqual({
			operation,
			problem: 'rejected',
			status,
			detail: 'new',
			athletes: new Map(),
		});
		expect(server.requests).toHaveLength(2);
	});

	it('is no link where either address answers something else', async () => {
		server.fail({ path: '/widget/api/session', body: '[]' });
		expect(await factsOf(createLink())).toEqual({ operation, problem: 'no-object', status: 200 });
		server.fail({ path: '/widget/api/session', status: 404 });
		server.fail({ path: '/api/widget/session', status: 200, body: '' });
		expect(await factsOf(createLink())).toEqual({ operation, problem: 'empty', status: 200 });
	});
});

it.each<[string, () => Promise<unknown>]>([
	['Create coach', async () => await client.createCoach({ provider: 'VALD', login: {} })],
	['Get athlete', async () => await client.getAthlete('a')],
])('takes nothing but an object for a record: %s', async (operation, call) => {
	server.fail({ status: 200, body: '[]' });
	expect(await factsOf(call())).toMatchObject({ operation, problem: 'no-object', status: 200 });
	expect(server.requests).toHaveLength(1);
});

it("takes the account's secrets and others out of a record", () => {
	const { apiKey } = server.credentials;
	const held = { a: `x ${apiKey}`, b: ['login-1', { c: 'login-1 y' }], d: 'text', e: null };
	expect(client.withoutSecrets(held, ['login-1'])).toEqual({
		a: 'x [hidden]',
		b: ['[hidden]', { c: '[hidden] y' }],
		d: 'text',
		e: null,
	});
	expect(client.withoutSecrets({ a: apiKey, b: 'login-1' }, [])).toEqual({
		a: '[hidden]',
		b: 'login-1',
	});
});
