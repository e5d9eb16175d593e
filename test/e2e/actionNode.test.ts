/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import type { SavedCredential } from '../../tools/n8n/n8nApi';
import { activitiesOf, expectRecords, testsOf, testsOfAthletes } from '../nodes/dataset';
import { ACTION_NODE, itemsOf, loadOptions, runNode, searchPicker, startNode } from './actionNode';
import { startStack, type Stack } from './stack';

/** Values that must never be found again, anywhere but encrypted in n8n's credentials. */
const secrets = {
	apiKey: randomUUID(),
	signingSecret: randomUUID(),
	clientSecret: randomUUID(),
};

describe('the action node in a real n8n', () => {
	let stack: Stack;
	let providerLogin: SavedCredential;
	/** The operations that were run and gave what they should. */
	const proven = new Set<string>();

	/** Runs the node, and gives its items. */
	async function given(
		resource: string,
		operation: string,
		parameters: Record<string, unknown> = {},
		credentials: SavedCredential[] = [],
	): Promise<Record<string, unknown>[]> {
		const chosen = { resource, operation, output: 'raw', ...parameters };
		const items = await itemsOf(stack, chosen, { credentials });
		proven.add(`${resource}: ${operation}`);
		return items;
	}

	const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });
	const all = { returnAll: true };
	const monthAgo = new Date(Date.now() - 30 * 86_400_000).toISOString();
	const inMonth = { ...all, startTime: monthAgo };

	beforeAll(async () => {
		stack = await startStack({ apiKey: secrets.apiKey, echoSecrets: true });
		const { api, credential, simulator } = stack;
		await api.updateCredential(credential.id, {
			name: credential.name,
			type: credential.type,
			data: {
				...simulator.credentials,
				apiBaseUrl: simulator.apiBaseUrl,
				widgetBaseUrl: simulator.widgetBaseUrl,
				webhookSigningSecret: secrets.signingSecret,
			},
		});
		providerLogin = await api.createCredential({
			name: 'VALD login',
			type: 'terraTeamsProviderApi',
			data: {
				clientId: 'club-42',
				clientSecret: secrets.clientSecret,
				token: '',
				otherSecrets: '',
			},
		});
	});

	afterAll(async () => {
		await stack?.close();
	});

	test('n8n tests the credential: a good key passes, a wrong one does not', async () => {
		const { api, credential, simulator } = stack;
		const data = {
			...simulator.credentials,
			apiBaseUrl: simulator.apiBaseUrl,
			widgetBaseUrl: simulator.widgetBaseUrl,
		};
		const { name, type } = credential;
		expect(await api.testCredential(credential.id, { name, type, data })).toMatchObject({
			ok: true,
		});
		const refused = {
			ok: false,
			message: expect.stringContaining('Compare both with') as unknown,
		};
		for (const wrong of [{ apiKey: 'wrong' }, { devId: '' }]) {
			const entered = { name, type, data: { ...data, ...wrong } };
			expect(await api.testCredential(credential.id, entered)).toEqual(refused);
		}
		simulator.fail({ path: '/coaches', status: 200, body: '<p>Welcome', times: Infinity });
		expect(await api.testCredential(credential.id, { name, type, data })).toEqual({
			ok: false,
			message: expect.stringContaining('not with a list of coaches') as unknown,
		});
		simulator.clearFaults();
	});

	test('n8n tests a provider login: a filled one passes, an empty one does not', async () => {
		const { api } = stack;
		const type = 'terraTeamsProviderApi';
		const login = { name: 'Login', type, data: { token: 'some-token' } };
		expect(await api.testCredential(providerLogin.id, login)).toMatchObject({ ok: true });
		expect(await api.testCredential(providerLogin.id, { ...login, data: {} })).toMatchObject({
			ok: false,
		});
	});

	test.each([
		['the API key', 'terraTeamsApi', /not allowed|restricted/i],
		['the login of a coach', 'terraTeamsProviderApi', /restricted|cannot|not allowed|does not/i],
	])('does not let the HTTP Request node send %s elsewhere', async (_, type, refusal) => {
		const { api, credential, simulator } = stack;
		const { id, name } = type === credential.type ? credential : providerLogin;
		simulator.clearRequests();
		const workflow = {
			name: `Elsewhere with ${type}`,
			nodes: [
				startNode,
				{
					id: 'request',
					name: 'HTTP Request',
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.2,
					position: [220, 0],
					parameters: {
						url: `${simulator.apiBaseUrl}/coaches`,
						authentication: 'predefinedCredentialType',
						nodeCredentialType: type,
					},
					credentials: { [type]: { id, name } },
				},
			],
			connections: { Start: { main: [[{ node: 'HTTP Request', type: 'main', index: 0 }]] } },
		};
		// n8n does not even save a workflow with a credential that is for other nodes.
		const refused = await api
			.createWorkflow(workflow)
			.then(async (saved) => await api.runWorkflow(saved.id))
			.then(
				({ error }) => String(error),
				(thrown: unknown) => String(thrown),
			);
		expect(refused).toMatch(refusal);
		expect(simulator.requests).toEqual([]);
	});

	test('Get many integrations gives what Terra has', async () => {
		const { integrations } = stack.simulator.dataset;
		expect(await given('integration', 'getAll', all)).toEqual(integrations);
	});

	test('Get many coaches gives what Terra has, without the logins that it sends along', async () => {
		const coaches = await given('coach', 'getAll', all);
		expect(coaches).toEqual(stack.simulator.dataset.coaches);
	});

	test('Get many athletes gives what Terra has', async () => {
		const { athletes, coaches } = stack.simulator.dataset;
		expect(await given('athlete', 'getAll', all)).toEqual(athletes);
		const [{ coach_id: coachId } = { coach_id: '' }] = coaches;
		const one = { ...all, athletesOf: 'one', coachId: byId(coachId) };
		expect(await given('athlete', 'getAll', one)).toEqual(
			athletes.filter((athlete) => athlete.coach_id === coachId),
		);
	});

	test('Get athlete gives what Terra has', async () => {
		const athlete = stack.simulator.dataset.athletes[3];
		const athleteId = byId(athlete?.athlete_id);
		expect(await given('athlete', 'get', { athleteId })).toEqual([athlete]);
	});

	test('Get many tests gives what Terra has', async () => {
		const expected = testsOf(stack, undefined, { from: monthAgo });
		expect(expected.length).toBeGreaterThan(100);
		expectRecords(await given('test', 'getAll', inMonth), expected);
	});

	test('Search tests gives the tests of the athlete', async () => {
		const { athletes, tests } = stack.simulator.dataset;
		const owners = [...tests.values()].flat().map(({ athleteId }) => athleteId);
		const athlete = athletes.find(({ athlete_id: id }) => owners.includes(id));
		const { athlete_id: id = '', coach_id: coachId = '' } = athlete ?? {};
		const found = await given('test', 'search', {
			...all,
			startTime: '2000-01-01',
			coachId: byId(coachId),
			athleteIds: [id],
		});
		expect(found.length).toBeGreaterThan(0);
		expectRecords(found, testsOfAthletes(stack, coachId, [id]));
	});

	test('Compare tests with history puts each test beside those before it', async () => {
		const coachId = stack.simulator.dataset.coaches[0]?.coach_id ?? '';
		const athlete = stack.simulator.dataset.athletes.find(({ coach_id: id }) => id === coachId);
		const height = (value: number, days: number) => ({
			display_name: 'Our hop',
			test_type: -1,
			exercise_type: null,
			movement: null,
			body_region: 0,
			timestamp_us: (Date.now() - days * 86_400_000) * 1000,
			test_result_metrics: [{ metric_type: 33, statistic_type: 3, value }],
			sets: [],
		});
		for (const [day, value] of [38, 40, 42, 36].entries()) {
			stack.simulator.admin.addTest(coachId, height(value, 4 - day), athlete?.athlete_id);
		}
		const rows = await given('test', 'compareWithHistory', {
			...inMonth,
			output: 'rowPerMetric',
			filters: { nameContains: 'our hop' },
		});
		expect(rows.map(({ value, z_score: z, change }) => ({ value, z, change }))).toEqual([
			{ value: 38, z: null, change: null },
			{ value: 40, z: null, change: 2 },
			{ value: 42, z: null, change: 2 },
			{ value: 36, z: -2, change: -6 },
		]);
		expect(new Set(rows.map(({ athlete_id: id }) => id))).toEqual(new Set([athlete?.athlete_id]));
	});

	test('Get workload of athletes adds up what each athlete did', async () => {
		const rows = await given('activity', 'getWorkload', { metrics: ['total_distance_m'] });
		expect(rows.length).toBeGreaterThan(3);
		for (const row of rows) {
			expect(row).toMatchObject({ metric: 'Total Distance', unit: 'm' });
			expect(row.acute_load).toBeLessThanOrEqual(Number(row.chronic_load));
			expect(row.days_of_history).toBeGreaterThan(21);
			expect(row.acwr_rolling).toBeGreaterThan(0);
		}
	});

	test('Get many activities gives what Terra has', async () => {
		const coachIds = stack.simulator.dataset.coaches.map(({ coach_id: id }) => id);
		const several = { ...inMonth, coachSelection: 'several', coachIds };
		const expected = activitiesOf(stack, coachIds, { from: monthAgo });
		expect(expected.length).toBeGreaterThan(10);
		expectRecords(await given('activity', 'getAll', several), expected);
	});

	test('Get activity metrics schema gives what Terra has', async () => {
		const { coaches, metricsSchemas } = stack.simulator.dataset;
		const coachId = coaches.find(({ provider }) => provider === 'CATAPULT')?.coach_id ?? '';
		const schema = metricsSchemas.get(coachId) ?? [];
		expect(schema.length).toBeGreaterThan(0);
		const chosen = { ...all, coachId: byId(coachId) };
		expect(await given('activity', 'getMetricsSchema', chosen)).toEqual(schema);
	});

	test('Update athlete changes the athlete at Terra', async () => {
		const { athletes } = stack.simulator.dataset;
		await given('athlete', 'update', {
			athleteId: byId(athletes[0]?.athlete_id),
			updateFields: { firstName: 'Nora', dateOfBirth: '2001-05-23T00:00:00' },
		});
		expect(athletes[0]).toMatchObject({ first_name: 'Nora', date_of_birth: '2001-05-23' });
	});

	test.each([
		['America/New_York', '={{ new Date("2000-01-01T00:00:00Z") }}'],
		['America/New_York', '={{ "2000-01-01T00:00:00.000Z" }}'],
		['America/New_York', '={{ DateTime.fromISO("2000-01-01") }}'],
		['America/New_York', '2000-01-01T00:00:00'],
		['Europe/Berlin', '={{ new Date("1999-12-31T23:00:00Z") }}'],
		['Europe/Berlin', '={{ $json.day }}'],
	])('a date of birth is the day that is meant, with %s: %s', async (timezone, dateOfBirth) => {
		const { athletes } = stack.simulator.dataset;
		const parameters = {
			resource: 'athlete',
			operation: 'update',
			athleteId: byId(athletes[1]?.athlete_id),
			updateFields: { dateOfBirth },
		};
		const items = [{ day: '1999-12-31T23:00:00.000Z' }];
		await itemsOf(stack, parameters, { items, settings: { timezone } });
		expect(athletes[1]).toMatchObject({ date_of_birth: '2000-01-01' });
		await itemsOf(stack, { ...parameters, updateFields: { dateOfBirth: '1990-05-05' } });
	});

	test('Update many athletes changes the athlete at Terra', async () => {
		const { athletes } = stack.simulator.dataset;
		await given('athlete', 'updateMany', {
			athleteId: byId(athletes[0]?.athlete_id),
			bulkUpdateFields: { referenceId: 'player-1' },
		});
		expect(athletes[0]).toMatchObject({ first_name: 'Nora', reference_id: 'player-1' });
	});

	test('Create coach registers a coach with a saved login, Delete coach removes it', async () => {
		const { dataset } = stack.simulator;
		const [created] = await given(
			'coach',
			'create',
			{
				provider: 'VALD',
				login: 'credential',
				additionalFields: { referenceId: 'new-coach', region: 'eu' },
			},
			[providerLogin],
		);
		expect(created).toMatchObject({ provider: 'VALD', reference_id: 'new-coach' });
		expect(created).not.toHaveProperty('client_secret');
		const id = String(created?.coach_id);
		expect(dataset.coaches.map(({ coach_id: known }) => known)).toContain(id);
		expect(dataset.logins.get(id)).toMatchObject({ client_secret: secrets.clientSecret });
		expect(await given('coach', 'delete', { coachId: byId(id) })).toEqual([{ deleted: true }]);
		expect(dataset.coaches.map(({ coach_id: known }) => known)).not.toContain(id);
	});

	test('Create authentication link gives a link', async () => {
		const [link] = await given('authenticationLink', 'create');
		expect(link?.url).toMatch(/^https:/);
	});

	test('no operation of the node is left out above', async () => {
		const { api, n8n } = stack;
		const types = (await api.call('GET', `${n8n.url}/types/nodes.json`)) as INodeTypeDescription[];
		const node = types.find(({ name }) => name === ACTION_NODE);
		const operations = node?.properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options, displayOptions }) =>
				(options as INodePropertyOptions[])
					// n8n's own entry, which leads to the HTTP Request node.
					.filter(({ value }) => value !== '__CUSTOM_API_CALL__')
					.map(
						({ value }) => `${(displayOptions?.show?.resource as string[])[0]}: ${String(value)}`,
					),
			);
		expect(operations?.sort()).toEqual([...proven].sort());
	});

	test('the pickers list what Terra has, and are searched', async () => {
		const { athletes, coaches, integrations } = stack.simulator.dataset;
		const sorted = (values: unknown[]) => values.map(String).sort();
		const valuesOf = (entries: { value: string }[]) => sorted(entries.map(({ value }) => value));
		const coachIds = sorted(coaches.map(({ coach_id: id }) => id));
		const [athlete] = athletes;

		expect(valuesOf(await searchPicker(stack, 'searchCoaches'))).toEqual(coachIds);
		expect(valuesOf(await loadOptions(stack, 'getCoaches'))).toEqual(coachIds);
		expect(valuesOf(await searchPicker(stack, 'searchCoaches', 'catapult'))).toEqual(
			sorted(coaches.filter((one) => one.provider === 'CATAPULT').map((one) => one.coach_id)),
		);
		expect(valuesOf(await searchPicker(stack, 'searchAthletes'))).toEqual(
			sorted(athletes.map(({ athlete_id: id }) => id)),
		);
		const found = await searchPicker(stack, 'searchAthletes', String(athlete?.reference_id));
		expect(found.map(({ value }) => value)).toEqual([athlete?.athlete_id]);
		const search = { resource: 'test', operation: 'search', coachId: byId(athlete?.coach_id) };
		expect(valuesOf(await loadOptions(stack, 'getAthletes', search))).toEqual(
			sorted([
				'all',
				...athletes
					.filter((one) => one.coach_id === athlete?.coach_id)
					.map((one) => one.athlete_id),
			]),
		);
		const [integration] = integrations;
		const { provider } = integration ?? {};
		expect(valuesOf(await loadOptions(stack, 'getProviders'))).toEqual(
			sorted(integrations.map((one) => one.provider)),
		);
		expect(valuesOf(await loadOptions(stack, 'getLoginFields', { provider }))).toEqual(
			sorted(integration?.login_fields.map(({ field }) => field) ?? []),
		);
	});

	test('with Continue On Fail, each item that fails gives an error and the others are saved', async () => {
		const { athletes } = stack.simulator.dataset;
		const ids = [athletes[4]?.athlete_id, 'nobody', athletes[5]?.athlete_id];
		const items = await itemsOf(
			stack,
			{
				resource: 'athlete',
				operation: 'updateMany',
				athleteId: byId('={{ $json.id }}'),
				bulkUpdateFields: { referenceId: '=of {{ $json.id }}' },
				output: 'raw',
			},
			{ items: ids.map((id) => ({ id })), continueOnFail: true },
		);
		expect(items.map(({ reference_id: saved }) => saved)).toEqual([
			`of ${ids[0]}`,
			undefined,
			`of ${ids[2]}`,
		]);
		expect(items[1]?.error).toContain('[Item 1]');
		expect(athletes[5]).toMatchObject({ reference_id: `of ${ids[2]}` });
	});

	test('a failure is one sentence with operation, item, status and remedy', async () => {
		const coachId = { __rl: true, mode: 'id', value: 'nobody' };
		const parameters = { resource: 'activity', operation: 'getMetricsSchema', coachId };
		const execution = await runNode(stack, parameters);
		expect(execution.status).toBe('error');
		expect(execution.error).toBe(
			'Get activity metrics schema: Terra answered 404 (The coach with the provided ID does not exist) [Item 0]. Check that the ID is right and that the coach or athlete still exists.',
		);
	});

	test('no secret of a credential is in the database, the executions or the log', async () => {
		const { simulator, n8n, userFolder } = stack;
		// A server that sends everything back that it got, in an error and in data.
		const echo = `${secrets.apiKey} ${secrets.signingSecret}`;
		for (const status of [400, 401, 500]) {
			simulator.fail({ status, body: { detail: echo, title: echo } });
			await runNode(stack, { resource: 'coach', operation: 'getAll' });
		}
		const detail = `${echo} ${secrets.clientSecret}`;
		simulator.fail({ method: 'POST', status: 400, body: { detail } });
		const create = { resource: 'coach', operation: 'create', provider: 'VALD' };
		await runNode(stack, create, { credentials: [providerLogin] });
		simulator.fail({ reset: true, times: 4 });
		await runNode(stack, { resource: 'coach', operation: 'getAll' });
		await n8n.stop();

		const folder = join(userFolder, '.n8n');
		const files = readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
			.map((entry) => join(entry.parentPath, entry.name));
		expect(files.filter((file) => file.includes('database.sqlite')).length).toBeGreaterThan(0);
		const found = [...files, n8n.logFile].flatMap((file) => {
			const content = readFileSync(file, 'latin1');
			return Object.entries(secrets)
				.filter(([, secret]) => content.includes(secret))
				.map(([name]) => `${name} in ${file}`);
		});
		expect(found).toEqual([]);
	});
});
