/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { gzipSync } from 'node:zlib';

import type { TerraTeamsError } from '../../../nodes/TerraTeams/api/errors';
import { sentenceOf } from '../../../nodes/TerraTeams/shared/nodeErrors';
import type { FaultRule, Simulator, SimulatorOptions } from '../../../simulator';
import { connect, failureOf, messageOf, simulators, type Connection, type Server } from './connect';
import { selfSigned } from './selfSigned';

const start = simulators();
let server: Simulator;
let client: Connection['client'];
let waits: number[];

async function use(options?: SimulatorOptions): Promise<void> {
	server = await start(options);
	({ client, waits } = connect(server));
}

beforeEach(async () => await use());
afterEach(() => jest.restoreAllMocks());

const range = { startUs: Date.UTC(2026, 5, 20) * 1000, endUs: Date.UTC(2026, 5, 21) * 1000 };
const always = { times: Infinity };

function coachId(): string {
	return server.dataset.coaches[0]?.coach_id ?? '';
}

function allCoaches() {
	return server.dataset.coaches;
}

/** The message of a failed list of coaches. */
async function listingFails(rule: FaultRule): Promise<string> {
	server.fail({ ...rule, ...always });
	return await messageOf(client.getCoaches());
}

describe('a status that says no', () => {
	it('400 quotes what Terra says', async () => {
		await use({ contract: '2026.07' });
		const call = client.getTests(coachId(), { startUs: range.endUs, endUs: range.startUs - 4e11 });
		expect(await messageOf(call)).toBe(
			"Get many tests: Terra answered 400 (Query parameter end_date lies before the start of the range). Check the values of the node's fields.",
		);
	});

	it('401 sends the reader to the credential', async () => {
		({ client } = connect({ ...onlyUrls(server), credentials: { devId: '', apiKey: '' } }));
		expect(await messageOf(client.getCoaches())).toBe(
			'Get many coaches: Terra answered 401 (Authentication credentials are missing or invalid). Check the Dev ID and the API Key in the Terra Teams credential.',
		);
	});

	it('403 sends the reader to the credential', async () => {
		const credentials = { ...server.credentials, apiKey: 'wrong' };
		({ client } = connect({ ...onlyUrls(server), credentials }));
		expect(await messageOf(client.getCoaches())).toBe(
			'Get many coaches: Terra answered 403 (Unauthorized. Invalid credentials provided). Check the Dev ID and the API Key in the Terra Teams credential.',
		);
	});

	it('404 doubts the id where there is one', async () => {
		expect(await messageOf(client.getCoachAthletes('nobody'))).toBe(
			'Get many athletes: Terra answered 404 (The coach with the provided ID does not exist). Check that the ID is right and that the coach or athlete still exists.',
		);
	});

	it('404 doubts the address where there is no id', async () => {
		const apiBaseUrl = `${server.url}/v3/teams`;
		({ client } = connect({ ...server, apiBaseUrl, widgetBaseUrl: `${server.url}/elsewhere` }));
		const problem = 'Terra answered 404 (The requested resource does not exist).';
		const remedy = 'Check the base URLs in the Terra Teams credential.';
		expect(await messageOf(client.getCoaches())).toBe(`Get many coaches: ${problem} ${remedy}`);
		expect(await messageOf(client.createAuthenticationLink({}))).toBe(
			`Create authentication link: ${problem} ${remedy}`,
		);
		expect(await messageOf(client.createCoach({ provider: 'VALD', login: {} }))).toBe(
			`Create coach: ${problem} ${remedy}`,
		);
		expect(await messageOf(client.updateAthletes([{ athlete_id: 'a', active: true }]))).toBe(
			`Update many athletes: ${problem} ${remedy}`,
		);
	});

	it('405 doubts the address', async () => {
		expect(await listingFails({ status: 405, body: { title: 'Method Not Allowed' } })).toBe(
			'Get many coaches: Terra answered 405 (Method Not Allowed). Check the base URLs in the Terra Teams credential.',
		);
	});

	it('409 names the option that returns the coach that exists', async () => {
		const [coach] = allCoaches();
		const call = client.createCoach({
			provider: 'VALD',
			reference_id: String(coach?.reference_id),
			login: { client_id: 'another', client_secret: 'another-secret', region: 'eu' },
		});
		expect(await messageOf(call)).toBe(
			'Create coach: Terra answered 409 (The coach already exists for your dev-id). To get the coach that exists, set If Coach Already Exists to Return Existing Coach.',
		);
	});

	it('410 says that the address is no longer served', async () => {
		await use({ contract: '2026.07' });
		server.fail({ path: '/api/widget/session', status: 410, body: { message: 'Gone' } });
		expect(await messageOf(client.createAuthenticationLink({}))).toBe(
			'Create authentication link: Terra answered 410 (Gone). Terra no longer serves this address. Check the base URLs in the Terra Teams credential.',
		);
	});

	it('413 asks for less', async () => {
		server.fail({ status: 413, ...always });
		expect(await messageOf(client.getTests(coachId(), range))).toBe(
			'Get many tests: Terra answered 413. Choose a shorter time range.',
		);
		expect(await messageOf(client.updateAthletes([{ athlete_id: 'a', active: true }]))).toBe(
			'Update many athletes: Terra answered 413. Choose a smaller Batch Size.',
		);
	});

	it('422 and other refusals doubt the values', async () => {
		expect(await listingFails({ status: 422, body: { detail: [{ msg: 'bad' }] } })).toBe(
			'Get many coaches: Terra answered 422 ([{"msg":"bad"}]). Check the values of the node\'s fields.',
		);
	});
});

