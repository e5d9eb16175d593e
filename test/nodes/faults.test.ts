/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { once } from 'node:events';
import { createServer } from 'node:http';

import type { FaultRule } from '../../simulator';
import { waitFor } from '../../tools/waitFor';
import { Accounts, wholeTime, type Account } from './account';
import type { NodeRun } from './n8n';
import { byId, operations, type OperationName } from './parameters';

/** For what a slow machine needs to run a group of cases at once. */
const groupTimeoutMs = 60_000;

const accounts = new Accounts();
afterAll(async () => await accounts.closeAll());

/** Retries really wait, so that what a group of tests looks at is run beforehand, all at once. */
async function concurrency<Case, Result>(
	cases: readonly Case[],
	run: (one: Case) => Promise<Result>,
): Promise<Map<Case, Result>> {
	return new Map(await Promise.all(cases.map(async (one) => [one, await run(one)] as const)));
}

/** What was done for a case; fails where it was not run. */
function resultOf<Case, Result>(results: Map<Case, Result>, one: Case): Result {
	const result = results.get(one);
	if (result === undefined) throw new Error('This case was not run');
	return result;
}

const problem = (status: number, detail: string) => ({
	type: 'https://api.tryterra.co/probs/problem',
	title: 'A title',
	status,
	detail,
});

const webPage = '<!DOCTYPE html><html><body><h1>Bad Gateway</h1></body></html>';

/** Something that goes wrong with the second of three items of Get athlete. */
interface FailingCase {
	name: string;
	fault: FaultRule;
	httpCode: string | null;
	failure?: object;
	/** After "Get athlete: ", before the item. */
	happened: string;
	remedy: RegExp;
	/** How often the request is sent. */
	requests: number;
}

const temporary = { cause: 'temporarily-unavailable' };
const credential = { cause: 'credential-invalid' };
const configuration = { cause: 'configuration-invalid' };
const brokenConnection = 'the connection broke before the response was complete (no status)';

