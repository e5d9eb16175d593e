/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Node.js, never inside n8n */
import type { INodeParameters } from 'n8n-workflow';

import { Account, today } from '../nodes/account';
import { everyOperation, itemsFor, type OperationItem } from '../nodes/everyOperation';
import { operations, type OperationName } from '../nodes/parameters';
import { startSimulator, type Contract, type Simulator } from '../../simulator';
import { OpenApi, type Exchange } from './openApi';
import { Recorder } from './recorder';

const files = JSON.parse(process.env.OPENAPI_FILES ?? '[]') as string[];
const openApi = new OpenApi(files);

/** What an operation can send besides what it sends in {@link everyOperation}. */
const variations: Partial<Record<OperationName, INodeParameters[]>> = {
	'Create authentication link': [
		{},
		{
			additionalFields: {
				language: 'de',
				referenceId: 'coach-42',
				authSuccessRedirectUrl: 'https://club.example/done',
				authFailureRedirectUrl: 'https://club.example/failed',
			},
		},
	],
	'Create coach': [
		{
			additionalFields: {
				referenceId: '={{ $json.newcomer }} again',
				region: 'us',
				createdAt: '2026-05-01',
			},
		},
	],
	'Get activity metrics schema': [{ options: { deliverTo: 'destination' } }],
	'Get many activities': [
		{ options: { deliverTo: 'destination' } },
		{ startTime: '2026-05-01', endTime: '2026-06-30T23:59:59.999Z' },
		{ output: 'simplified' },
	],
	'Get many athletes': [{ athletesOf: 'all' }],
	'Get many tests': [
		{ options: { deliverTo: 'destination' } },
		{ includeAthleteInRaw: true },
		{ filters: { athleteIds: ['={{ $json.athlete }}'] } },
	],
	'Search tests': [
		{ athleteIds: ['all'] },
		{ options: { deliverTo: 'destination' } },
		{ includeAthleteInRaw: true },
	],
	'Update athlete': [
		{
			updateFields: {
				active: true,
				dateOfBirth: '2001-05-23',
				email: 'zoe@club.example',
				firstName: 'Zoë',
				lastName: 'Lind',
				referenceId: 'club-7',
			},
		},
		{ clearFields: ['referenceId', 'email'] },
	],
	'Update many athletes': [
		{ bulkUpdateFields: { active: true, referenceId: '={{ $json.athlete }}' } },
		{ clearFields: ['referenceId'] },
	],
};

/** One exchange of each kind, for the faults below. */
const recorded: Exchange[] = [];

describe.each<Contract>(['2026.07', 'both'])('client and simulator, contract %s', (contract) => {
	let simulator: Simulator;
	let recorder: Recorder;
	let account: Account;

	beforeAll(async () => {
		simulator = await startSimulator({ now: today, contract, size: { athletes: 12, days: 20 } });
		recorder = await Recorder.start(simulator.url);
		const base = (url: string) => url.replace(simulator.url, recorder.url);
		account = new Account(simulator);
		Object.assign(account.credentials.terraTeamsApi, {
			apiBaseUrl: base(simulator.apiBaseUrl),
			widgetBaseUrl: base(simulator.widgetBaseUrl),
		});
		simulator.pushes.register(recorder.eventUrl);
	});

	afterAll(async () => {
		await recorder.close();
		await simulator.close();
	});

	it.each(Object.keys(everyOperation) as OperationName[])('%s', async (name) => {
		recorder.exchanges.length = 0;
		for (const more of [{}, ...(variations[name] ?? [])]) {
			const items: OperationItem[] = itemsFor(account, 2);
			const parameters = { ...everyOperation[name], ...more };
			const { error } = await account.run(parameters, { items });
			expect(error).toBeUndefined();
		}
		expect(recorder.exchanges.length).toBeGreaterThan(0);
		expect(recorder.exchanges.flatMap((exchange) => openApi.checkExchange(exchange))).toEqual([]);
		recorded.push(...recorder.exchanges);
	});

	it('what Terra refuses is refused as documented', async () => {
		recorder.exchanges.length = 0;
		const wrong = [
			operations['Update many athletes']({
				athleteId: { __rl: true, mode: 'id', value: 'nobody' },
				bulkUpdateFields: { active: false },
			}),
			operations['Delete coach']({ coachId: { __rl: true, mode: 'id', value: 'nobody' } }),
		];
		for (const parameters of wrong) {
			expect((await account.run(parameters)).error).toBeDefined();
		}
		expect(recorder.exchanges.flatMap((exchange) => openApi.checkExchange(exchange))).toEqual([]);
	});

	it('events', async () => {
		const { admin, dataset, pushes } = simulator;
		const coach = admin.addCoach({ provider: 'VALD' });
		const athlete = admin.addAthlete(coach.coach_id);
		admin.addTest(coach.coach_id, {}, athlete.athlete_id);
		admin.addActivity(account.coachOf('CATAPULT'));
		for (const { coach_id: id } of dataset.coaches) {
			const data = dataset.tests.get(id)?.map(({ record }) => record) ?? [];
			await pushes.push({ type: 'test.retrieved', coach, data });
		}
		admin.deleteAthlete(athlete.athlete_id);
		await pushes.settled();
		expect(recorder.events.length).toBeGreaterThan(5);
		expect(recorder.events.flatMap((event) => openApi.checkEvent(event))).toEqual([]);
	});
});