describe('a status that says not now', () => {
	it('429 with Retry-After in seconds is waited for, then named', async () => {
		const headers = { 'Retry-After': '7' };
		const message = await listingFails({
			status: 429,
			headers,
			body: { detail: 'rate limit exceeded' },
		});
		expect(message).toBe(
			'Get many coaches: Terra answered 429 (rate limit exceeded). Wait 7 seconds before you run it again.',
		);
		expect(waits).toEqual([7000, 7000, 7000]);
		expect(server.requests).toHaveLength(4);
	});

	it('429 with Retry-After as a date is waited for, then named', async () => {
		const now = Date.UTC(2026, 6, 1, 12, 0, 0);
		jest.spyOn(Date, 'now').mockReturnValue(now);
		const headers = { 'Retry-After': 'Wed, 01 Jul 2026 12:00:20 GMT' };
		expect(await listingFails({ status: 429, headers })).toBe(
			'Get many coaches: Terra answered 429. Wait 20 seconds before you run it again.',
		);
		expect(waits).toEqual([20_000, 20_000, 20_000]);
	});

	it('429 without Retry-After ends in advice', async () => {
		expect(await listingFails({ status: 429 })).toBe(
			'Get many coaches: Terra answered 429. Wait a while before you run it again, or run it less often.',
		);
		expect(server.requests).toHaveLength(4);
	});

	it('429 for longer than a minute is not waited for', async () => {
		expect(await listingFails({ status: 429, headers: { 'Retry-After': '61' } })).toBe(
			'Get many coaches: Terra answered 429. Wait 61 seconds before you run it again.',
		);
		expect(server.requests).toHaveLength(1);
	});

	it('500 is not repeated', async () => {
		const body = { title: 'Internal Server Error', status: 500, detail: '' };
		expect(await listingFails({ status: 500, body })).toBe(
			'Get many coaches: Terra answered 500 (Internal Server Error). Terra is temporarily unavailable. Try again later.',
		);
		expect(server.requests).toHaveLength(1);
	});

	it.each([502, 503])('%i is repeated, then ends in advice', async (status) => {
		expect(await listingFails({ status, body: 'upstream' })).toBe(
			`Get many coaches: Terra answered ${status} (upstream). Terra is temporarily unavailable. Try again later.`,
		);
		expect(server.requests).toHaveLength(4);
	});

	it('503 with Retry-After names the wait', async () => {
		expect(await listingFails({ status: 503, headers: { 'Retry-After': '90' } })).toBe(
			'Get many coaches: Terra answered 503. Wait 90 seconds before you run it again.',
		);
		expect(server.requests).toHaveLength(1);
	});

	it('504 asks for a shorter range where there is one', async () => {
		const body = '<html><h1>504 Gateway Time-out</h1></html>';
		server.fail({ status: 504, body, contentType: 'text/html', ...always });
		expect(await messageOf(client.getTests(coachId(), range))).toBe(
			'Get many tests: Terra answered 504. Choose a shorter time range. Or try again later.',
		);
		expect(await messageOf(client.getCoaches())).toBe(
			'Get many coaches: Terra answered 504. Terra is temporarily unavailable. Try again later.',
		);
	});

	it.each([429, 502, 503, 504])('%i that passes ends in data', async (status) => {
		server.fail({ status, times: 3 });
		expect(await client.getCoaches()).toEqual(allCoaches());
		expect(waits).toHaveLength(3);
	});
});