const failingCases: FailingCase[] = [
	{
		name: '400 with a problem',
		fault: { status: 400, body: problem(400, 'Missing required query parameter: start_date.') },
		httpCode: '400',
		happened: 'Terra answered 400 (Missing required query parameter: start_date)',
		remedy: /values of the node's fields/,
		requests: 1,
	},
	{
		name: '401',
		fault: { status: 401, body: problem(401, 'Authentication credentials are missing.') },
		httpCode: '401',
		failure: credential,
		happened: 'Terra answered 401 (Authentication credentials are missing)',
		remedy: /Dev ID and the API Key in the Terra Teams credential/,
		requests: 1,
	},
	{
		name: '403 with an error of the widget',
		fault: { status: 403, body: { message: 'invalid credentials', status: 'error' } },
		httpCode: '403',
		failure: credential,
		happened: 'Terra answered 403 (invalid credentials)',
		remedy: /Dev ID and the API Key in the Terra Teams credential/,
		requests: 1,
	},
	{
		name: '404 without a body',
		fault: { status: 404 },
		httpCode: '404',
		failure: configuration,
		happened: 'Terra answered 404',
		remedy: /ID is right/,
		requests: 1,
	},
	{
		name: '405',
		fault: { status: 405, body: { title: 'Method Not Allowed' } },
		httpCode: '405',
		happened: 'Terra answered 405 (Method Not Allowed)',
		remedy: /base URLs/,
		requests: 1,
	},
	{
		name: '409',
		fault: { status: 409, body: 'conflict', contentType: 'text/plain' },
		httpCode: '409',
		happened: 'Terra answered 409 (conflict)',
		remedy: /Check the values/,
		requests: 1,
	},
	{
		name: '410',
		fault: { status: 410, body: { error: 'gone' } },
		httpCode: '410',
		failure: configuration,
		happened: 'Terra answered 410 (gone)',
		remedy: /no longer serves this address/,
		requests: 1,
	},
	{
		name: '429 over and over',
		fault: { status: 429, body: { detail: 'rate limit exceeded' } },
		httpCode: '429',
		failure: { cause: 'rate-limited' },
		happened: 'Terra answered 429 (rate limit exceeded)',
		remedy: /Wait a while/,
		requests: 4,
	},
	{
		name: '429 that asks for two minutes',
		fault: { status: 429, headers: { 'Retry-After': '120' } },
		httpCode: '429',
		failure: { cause: 'rate-limited', retryAfterMs: 120_000 },
		happened: 'Terra answered 429',
		remedy: /Wait 120 seconds/,
		requests: 1,
	},
	{
		name: '429 that asks for two days',
		fault: { status: 429, headers: { 'Retry-After': '172800' } },
		httpCode: '429',
		failure: { cause: 'rate-limited', retryAfterMs: 172_800_000 },
		happened: 'Terra answered 429',
		remedy: /Wait a while/,
		requests: 1,
	},
	{
		name: '500',
		fault: { status: 500, body: problem(500, 'Something broke.') },
		httpCode: '500',
		failure: temporary,
		happened: 'Terra answered 500 (Something broke)',
		remedy: /[Tt]ry again later/,
		requests: 1,
	},
	{
		name: '502 with a web page',
		fault: { status: 502, body: webPage, contentType: 'text/html' },
		httpCode: '502',
		failure: temporary,
		happened: 'Terra answered 502',
		remedy: /[Tt]ry again later/,
		requests: 4,
	},
	{
		name: '503 over and over',
		fault: { status: 503, headers: { 'Retry-After': '0' } },
		httpCode: '503',
		failure: { cause: 'temporarily-unavailable', retryAfterMs: 0 },
		happened: 'Terra answered 503',
		remedy: /[Tt]ry again later/,
		requests: 4,
	},
	{
		name: '504 over and over',
		fault: { status: 504, body: 'upstream timed out', contentType: 'text/plain' },
		httpCode: '504',
		failure: temporary,
		happened: 'Terra answered 504 (upstream timed out)',
		remedy: /[Tt]ry again later/,
		requests: 4,
	},
	{
		name: 'a connection that is reset',
		fault: { reset: true },
		httpCode: null,
		failure: temporary,
		happened: brokenConnection,
		remedy: /[Tt]ry again later/,
		requests: 4,
	},
	{
		name: 'a connection that breaks in the middle of the body',
		fault: { cutAfterBytes: 40 },
		httpCode: null,
		failure: temporary,
		happened: brokenConnection,
		remedy: /[Tt]ry again later/,
		requests: 4,
	},
	{
		name: 'an empty 200',
		fault: { status: 200 },
		httpCode: '200',
		happened: 'Terra answered 200 with an empty response',
		remedy: /base URLs/,
		requests: 1,
	},
	{
		name: 'a 204',
		fault: { status: 204 },
		httpCode: '204',
		happened: 'Terra answered 204 with an empty response',
		remedy: /base URLs/,
		requests: 1,
	},
	{
		name: 'a web page with 200',
		fault: { status: 200, body: webPage, contentType: 'text/html' },
		httpCode: '200',
		happened: 'Terra answered 200 with a web page instead of data',
		remedy: /base URLs/,
		requests: 4,
	},
	{
		name: 'JSON that is cut off in a whole response',
		fault: { truncateBody: 40 },
		httpCode: '200',
		happened: 'Terra answered 200 with data that is cut off or damaged',
		remedy: /[Tt]ry again later/,
		requests: 4,
	},
	{
		name: 'a list in the place of an object',
		fault: { body: [] },
		httpCode: '200',
		happened: 'Terra answered 200 with no object',
		remedy: /base URLs/,
		requests: 1,
	},
	{
		name: 'an explanation in which n8n would find the code of a system error',
		fault: { status: 500, body: { message: 'connect ECONNREFUSED 10.0.0.5:5432' } },
		httpCode: '500',
		failure: temporary,
		happened: 'Terra answered 500 (connect ECONNREFUSED 10.0.0.5:5432)',
		remedy: /[Tt]ry again later/,
		requests: 1,
	},
	{
		name: 'an explanation with a word that holds such a code',
		fault: { status: 409, body: { message: 'Preexisting athlete' } },
		httpCode: '409',
		happened: 'Terra answered 409 (Preexisting athlete)',
		remedy: /Check the values/,
		requests: 1,
	},
];