it('every operation and event of the files was there', () => {
	expect(openApi.unchecked.filter((name) => !name.includes('/auth/generateWidgetSession'))).toEqual(
		[],
	);
});

describe('a fault is noticed:', () => {
	const ofTests = () => {
		const found = recorded.find(
			({ path, query, status }) =>
				path.endsWith('/tests') && status === 200 && query.start_date !== undefined,
		);
		if (!found) throw new Error('No tests were requested');
		return structuredClone(found);
	};

	it('a wrong name in the query', () => {
		const { query, ...exchange } = ofTests();
		const { start_date: start = '', ...others } = query;
		expect(openApi.checkExchange({ ...exchange, query: { ...others, startDate: start } })).toEqual([
			'GET /coaches/{coachId}/tests: the query has no start_date',
			'GET /coaches/{coachId}/tests: the query has startDate, which is not documented',
		]);
	});

	it('a field of the wrong type in a response', () => {
		const exchange = ofTests();
		const [test] = (exchange.response as { data: Record<string, unknown>[] }).data;
		Object.assign(test ?? {}, { timestamp_us: '2026-06-11' });
		expect(openApi.checkExchange(exchange).join()).toContain(
			'/data/*/timestamp_us is "2026-06-11": it must be',
		);
	});

	it('a required field that is missing', () => {
		const search = recorded.find(({ path }) => path.endsWith('/tests/search'));
		const body = { end_time: '2026-06-12' };
		expect(openApi.checkExchange({ ...(search ?? ofTests()), body })).toEqual([
			'POST /coaches/{coachId}/tests/search: the body: it has no start_time',
		]);
	});

	it('a path that is not documented', () => {
		const path = '/v2/teams/coaches/one/results';
		expect(openApi.checkExchange({ ...ofTests(), path })).toEqual([`GET ${path} is in no file`]);
	});

	it('a wrong event', () => {
		expect(openApi.checkEvent({ type: 'test.received', data: [] })).toEqual([
			'event test.received is in no file',
		]);
		expect(openApi.checkEvent({ type: 'coach.registered', data: { coach_id: 7 } })).toEqual([
			'event coach.registered: /data/coach_id is 7: it must be string',
		]);
	});

	it('a body with a field that is not documented', () => {
		const search = recorded.find(({ path }) => path.endsWith('/tests/search'));
		const body = { ...(search?.body as object), athletes: ['one'] };
		expect(openApi.checkExchange({ ...(search ?? ofTests()), body })).toEqual([
			'POST /coaches/{coachId}/tests/search: the body has athletes, which is not documented',
		]);
	});

	it('a request without the key', () => {
		const exchange = ofTests();
		delete exchange.headers['x-api-key'];
		expect(openApi.checkExchange(exchange)).toEqual([
			'GET /coaches/{coachId}/tests: there is no header x-api-key',
		]);
	});
});
