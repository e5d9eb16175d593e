/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Node.js, never inside n8n */
import { ErrorReporter } from 'n8n-core';
import { LoggerProxy, NodeApiError } from 'n8n-workflow';

import type { FaultRule, SimulatorOptions } from '../../simulator';
import { Accounts, type Account } from './account';
import { everyOperation, itemsFor } from './everyOperation';
import { everyText } from './everyText';
import { fillPicker } from './n8n';
import { operations, type OperationName } from './parameters';

/** As awkward as secrets get: with what JSON, URLs and forms write differently. */
const secrets = {
	apiKey: 'aK3y/with+some="quotes"\\and%20more',
	signingSecret: 'whsec_8f&1é<b>2/+==',
	nextSigningSecret: 'whsec_n3xt/one',
	clientId: 'client-id/4711+"x"',
	clientSecret: 'cl13nt s3cret&"\\\\"',
	token: 't0k3n/+=?',
	siteName: 's1te "name" of the login',
};

/** The ways in which a text may be written. */
function formsOf(secret: string): string[] {
	const json = JSON.stringify(secret).slice(1, -1);
	return [
		secret,
		json,
		JSON.stringify(json).slice(1, -1),
		encodeURIComponent(secret),
		encodeURI(secret),
		new URLSearchParams({ x: secret }).toString().slice(2),
		Buffer.from(secret).toString('base64'),
		Buffer.from(secret).toString('hex'),
	];
}

const allForms = Object.entries(secrets).flatMap(([name, secret]) =>
	formsOf(secret).map((form) => ({ name, form })),
);

/** The secrets that occur anywhere in some values, by name. */
function secretsIn(...values: unknown[]): string[] {
	const text = everyText(values).join('\n');
	return [...new Set(allForms.filter(({ form }) => text.includes(form)).map(({ name }) => name))];
}

// n8n makes its logger at the first run.
process.env.N8N_LOG_LEVEL = 'debug';

/** All that was written or reported while the tests ran. */
const logged: unknown[] = [];

beforeAll(() => {
	const keep = (...values: unknown[]) => void logged.push(...values);
	LoggerProxy.init({ error: keep, warn: keep, info: keep, debug: keep });
	for (const method of ['error', 'warn', 'log', 'info', 'debug', 'trace', 'dir'] as const) {
		jest.spyOn(console, method).mockImplementation(keep);
	}
	for (const stream of [process.stdout, process.stderr]) {
		const write = stream.write.bind(stream);
		jest.spyOn(stream, 'write').mockImplementation((chunk, ...others) => {
			keep(chunk);
			return write(chunk, ...(others as [BufferEncoding]));
		});
	}
	jest.spyOn(ErrorReporter.prototype, 'error').mockImplementation(keep);
});
afterAll(() => jest.restoreAllMocks());

const accounts = new Accounts();
afterAll(async () => await accounts.closeAll());

async function startAccount(options: SimulatorOptions = {}): Promise<Account> {
	const account = await accounts.start({ apiKey: secrets.apiKey, size: { days: 3 }, ...options });
	account.credentials.terraTeamsApi.webhookSigningSecret = `${secrets.signingSecret}, ${secrets.nextSigningSecret}`;
	account.credentials.terraTeamsProviderApi = {
		clientId: secrets.clientId,
		clientSecret: secrets.clientSecret,
		token: secrets.token,
		otherSecrets: JSON.stringify({ site_name: secrets.siteName }),
	};
	return account;
}

const names = Object.keys(everyOperation) as OperationName[];

/** Creates the coach with the login of the credential; a typed one is in the workflow anyway. */
function parametersOf(name: OperationName) {
	if (name !== 'Create coach') return everyOperation[name];
	return operations['Create coach']({
		provider: 'GYMAWARE',
		login: 'credential',
		additionalFields: { referenceId: '={{ $json.newcomer }}' },
	});
}