describe('a redirect', () => {
	it.each([301, 302, 303, 307, 308])('with %i is not followed', async (status) => {
		const other = await start();
		const headers = { Location: `${other.apiBaseUrl}/coaches` };
		expect(await listingFails({ status, headers })).toBe(
			`Get many coaches: Terra answered ${status}. Enter the address that it redirects to as the base URL in the credential.`,
		);
		await failureOf(client.createCoach({ provider: 'VALD', login: { client_secret: 'geheim' } }));
		await failureOf(client.createAuthenticationLink({}));
		expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST']);
		expect(other.requests).toEqual([]);
	});
});

describe('no response', () => {
	const closing: (HttpServer | HttpsServer)[] = [];
	afterAll(() => {
		for (const one of closing) {
			one.closeAllConnections();
			one.close();
		}
	});

	/** A server of its own on a free port, reached by `https` or `http`. */
	async function listen(one: HttpServer | HttpsServer, protocol: string): Promise<Server> {
		closing.push(one);
		await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
		const address = one.address();
		const port = typeof address === 'object' && address !== null ? address.port : 0;
		const url = `${protocol}://127.0.0.1:${port}`;
		return { apiBaseUrl: url, widgetBaseUrl: url, credentials: server.credentials };
	}

	it('since the connection is refused', async () => {
		await server.close();
		expect(await messageOf(client.getCoaches())).toBe(
			'Get many coaches: the connection was refused (no status). Check the base URLs in the Terra Teams credential.',
		);
		expect(waits).toHaveLength(3);
	});

	it('since the connection is reset before it', async () => {
		expect(await listingFails({ reset: true })).toBe(
			'Get many coaches: the connection broke before the response was complete (no status). Try again later. If it keeps happening, check the network.',
		);
		expect(server.requests).toHaveLength(4);
	});

	it('since the connection is reset in the middle of it', async () => {
		expect(await listingFails({ cutAfterBytes: 20 })).toBe(
			'Get many coaches: the connection broke before the response was complete (no status). Try again later. If it keeps happening, check the network.',
		);
		expect(server.requests).toHaveLength(4);
	});

	it('but for a while', async () => {
		server.fail({ reset: true });
		server.fail({ cutAfterBytes: 20 });
		expect(await client.getCoaches()).toEqual(allCoaches());
		expect(waits).toHaveLength(2);
	});

	it('in time', async () => {
		({ client, waits } = connect(server, { timeoutMs: 500 }));
		server.fail({ hang: true, ...always });
		expect(await messageOf(client.getCoaches())).toBe(
			'Get many coaches: Terra did not answer within 1 seconds (time-out). Try again later.',
		);
		expect(await messageOf(client.getTests(coachId(), range))).toBe(
			'Get many tests: Terra did not answer within 1 seconds (time-out). Choose a shorter time range. Or try again later.',
		);
		expect(server.requests).toHaveLength(2);
		expect(waits).toEqual([]);
	});

	it('in time, since its body stops', async () => {
		const stopping = createServer((_, response) => {
			response.writeHead(200, { 'content-length': '100' });
			response.write('{"data": [');
		});
		({ client } = connect(await listen(stopping, 'http'), { timeoutMs: 500 }));
		expect(await messageOf(client.getCoaches())).toBe(
			'Get many coaches: Terra did not answer within 1 seconds (time-out). Try again later.',
		);
	});

	it('since the connection is reset in the middle of a packed one', async () => {
		const packed = gzipSync(JSON.stringify({ data: allCoaches() }));
		const breaking = createServer((_, response) => {
			response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length });
			response.write(packed.subarray(0, packed.length / 2), () => response.destroy());
		});
		({ client, waits } = connect(await listen(breaking, 'http')));
		expect(await messageOf(client.getCoaches())).toBe(
			'Get many coaches: the connection broke before the response was complete (no status). Try again later. If it keeps happening, check the network.',
		);
		expect(waits).toHaveLength(3);
	});

	it('since nobody knows the host', async () => {
		// No part of a name may be longer than 63 characters, so it is not even looked for.
		const url = `http://${'a'.repeat(64)}.invalid`;
		({ client, waits } = connect({ ...server, apiBaseUrl: url, widgetBaseUrl: url }));
		expect(await messageOf(client.getCoaches())).toBe(
			'Get many coaches: the host name could not be resolved (no status). Check the base URLs in the Terra Teams credential.',
		);
		expect(waits).toEqual([]);
	});

	it('that could be trusted', async () => {
		let requests = 0;
		const untrusted = createHttpsServer(selfSigned, (_, response) => {
			requests += 1;
			response.end('{}');
		});
		({ client, waits } = connect(await listen(untrusted, 'https')));
		const problem = "the server's certificate is not trusted (no status).";
		const remedy = 'Check the base URLs in the Terra Teams credential.';
		expect(await messageOf(client.getCoaches())).toBe(`Get many coaches: ${problem} ${remedy}`);
		// It is known that the coach was not created: nothing was sent.
		expect(await messageOf(client.createCoach({ provider: 'VALD', login: {} }))).toBe(
			`Create coach: ${problem} ${remedy}`,
		);
		expect(requests).toBe(0);
		expect(waits).toEqual([]);
	});

	it('in the protocol of the address', async () => {
		const apiBaseUrl = server.apiBaseUrl.replace('http:', 'https:');
		({ client } = connect({ ...server, apiBaseUrl }));
		expect(await messageOf(client.getCoaches())).toBe(
			'Get many coaches: no secure connection could be established (no status). Check the base URLs in the Terra Teams credential.',
		);
	});
});