describe('an item that fails', () => {
	const getAthlete = operations['Get athlete']({ athleteId: byId('={{ $json.id }}') });

	interface Outcome {
		stopped: NodeRun;
		stoppedCalls: string[];
		continued: NodeRun;
		continuedCalls: string[];
		ids: string[];
		athletes: object[];
	}
	let outcomes: Map<FailingCase, Outcome>;

	beforeAll(async () => {
		outcomes = await concurrency(failingCases, async ({ fault }) => {
			const stop = await accounts.start({ size: { days: 1 } });
			const goOn = await accounts.start({ size: { days: 1 } });
			const ids = stop.athleteIds().slice(0, 3);
			const items = ids.map((id) => ({ id }));
			for (const { simulator } of [stop, goOn]) {
				simulator.fail({ path: `/athletes/${ids[1]}`, times: Infinity, ...fault });
			}
			const [stopped, continued] = await Promise.all([
				stop.run(getAthlete, { items }),
				goOn.run(getAthlete, { items, onError: 'continueRegularOutput' }),
			]);
			return {
				stopped,
				stoppedCalls: stop.calls,
				continued,
				continuedCalls: goOn.calls,
				ids,
				athletes: goOn.simulator.dataset.athletes,
			};
		});
	}, groupTimeoutMs);

	const table = failingCases.map((one): [string, FailingCase] => [one.name, one]);

	it.each(table)('%s: stops the workflow with one error that says all', (_, one) => {
		const { stopped, stoppedCalls, ids } = resultOf(outcomes, one);

		expect(stopped.items).toEqual([]);
		expect(stopped.error).toMatchObject({ name: 'NodeApiError', context: { itemIndex: 1 } });
		expect(stopped.error).toHaveProperty('httpCode', one.httpCode);
		expect(stopped.error).toHaveProperty('failure', one.failure);
		const begin = `Get athlete: ${one.happened} [Item 1]. `;
		expect(stopped.error?.message.slice(0, begin.length)).toBe(begin);
		expect(stopped.error?.message.slice(begin.length)).toMatch(one.remedy);
		expect(stoppedCalls).toEqual([
			`GET /athletes/${ids[0]}`,
			...Array<string>(one.requests).fill(`GET /athletes/${ids[1]}`),
		]);
	});

	it.each(table)('%s: with Continue On Fail the others go on', (_, one) => {
		const { stopped, continued, continuedCalls, ids, athletes } = resultOf(outcomes, one);

		expect(continued.error).toBeUndefined();
		expect(continued.items).toEqual([
			{ json: athletes[0], pairedItem: { item: 0 } },
			{ json: { error: stopped.error?.message }, pairedItem: { item: 1 } },
			{ json: athletes[2], pairedItem: { item: 2 } },
		]);
		expect(continuedCalls.at(-1)).toBe(`GET /athletes/${ids[2]}`);
	});

	it('takes the error branch where there is one', async () => {
		const account = await accounts.start();
		const [first = '', third = ''] = account.athleteIds();
		const { items, errorItems } = await account.run(getAthlete, {
			items: [{ id: first }, { id: 'nobody', mine: 1 }, { id: third }],
			onError: 'continueErrorOutput',
		});
		expect(items.map(({ json }) => json.athlete_id)).toEqual([first, third]);
		expect(errorItems).toEqual([
			{
				json: {
					id: 'nobody',
					mine: 1,
					error: expect.stringMatching(/^Get athlete: Terra answered 404 .*\[Item 1\]/) as unknown,
				},
				pairedItem: { item: 1 },
			},
		]);
	});
});