/** What a server might send back of a request's headers and body, written in every way. */
function echoOf(sent: Partial<typeof secrets>): string {
	return [
		JSON.stringify({ 'x-api-key': sent.apiKey, body: sent }),
		JSON.stringify(JSON.stringify(sent)),
		new URLSearchParams(sent).toString(),
		...Object.entries(sent).flatMap(([name, secret]) => [
			`${name}: ${secret}`,
			encodeURIComponent(secret),
			encodeURI(secret),
		]),
	].join(' ');
}

/** A text in which a secret stands where long texts are cut off. */
function longEcho(sent: object, length: number): string {
	return `${'x'.repeat(length)}${Object.values(sent).join('')}`;
}

const faults: Record<string, (sent: Partial<typeof secrets>) => FaultRule> = {
	'400 with a problem': (sent) => ({ status: 400, body: { detail: echoOf(sent) } }),
	'401 with texts within texts': (sent) => ({
		status: 401,
		body: { message: JSON.stringify({ request: echoOf(sent) }) },
	}),
	'403 with an object': (sent) => ({ status: 403, body: { error: { headers: sent } } }),
	'404 in plain text': (sent) => ({
		status: 404,
		body: echoOf(sent),
		contentType: 'text/plain',
	}),
	'409 as a JSON text': (sent) => ({ status: 409, body: JSON.stringify(echoOf(sent)) }),
	'410 in a web page': (sent) => ({
		status: 410,
		body: `<p>${echoOf(sent)}`,
		contentType: 'text/html',
	}),
	'400 cut off within a secret': (sent) => ({ status: 400, body: { detail: longEcho(sent, 295) } }),
	'400 cut off within a secret in plain text': (sent) => ({
		status: 400,
		body: longEcho(sent, 290),
		contentType: 'text/plain',
	}),
	'500 with headers': (sent) => ({
		status: 500,
		body: { message: echoOf(sent) },
		headers: { 'X-Echo': encodeURIComponent(sent.apiKey ?? '') },
	}),
	'503 with lists': (sent) => ({ status: 503, body: { title: [echoOf(sent), sent] } }),
	'302 to elsewhere': (sent) => ({
		status: 302,
		headers: { Location: `http://127.0.0.1:9/?${encodeURIComponent(sent.apiKey ?? '')}` },
	}),
	'200 with a web page': (sent) => ({
		status: 200,
		body: `<p>${echoOf(sent)}`,
		contentType: 'text/html',
	}),
	'200 with data that is cut off': (sent) => ({ status: 200, body: `{"x": "${echoOf(sent)}` }),
	'200 with a text': (sent) => ({ status: 200, body: JSON.stringify(echoOf(sent)) }),
	'a reset': () => ({ reset: true }),
	'a cut': (sent) => ({ status: 200, body: echoOf(sent), cutAfterBytes: 50 }),
};

interface FailedRun {
	name: OperationName;
	message: unknown;
	run: unknown;
}

/** What came of all operations with a fault in the way, in both settings of On Error. */
const failed = new Map<string, Promise<FailedRun[]>>();

beforeAll(() => {
	for (const name of Object.keys(faults)) failed.set(name, failAll(name));
});

async function failAll(fault: string): Promise<FailedRun[]> {
	const runs = names.flatMap((name) =>
		([undefined, 'continueRegularOutput'] as const).map(async (onError) => {
			const account = await startAccount();
			const items = itemsFor(account, 1);
			const isCreation = name === 'Create coach';
			const { clientId, clientSecret, token, siteName, ...ofAccount } = secrets;
			const login = { clientId, clientSecret, token, siteName };
			const rule = faults[fault]?.({ ...ofAccount, ...(isCreation ? login : {}) });
			// The integrations are looked up for a login; what fails is the creation itself.
			const except = isCreation ? '/v2/teams/integrations/detailed' : '';
			account.simulator.fail({ match: ({ path }) => path !== except, times: Infinity, ...rule });
			const run = await account.run(parametersOf(name), { items, onError });
			return { name, message: run.error?.message ?? run.items[0]?.json.error, run };
		}),
	);
	return await Promise.all(runs);
}