describe('an odd response', () => {
	const damaged =
		'data that is cut off or damaged. Check the base URLs in the Terra Teams credential, or try again later.';

	it('empty with 200 is no list, except where May 2025 prints nothing else, and no record', async () => {
		server.fail({ status: 200, body: '', ...always });
		expect(await messageOf(client.getCoaches())).toBe(
			'Get many coaches: Terra answered 200 with an empty response. Check the base URLs in the Terra Teams credential, or try again later.',
		);
		expect(await client.getAthletes()).toBeNull();
		expect(await client.updateAthlete('athlete-1', { active: false })).toEqual({
			athlete_id: 'athlete-1',
			active: false,
		});
		expect(await messageOf(client.getAthlete('athlete-1'))).toBe(
			'Get athlete: Terra answered 200 with an empty response. Check the base URLs in the Terra Teams credential, or try again later.',
		);
	});

	it('204 is no record', async () => {
		server.fail({ status: 204, ...always });
		expect(await client.getCoaches()).toEqual([]);
		expect(await client.deleteCoach('coach-1')).toBeUndefined();
	});

	it('a web page with 200 is not data', async () => {
		const body = '\n<!DOCTYPE html><html><body>Log in</body></html>';
		expect(await listingFails({ body, contentType: 'text/html' })).toBe(
			'Get many coaches: Terra answered 200 with a web page instead of data. Check the base URLs in the Terra Teams credential, or try again later.',
		);
		expect(server.requests).toHaveLength(4);
	});

	it('JSON that is cut off is not taken for less', async () => {
		expect(await listingFails({ truncateBody: 60 })).toBe(
			`Get many coaches: Terra answered 200 with ${damaged}`,
		);
	});

	it.each(['"text"', '5', '{"message": "hello"}', '{"data": "text"}'])(
		'JSON that is no list is not data: %s',
		async (body) => {
			expect(await listingFails({ body })).toBe(
				'Get many coaches: Terra answered 200 with no list. Check the base URLs in the Terra Teams credential, or try again later.',
			);
		},
	);

	it('a bare array is data', async () => {
		server.fail({ bareArray: true });
		expect(await client.getCoaches()).toEqual(allCoaches());
	});

	it.each(['text/html', 'text/plain; charset=utf-8', 'application/octet-stream', ''])(
		'data is data as "%s" too',
		async (contentTypeOnly) => {
			server.fail({ contentTypeOnly });
			expect(await client.getCoaches()).toEqual(allCoaches());
		},
	);

	it('a byte order mark is no part of the data, nor of an error', async () => {
		server.fail({ body: `\uFEFF${JSON.stringify({ data: [{ coach_id: 'ä' }] })}` });
		expect(await client.getCoaches()).toEqual([{ coach_id: 'ä' }]);
		expect(await listingFails({ status: 400, body: '\uFEFF{"detail":"No."}' })).toContain('(No)');
	});
});