describe('a server that is not there', () => {
	const names: OperationName[] = ['Get many coaches', 'Create coach', 'Delete coach'];
	let runs: Map<OperationName, NodeRun>;

	beforeAll(async () => {
		const account = await accounts.start();
		// Nothing listens on this port, which only the system's own services may use.
		account.credentials.terraTeamsApi.apiBaseUrl = 'http://127.0.0.1:1/v2/teams';
		runs = await concurrency(
			names,
			async (name) =>
				await account.run(
					operations[name]({
						provider: 'VALD',
						login: 'typed',
						loginFields: { token: 'token' },
						coachId: byId('coach'),
					}),
				),
		);
	}, groupTimeoutMs);

	it.each(names)('%s says that the connection was refused', (name) => {
		const { error } = resultOf(runs, name);
		expect(error).toMatchObject({
			name: 'NodeApiError',
			httpCode: null,
			failure: temporary,
			context: { itemIndex: 0 },
			message: `${name}: the connection was refused (no status) [Item 0]. Check the base URLs in the Terra Teams credential.`,
		});
	});
});

describe('a body without an end', () => {
	it('ends in a sentence, and closes the connection', async () => {
		let sent = 0;
		let isClosed = false;
		const piece = Buffer.alloc(4 * 1024 * 1024, ' ');
		const server = createServer((_request, response) => {
			const send = () => {
				while (!isClosed && response.write(piece)) sent += piece.length;
				sent += piece.length;
			};
			response.on('drain', send).on('close', () => (isClosed = true));
			response.writeHead(200, { 'Content-Type': 'application/json' });
			send();
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		const port = typeof address === 'object' ? address?.port : undefined;
		const account = await accounts.start();
		account.credentials.terraTeamsApi.apiBaseUrl = `http://127.0.0.1:${port}/v2/teams`;
		const { error } = await account.run(operations['Get many coaches']());
		await waitFor('the end of the connection', () => isClosed);
		server.close();
		expect(error?.message).toBe(
			'Get many coaches: the response is larger than 512 MB [Item 0]. Check the base URLs in the Terra Teams credential.',
		);
		// One response, and not one for each retry.
		expect(sent).toBeLessThan(1024 ** 3);
	}, 60_000);
});

describe('the time limit of a request', () => {
	afterEach(() => jest.restoreAllMocks());

	it.each<[string, FaultRule]>([
		['does not respond', { hang: true }],
		['stops in the middle of a response', { hang: true, cutAfterBytes: 40 }],
	])('ends it where the server %s', async (_, fault) => {
		// A minute of the node's is half a second here; n8n's own limits are as they are.
		const timeout = AbortSignal.timeout.bind(AbortSignal);
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(ms / 120));
		const account = await accounts.start();
		account.simulator.fail({ times: Infinity, ...fault });
		const { error } = await account.run(operations['Get many coaches']());

		expect(error?.message).toBe(
			'Get many coaches: Terra did not answer within 60 seconds (time-out) [Item 0]. Try again later.',
		);
		expect(account.calls).toEqual(['GET /coaches']);
	});
});

describe('one coach of several that fails', () => {
	it.each(['tests', 'activities'] as const)(
		'fails the item, which would otherwise lack %s',
		async (what) => {
			const account = await accounts.start();
			const coachId = account.coachOf('GYMAWARE');
			const path = `/coaches/${coachId}/${what}`;
			account.simulator.fail({ path, status: 500, times: Infinity });
			const { error, items } = await account.run(operations[`Get many ${what}`](wholeTime));

			expect(items).toEqual([]);
			const message = `Get many ${what} of coach ${coachId}: Terra answered 500 [Item 0]. `;
			expect(error?.message.slice(0, message.length)).toBe(message);
		},
	);

	it.each(['tests', 'activities'] as const)(
		'is named beside the %s of the others, with Continue On Fail',
		async (what) => {
			const account = await accounts.start();
			const coachId = account.coachOf('GYMAWARE');
			const parameters = operations[`Get many ${what}`]({ ...wholeTime, returnAll: true });
			const all = (await account.run(parameters)).items;
			account.simulator.fail({ path: `/coaches/${coachId}/${what}`, status: 403, times: Infinity });
			const { items } = await account.run(parameters, { onError: 'continueRegularOutput' });
			const errors = items.flatMap(({ json }) => ('error' in json ? [json.error] : []));
			expect(errors).toEqual([
				expect.stringContaining(`Get many ${what} of coach ${coachId}: Terra answered 403`),
			]);
			const held =
				what === 'tests'
					? (account.simulator.dataset.tests.get(coachId) ?? []).length
					: (account.simulator.dataset.activities.get(coachId) ?? []).length;
			expect(items).toHaveLength(all.length - held + 1);
		},
	);
});

describe('a redirect', () => {
	it('is not followed, so that the credential goes nowhere else', async () => {
		const account = await accounts.start();
		const elsewhere = await accounts.start();
		account.simulator.fail({
			status: 307,
			headers: { Location: `${elsewhere.simulator.apiBaseUrl}/coaches` },
		});
		const { error } = await account.run(operations['Get many coaches']());

		expect(error?.message).toMatch(/^Get many coaches: Terra answered 307 \[Item 0\]\. .*base URL/);
		expect(elsewhere.calls).toEqual([]);
	});
});

describe('a list', () => {
	it.each<[string, FaultRule]>([
		['as a bare array', { bareArray: true }],
		['with the content type of a text', { contentTypeOnly: 'text/plain' }],
		['with the content type of a web page', { contentTypeOnly: 'text/html; charset=utf-8' }],
		['with the content type of problem JSON', { contentTypeOnly: 'application/problem+json' }],
		['without a content type', { contentTypeOnly: '' }],
	])('is understood %s', async (_, fault) => {
		const account = await accounts.start();
		account.simulator.fail({ times: Infinity, ...fault });
		const { error, items } = await account.run(operations['Get many athletes']());

		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual(account.simulator.dataset.athletes);
	});

	it.each<[string, FaultRule]>([
		['a 204', { status: 204 }],
		['an empty list', { body: { data: [] } }],
		['null', { body: { data: null } }],
		['nothing but the coach', { body: { coach: { coach_id: 'coach' } } }],
	])('is empty after %s', async (_, fault) => {
		const account = await accounts.start();
		account.simulator.fail(fault);
		const { error, items } = await account.run(
			operations['Get many athletes']({ athletesOf: 'one', coachId: byId('coach') }),
		);
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	});

	it.each<[string, FaultRule]>([
		['an empty 200', { status: 200, body: '' }],
		['200 with blanks', { status: 200, body: ' \n' }],
		['null altogether', { body: 'null' }],
		['an empty object', { body: {} }],
		['a body that is cut off at once', { truncateBody: 0 }],
	])('is not what %s holds, and is asked for again', async (_, fault) => {
		const account = await accounts.start();
		account.simulator.fail({ ...fault, times: Infinity });
		const { error } = await account.run(operations['Get many coaches']());
		expect(error?.message).toMatch(/^Get many coaches: Terra answered 200 with /);
		expect(account.calls).toHaveLength(4);
	});
});

/** A disturbance that passes, and how long has to be waited at least. */
interface PassingCase {
	name: string;
	operation: 'Get athlete' | 'Update athlete' | 'Search tests' | 'Update many athletes';
	fault: FaultRule;
	leastMs: number;
}

describe('what passes is waited for', () => {
	/** The first wait is from 250 to 500 ms. */
	const backOffMs = 249;
	const passingCases: PassingCase[] = [
		{
			name: '429 with Retry-After in seconds',
			operation: 'Get athlete',
			fault: { status: 429, headers: { 'Retry-After': '1' } },
			leastMs: 999,
		},
		{
			name: '503 with a date that has passed',
			operation: 'Get athlete',
			fault: { status: 503, headers: { 'Retry-After': new Date(0).toUTCString() } },
			leastMs: backOffMs,
		},
		{ name: '502', operation: 'Update athlete', fault: { status: 502 }, leastMs: backOffMs },
		{ name: '504', operation: 'Update many athletes', fault: { status: 504 }, leastMs: backOffMs },
		{ name: 'a reset', operation: 'Search tests', fault: { reset: true }, leastMs: backOffMs },
		{ name: 'a cut', operation: 'Search tests', fault: { cutAfterBytes: 30 }, leastMs: backOffMs },
	];
	let outcomes: Map<PassingCase, { account: Account; run: NodeRun }>;

	beforeAll(async () => {
		outcomes = await concurrency(passingCases, async ({ operation, fault }) => {
			const account = await accounts.start();
			const [id = ''] = account.athleteIds();
			account.simulator.fail(fault);
			const run = await account.run(
				operations[operation]({
					coachId: byId(account.coachOf('VALD')),
					athleteId: byId(id),
					updateFields: { firstName: 'Zoë' },
					bulkUpdateFields: { active: true },
					startTime: '2026-06-25',
					endTime: '2026-06-26',
				}),
			);
			return { account, run };
		});
	}, groupTimeoutMs);

	it.each(passingCases.map((one): [string, string, PassingCase] => [one.operation, one.name, one]))(
		'%s after %s',
		(_, __, one) => {
			const { account, run } = resultOf(outcomes, one);
			expect(run.error).toBeUndefined();
			expect(run.items.length).toBeGreaterThan(0);
			const [first, second, ...others] = account.simulator.requests;
			// An updated athlete is asked for.
			expect(others).toHaveLength(one.operation === 'Update athlete' ? 1 : 0);
			expect(second).toMatchObject({ method: first?.method, path: first?.path, body: first?.body });
			const waited = (second?.at ?? 0) - (first?.at ?? 0);
			expect(waited).toBeGreaterThanOrEqual(one.leastMs);
			expect(waited).toBeLessThan(20_000);
		},
	);

	it('Get athlete after 429 with Retry-After as a date', async () => {
		const account = await accounts.start();
		const [id = ''] = account.athleteIds();
		// A date has no fractions of a second.
		const soon = Math.ceil(Date.now() / 1000) * 1000 + 1000;
		const headers = { 'Retry-After': new Date(soon).toUTCString() };
		account.simulator.fail({ status: 429, headers });
		const { error } = await account.run(operations['Get athlete']({ athleteId: byId(id) }));

		expect(error).toBeUndefined();
		expect(account.simulator.requests).toHaveLength(2);
		expect(account.simulator.requests[1]?.at).toBeGreaterThanOrEqual(soon - 1);
	});
});

describe.each(['Create coach', 'Delete coach'] as const)('%s is sent exactly once', (name) => {
	const unknownOutcome = /not known whether Terra carried it out.*Coach > Get Many/;
	const faults: [string, FaultRule, RegExp][] = [
		['429', { status: 429 }, /answered 429 \[Item 0\]\. Wait a while/],
		[
			'429 with Retry-After',
			{ status: 429, headers: { 'Retry-After': '1' } },
			/answered 429 \[Item 0\]\. Wait 1 second/,
		],
		['500', { status: 500 }, unknownOutcome],
		['502', { status: 502, body: webPage, contentType: 'text/html' }, unknownOutcome],
		['503', { status: 503, headers: { 'Retry-After': '0' } }, unknownOutcome],
		['504', { status: 504 }, unknownOutcome],
		['a reset', { reset: true }, unknownOutcome],
	];

	it.each(faults)('after %s', async (_, fault, message) => {
		const account = await accounts.start();
		const { coaches } = account.simulator.dataset;
		const before = [...coaches];
		account.simulator.fail({ ...fault, times: Infinity });
		const { error } = await account.run(
			operations[name]({
				coachId: byId(account.coachOf('GYMAWARE')),
				provider: 'CATAPULT',
				login: 'typed',
				loginFields: { token: 'new-token' },
			}),
		);

		expect(account.simulator.requests).toHaveLength(1);
		expect(coaches).toEqual(before);
		expect(error?.name).toBe('NodeApiError');
		expect(error?.message).toMatch(message);
	});
});

describe('a coach that was created although the response did not arrive', () => {
	it('is not created again', async () => {
		const account = await accounts.start();
		account.simulator.fail({ method: 'POST', cutAfterBytes: 30, times: Infinity });
		const { error } = await account.run(
			operations['Create coach']({
				provider: 'CATAPULT',
				login: 'typed',
				loginFields: { token: 'new-token' },
			}),
		);
		expect(account.calls).toEqual(['POST /coaches']);
		expect(account.simulator.dataset.coaches).toHaveLength(4);
		expect(error?.message).toMatch(/not known whether Terra carried it out/);
	});
});