describe('the search itself', () => {
	it('finds a secret wherever it is, and nothing else', () => {
		const hidden = new Error('outer', { cause: new Error(`inner ${secrets.token}`) });
		expect(secretsIn({ deep: [new Map([['key', { hidden }]])] })).toEqual(['token']);
		expect(secretsIn(Object.defineProperty({}, 'x', { value: secrets.apiKey }))).toEqual([
			'apiKey',
		]);
		expect(secretsIn({ [JSON.stringify(secrets.apiKey)]: 1 })).toEqual(['apiKey']);
		expect(secretsIn(Buffer.from(`?x=${encodeURIComponent(secrets.siteName)}`))).toEqual([
			'siteName',
		]);
		const circle: Record<string, unknown> = { name: 'nothing' };
		circle.circle = circle;
		expect(secretsIn(circle)).toEqual([]);
		expect(secretsIn({ echo: echoOf(secrets) })).toEqual(Object.keys(secrets));
	});
});

describe('no secret comes out', () => {
	it.each(names)('of %s that succeeds, though the server repeats logins', async (name) => {
		for (const deliverTo of ['n8n', 'destination']) {
			const account = await startAccount({ echoSecrets: true });
			const items = itemsFor(account, 2).map((item) => ({ ...item, deliverTo }));
			// A coach with the login of the credential is there to be repeated.
			account.simulator.admin.addCoach({
				client_id: secrets.clientId,
				client_secret: secrets.clientSecret,
				token: secrets.token,
			});
			const {
				error,
				items: output,
				run,
			} = await account.run(parametersOf(name), {
				items: name === 'Create coach' ? items.slice(0, 1) : items,
			});

			expect(error).toBeUndefined();
			expect(output.length).toBeGreaterThan(0);
			expect(account.simulator.requests.every(({ headers }) => headers['x-api-key'])).toBe(true);
			expect(secretsIn(run)).toEqual([]);
		}
	});

	it.each(Object.keys(faults))(
		'of any operation that fails: %s',
		async (fault) => {
			const runs = (await failed.get(fault)) ?? [];

			expect(runs).toHaveLength(2 * names.length);
			for (const { name, message } of runs) {
				// Deleting succeeds whatever a 2xx holds.
				if (name !== 'Delete coach') expect(message).toMatch(/^[A-Z][\w ]+: .+ \[Item 0\]\. /);
			}
			expect(secretsIn(runs)).toEqual([]);
		},
		60_000,
	);

	it('of a coach that the server gives with all that was sent to create it', async () => {
		const account = await startAccount();
		const [coach] = account.simulator.dataset.coaches;
		const { clientId, clientSecret, token, siteName } = secrets;
		const sent = { client_id: clientId, client_secret: clientSecret, token, site_name: siteName };
		account.simulator.fail({ method: 'POST', status: 201, body: { ...coach, ...sent } });
		const { items, run } = await account.run(
			operations['Create coach']({ provider: 'GYMAWARE', login: 'credential' }),
		);

		expect(account.simulator.requests.at(-1)?.body).toMatchObject(sent);
		expect(items.map(({ json }) => json)).toEqual([coach]);
		expect(secretsIn(run)).toEqual([]);
	});

	it.each(['new', 'existing'])(
		'of a coach that is %s, whatever the server repeats in whatever place',
		async (kind) => {
			const account = await startAccount({ echoSecrets: true });
			const [coach] = account.simulator.dataset.coaches;
			const { clientId, clientSecret, token, siteName, apiKey } = secrets;
			const sent = { client_id: clientId, client_secret: clientSecret, site: { token, siteName } };
			const echo = {
				...coach,
				provider: 'GYMAWARE',
				login: sent,
				history: [[sent], `token=${encodeURIComponent(token)}`],
				message: `created with ${clientSecret} by ${apiKey}`,
			};
			if (kind === 'new') account.simulator.fail({ method: 'POST', status: 201, body: echo });
			else {
				account.simulator.fail({ method: 'POST', status: 409 });
				account.simulator.fail({ path: '/coaches', status: 200, body: { data: [echo] } });
			}
			const { items, run } = await account.run(
				operations['Create coach']({
					provider: 'GYMAWARE',
					login: 'credential',
					ifExists: 'return',
				}),
			);

			expect(items.map(({ json }) => json)).toMatchObject([
				{ ...coach, provider: 'GYMAWARE', login: { client_id: '[hidden]' } },
			]);
			expect(items[0]?.json.message).toBe('created with [hidden] by [hidden]');
			expect(secretsIn(run)).toEqual([]);
		},
	);

	it('of a bulk update that fails in part', async () => {
		const account = await startAccount();
		const [item] = itemsFor(account, 1);
		const echo = echoOf({
			apiKey: secrets.apiKey,
			signingSecret: secrets.signingSecret,
			nextSigningSecret: secrets.nextSigningSecret,
		});
		const errors = [{ athlete_id: item?.athlete, error: `not with ${echo}` }];
		account.simulator.fail({ status: 207, body: { data: [], errors }, times: Infinity });
		const items = item ? [item] : [];
		for (const onError of [undefined, 'continueRegularOutput'] as const) {
			const run = await account.run(everyOperation['Update many athletes'], { items, onError });
			const message = run.error?.message ?? run.items[0]?.json.error;
			expect(message).toContain(`athlete ${item?.athlete} (not with`);
			expect(secretsIn(run)).toEqual([]);
		}
	});

	it('of a login that is wrong', async () => {
		const account = await startAccount();
		const login = account.credentials.terraTeamsProviderApi ?? {};
		const wrong = [
			{ ...login, otherSecrets: JSON.stringify({ unknown_field: secrets.siteName }) },
			{ ...login, otherSecrets: JSON.stringify({ client_id: secrets.siteName }) },
			{ ...login, otherSecrets: JSON.stringify({ site_name: { x: secrets.siteName } }) },
			{ ...login, otherSecrets: secrets.siteName },
		];
		for (const terraTeamsProviderApi of wrong) {
			account.credentials.terraTeamsProviderApi = terraTeamsProviderApi;
			const run = await account.run(parametersOf('Create coach'), { items: itemsFor(account, 1) });
			expect(run.error).toBeDefined();
			expect(secretsIn(run)).toEqual([]);
		}
		expect(account.calls).not.toContain('POST /coaches');
	});

	it('of a base URL that is none', async () => {
		const account = await startAccount();
		account.credentials.terraTeamsApi.apiBaseUrl = `nowhere?${secrets.apiKey}`;
		const run = await account.run(operations['Get many coaches']());
		expect(run.error).toBeDefined();
		expect(secretsIn(run)).toEqual([]);
	});

	it.each(['searchCoaches', 'searchAthletes', 'getCoaches', 'getProviders'])(
		'of the picker %s, whether it succeeds or fails',
		async (method) => {
			const account = await startAccount({ echoSecrets: true });
			const { credentials } = account;
			expect(secretsIn(await fillPicker(method, { credentials }))).toEqual([]);
			const detail = echoOf({ apiKey: secrets.apiKey });
			account.simulator.fail({ status: 400, body: { detail } });
			const thrown: unknown = await fillPicker(method, { credentials }).catch((error) => error);
			expect(thrown).toBeInstanceOf(NodeApiError);
			expect(secretsIn({ thrown })).toEqual([]);
		},
	);

	it('of what was logged and reported', async () => {
		await Promise.all(failed.values());
		expect(everyText(logged).some((text) => text.includes('Terra answered 400'))).toBe(true);
		expect(secretsIn(logged)).toEqual([]);
	});
});