describe('the response to a bulk update', () => {
	it('with 207 tells the saved from the refused, each with its reason', async () => {
		const [athlete] = server.dataset.athletes;
		const known = athlete?.athlete_id ?? '';
		const outcome = await client.updateAthletes([
			{ athlete_id: known, reference_id: 'ours' },
			{ athlete_id: 'nobody', reference_id: 'theirs' },
		]);
		expect(outcome.saved).toMatchObject([{ athlete_id: known, reference_id: 'ours' }]);
		expect(outcome.refused).toEqual(
			new Map([['nobody', 'The athlete with the provided ID does not exist']]),
		);
		expect(outcome.complete).toBe(false);
		expect(server.requests.map(({ status }) => status)).toEqual([207]);
	});

	it('with 200 may refuse some all the same', async () => {
		const errors = [
			{ athlete_id: 'a', error: null },
			{ athlete_id: 7, message: 'seven' },
			{ error: 'whose?' },
			'text',
			null,
			{},
		];
		server.fail({ body: { data: [], errors } });
		const outcome = await client.updateAthletes([{ athlete_id: 'a', active: true }]);
		expect(outcome).toEqual({
			saved: [],
			refused: new Map([
				['a', 'no reason given'],
				['7', 'seven'],
			]),
			others: ['whose?', 'text', 'no reason given'],
			complete: false,
			status: 200,
		});
	});

	it('with 200 and nothing refused is complete, also without a list of errors', async () => {
		server.fail({ body: { data: [] } });
		expect(await client.updateAthletes([{ athlete_id: 'a', active: true }])).toEqual({
			saved: [],
			refused: new Map(),
			others: [],
			complete: true,
			status: 200,
		});
	});

	it('with 400 names every athlete', async () => {
		const thrown = await failureOf(
			client.updateAthletes([
				{ athlete_id: 'nobody', active: true },
				{ athlete_id: 'no one', active: true },
			]),
		);
		expect(sentenceOf(thrown)).toBe(
			"Update many athletes: Terra answered 400 (All athlete updates failed). Check the values of the node's fields.",
		);
		const { athletes } = (thrown as TerraTeamsError).facts;
		expect([...(athletes?.keys() ?? [])]).toEqual(['nobody', 'no one']);
	});
});

describe('what Terra says', () => {
	it.each<[string, FaultRule, string]>([
		[
			'problem JSON',
			{
				body: {
					type: 'https://api.tryterra.co/probs/invalid-request',
					title: 'Invalid Request',
					status: 400,
					detail: 'Missing required query parameter: start_date.',
				},
			},
			' (Missing required query parameter: start_date)',
		],
		[
			'problem+json without a status or detail',
			{
				body: { type: 'about:blank', title: 'Bad Request', instance: '/v2/teams/coaches' },
				contentType: 'application/problem+json',
			},
			' (Bad Request)',
		],
		[
			'the shape of the widget',
			{ body: { message: 'Malformed parameter: language', status: 'error' } },
			' (Malformed parameter: language)',
		],
		['an error as text', { body: { error: 'Nope.' } }, ' (Nope)'],
		['an error as object', { body: { error: { code: 7 } } }, ' ({"code":7})'],
		[
			'plain text',
			{ body: 'upstream\n  failed.', contentType: 'text/plain' },
			' (upstream failed)',
		],
		['JSON text', { body: '"Sorry"' }, ' (Sorry)'],
		['a list', { body: '[1, 2]' }, ''],
		['other JSON', { body: { status: 'error', title: ' ' } }, ''],
		['a web page', { body: '<html>Error</html>', contentType: 'text/html' }, ''],
		['nothing', {}, ''],
		['a long text', { body: `${'x'.repeat(300)}yz` }, ` (${'x'.repeat(300)}...)`],
	])('is quoted from %s', async (_, rule, quote) => {
		expect(await listingFails({ status: 400, ...rule })).toBe(
			`Get many coaches: Terra answered 400${quote}. Check the values of the node's fields.`,
		);
	});
});

