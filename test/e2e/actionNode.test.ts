/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Execution } from '../../demo/n8nApi';
import { startWorld, type World } from './world';

/** Values that must never be found again, anywhere but encrypted in n8n's credentials. */
const secrets = {
	apiKey: randomUUID(),
	signingSecret: randomUUID(),
	clientSecret: randomUUID(),
};

describe('the action node in a real n8n', () => {
	let world: World;
	let providerLogin: { id: string; name: string };

	/** Runs a workflow of a start and the node, and gives what n8n kept of it. */
	async function run(
		parameters: Record<string, unknown>,
		credentials: Record<string, { id: string; name: string }> = {},
	): Promise<Execution> {
		const { api, credential } = world;
		const workflow = await api.createWorkflow({
			name: `${String(parameters.resource)} ${String(parameters.operation)}`,
			nodes: [
				{
					id: 'start',
					name: 'Start',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
				{
					id: 'node',
					name: 'Terra Teams',
					type: 'n8n-nodes-terra-teams.terraTeams',
					typeVersion: 1,
					position: [220, 0],
					parameters,
					credentials: {
						terraTeamsApi: { id: credential.id, name: credential.name },
						...credentials,
					},
				},
			],
			connections: { Start: { main: [[{ node: 'Terra Teams', type: 'main', index: 0 }]] } },
		});
		return await api.runWorkflow(workflow.id);
	}

	/** The items that the node gave; fails where the execution did. */
	async function itemsOf(parameters: Record<string, unknown>, credentials = {}) {
		const execution = await run(parameters, credentials);
		expect(execution.error).toBeUndefined();
		return execution.nodeRuns.find(({ node }) => node === 'Terra Teams')?.outputs[0];
	}

	beforeAll(async () => {
		world = await startWorld({ apiKey: secrets.apiKey, echoSecrets: true });
		const { api, credential, simulator } = world;
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
		await world?.close();
	});

	test('n8n tests the credential: a good key passes, a wrong one does not', async () => {
		const { api, credential, simulator } = world;
		const data = {
			...simulator.credentials,
			apiBaseUrl: simulator.apiBaseUrl,
			widgetBaseUrl: simulator.widgetBaseUrl,
		};
		const { name, type } = credential;
		expect(await api.testCredential(credential.id, { name, type, data })).toMatchObject({
			ok: true,
		});
		expect(
			await api.testCredential(credential.id, { name, type, data: { ...data, apiKey: 'wrong' } }),
		).toMatchObject({ ok: false });
	});

	test('n8n tests a provider login: a filled one passes, an empty one does not', async () => {
		const { api } = world;
		const type = 'terraTeamsProviderApi';
		const login = { name: 'Login', type, data: { token: 'some-token' } };
		expect(await api.testCredential(providerLogin.id, login)).toMatchObject({ ok: true });
		expect(await api.testCredential(providerLogin.id, { ...login, data: {} })).toMatchObject({
			ok: false,
		});
	});

	test('every reading operation gives what Terra has', async () => {
		const { truth } = world.simulator;
		const all = { returnAll: true };
		const coachIds = truth.coaches.map(({ coach_id: id }) => id);
		const [, catapult] = truth.coaches;
		const [athlete] = truth.athletes;
		const inMonth = { startTime: new Date(Date.now() - 30 * 86_400_000).toISOString() };
		const since = Date.parse(inMonth.startTime) * 1000;

		expect(await itemsOf({ resource: 'integration', operation: 'getAll', ...all })).toEqual(
			truth.integrations,
		);
		const coaches = await itemsOf({ resource: 'coach', operation: 'getAll', ...all });
		expect(coaches?.map((coach) => coach.coach_id)).toEqual(coachIds);
		expect(await itemsOf({ resource: 'athlete', operation: 'getAll', ...all })).toHaveLength(
			truth.athletes.length,
		);
		const athleteId = { __rl: true, mode: 'id', value: athlete?.athlete_id };
		expect(await itemsOf({ resource: 'athlete', operation: 'get', athleteId })).toEqual([athlete]);

		const tests = await itemsOf({ resource: 'test', operation: 'getAll', ...all, ...inMonth });
		const expectedTests = [...truth.tests.values()]
			.flat()
			.map(({ record }) => record)
			.filter(({ timestamp_us: time }) => Number(time) >= since);
		expect(new Set(tests?.map(({ test_id: id }) => id))).toEqual(
			new Set(expectedTests.map(({ test_id: id }) => id)),
		);
		expect(tests).toHaveLength(expectedTests.length);

		const activities = await itemsOf({
			resource: 'activity',
			operation: 'getAll',
			coachSelection: 'several',
			coachIds,
			...all,
			...inMonth,
		});
		const expectedActivities = [...truth.activities.values()]
			.flat()
			.filter(({ start_timestamp_us: time }) => Number(time) >= since);
		expect(activities).toHaveLength(expectedActivities.length);

		const coachId = { __rl: true, mode: 'id', value: catapult?.coach_id };
		const schema = { resource: 'activity', operation: 'getMetricsSchema', coachId, ...all };
		expect(await itemsOf(schema)).toEqual(truth.metricsSchemas.get(String(catapult?.coach_id)));
		const found = await itemsOf({
			resource: 'test',
			operation: 'search',
			coachId: { __rl: true, mode: 'id', value: athlete?.coach_id },
			athleteIds: [athlete?.athlete_id],
			...all,
			...inMonth,
		});
		const own = (truth.tests.get(String(athlete?.coach_id)) ?? []).filter(
			({ athleteId: owner, record }) =>
				owner === athlete?.athlete_id && Number(record.timestamp_us) >= since,
		);
		expect(own.length).toBeGreaterThan(0);
		expect(found).toHaveLength(own.length);
	});

	test('every writing operation changes what Terra has', async () => {
		const { simulator } = world;
		const { truth } = simulator;
		const [athlete] = truth.athletes;
		const athleteId = { __rl: true, mode: 'id', value: athlete?.athlete_id };
		await itemsOf({
			resource: 'athlete',
			operation: 'update',
			athleteId,
			updateFields: { firstName: 'Nora', dateOfBirth: '2001-05-23T00:00:00' },
		});
		expect(truth.athletes[0]).toMatchObject({ first_name: 'Nora', date_of_birth: '2001-05-23' });
		await itemsOf({
			resource: 'athlete',
			operation: 'updateMany',
			athleteId,
			bulkUpdateFields: { referenceId: 'player-1' },
		});
		expect(truth.athletes[0]).toMatchObject({ reference_id: 'player-1' });

		const [created] =
			(await itemsOf(
				{
					resource: 'coach',
					operation: 'create',
					provider: 'VALD',
					login: 'credential',
					additionalFields: { referenceId: 'new-coach', region: 'eu' },
				},
				{ terraTeamsProviderApi: providerLogin },
			)) ?? [];
		expect(created).toMatchObject({ provider: 'VALD', reference_id: 'new-coach' });
		expect(created).not.toHaveProperty('client_secret');
		const coachId = { __rl: true, mode: 'id', value: created?.coach_id };
		expect(await itemsOf({ resource: 'coach', operation: 'delete', coachId })).toEqual([
			{ deleted: true },
		]);
		expect(truth.coaches.map(({ coach_id: id }) => id)).not.toContain(created?.coach_id);

		const [link] = (await itemsOf({ resource: 'authenticationLink', operation: 'create' })) ?? [];
		expect(link?.url).toMatch(/^https:/);
	});

	test('a failure is one sentence with operation, item, status and remedy', async () => {
		const coachId = { __rl: true, mode: 'id', value: 'nobody' };
		const parameters = { resource: 'activity', operation: 'getMetricsSchema', coachId };
		const execution = await run(parameters);
		expect(execution.status).toBe('error');
		expect(execution.error).toBe(
			'Get activity metrics schema: Terra answered 404 (The coach with the provided ID does not exist) [Item 0]. Check that the ID is right and that the coach or athlete still exists.',
		);
	});

	test('no secret of a credential is in the database, the executions or the log', async () => {
		const { simulator, n8n, userFolder } = world;
		// A server that sends everything back that it got, in an error and in data.
		const echo = `${secrets.apiKey} ${secrets.signingSecret}`;
		for (const status of [400, 401, 500]) {
			simulator.fail({ status, body: { detail: echo, title: echo } });
			await run({ resource: 'coach', operation: 'getAll' });
		}
		const detail = `${echo} ${secrets.clientSecret}`;
		simulator.fail({ method: 'POST', status: 400, body: { detail } });
		const create = { resource: 'coach', operation: 'create', provider: 'VALD' };
		await run(create, { terraTeamsProviderApi: providerLogin });
		simulator.fail({ reset: true, times: 4 });
		await run({ resource: 'coach', operation: 'getAll' });
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