describe('creating and deleting a coach is asked for once', () => {
	const unknown =
		'It is not known whether Terra carried it out. Check Coach > Get Many before you repeat it.';
	const later = 'Wait a while before you run it again, or run it less often.';
	const broken = 'the connection broke before the response was complete (no status)';

	it.each<[FaultRule, string, string]>([
		[{ status: 429 }, 'Terra answered 429', later],
		[
			{ status: 429, headers: { 'Retry-After': '1' } },
			'Terra answered 429',
			'Wait 1 second before you run it again.',
		],
		[{ status: 500 }, 'Terra answered 500', unknown],
		[{ status: 502 }, 'Terra answered 502', unknown],
		[{ status: 503, headers: { 'Retry-After': '1' } }, 'Terra answered 503', unknown],
		[{ status: 504, body: '<html>' }, 'Terra answered 504', unknown],
		[{ reset: true }, broken, unknown],
		[{ cutAfterBytes: 0, status: 200, body: { coach_id: 'x' } }, broken, unknown],
		[{ cutAfterBytes: 5, status: 200, body: { coach_id: 'x' } }, broken, unknown],
		[{ hang: true }, 'Terra did not answer within 1 seconds (time-out)', unknown],
		[
			{ status: 201, body: '{"coach_id": "1' },
			'Terra answered 201 with data that is cut off or damaged',
			unknown,
		],
		[
			{ status: 200, body: '<html>', contentType: 'text/html' },
			'Terra answered 200 with a web page instead of data',
			unknown,
		],
		[
			{ status: 400, body: { detail: 'Wrong.' } },
			'Terra answered 400 (Wrong)',
			"Check the values of the node's fields.",
		],
		[
			{ status: 401 },
			'Terra answered 401',
			'Check the Dev ID and the API Key in the Terra Teams credential.',
		],
		[
			{ status: 307, headers: { Location: '/elsewhere' } },
			'Terra answered 307',
			'Enter the address that it redirects to as the base URL in the credential.',
		],
	])('whatever happens: %o', async (rule, happened, remedy) => {
		({ client, waits } = connect(server, { timeoutMs: 500 }));
		server.fail({ ...rule, ...always });
		const login = { client_id: 'id-1', client_secret: 'secret-1', region: 'eu' };
		expect(await messageOf(client.createCoach({ provider: 'VALD', login }))).toBe(
			`Create coach: ${happened}. ${remedy}`,
		);
		expect(await messageOf(client.deleteCoach(coachId()))).toBe(
			`Delete coach: ${happened}. ${remedy}`,
		);
		expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
		expect(waits).toEqual([]);
	});

	it('and what was created but not shown is not taken for nothing', async () => {
		server.fail({ status: 201, ...always });
		expect(await messageOf(client.createCoach({ provider: 'VALD', login: {} }))).toBe(
			`Create coach: Terra answered 201 with an empty response. ${unknown}`,
		);
	});

	it('also where the connection is refused, when it is known not to have happened', async () => {
		await server.close();
		const message = await messageOf(client.createCoach({ provider: 'VALD', login: {} }));
		expect(message).toBe(
			'Create coach: the connection was refused (no status). Check the base URLs in the Terra Teams credential.',
		);
		expect(waits).toEqual([]);
	});
});

function onlyUrls({ apiBaseUrl, widgetBaseUrl }: Simulator) {
	return { apiBaseUrl, widgetBaseUrl };
}
