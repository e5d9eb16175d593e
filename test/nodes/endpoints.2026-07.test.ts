import type { INodeParameters } from 'n8n-workflow';

import { Accounts, type Account } from './account';
import { byId, operations } from './parameters';
import { arrived, credentials, onTheWire, type DocumentedRequest } from './wire';

/** A request of the contract 2026.07, and what a user enters to get it. */
interface Endpoint {
	parameters: INodeParameters;
	/** With `before`, what has to be refused first. */
	requests: DocumentedRequest[];
	status: number;
}

const june = { startTime: '2026-06-10', endTime: '2026-06-12' };

/** The contract knows the dates only: the end is exclusive, and each is a day further out. */
const juneQuery = {
	start_date: '2026-06-09',
	end_date: '2026-06-14',
	start_time: '2026-06-10T00:00:00.000Z',
	end_time: '2026-06-13T00:00:00.000Z',
};

const toDestination = { deliverTo: 'destination' };
const linkBody = { providers: 'VALD,CATAPULT', language: 'en' };
const coach = { coachId: byId('coach-1') };
const oneCoach = { coachSelection: 'one', ...coach };

const endpoints: Record<string, Endpoint> = {
	'POST /api/widget/session, after a 410 from the old address': {
		parameters: operations['Create authentication link']({
			providers: ['VALD', 'CATAPULT'],
			additionalFields: { language: 'en' },
		}),
		requests: [
			{ method: 'POST', path: '/widget/api/session', body: linkBody },
			{ method: 'POST', path: '/api/widget/session', body: linkBody },
		],
		status: 201,
	},
	'GET /integrations/detailed': {
		parameters: operations['Get many integrations'](),
		requests: [{ method: 'GET', path: '/v2/teams/integrations/detailed' }],
		status: 200,
	},
	'GET /coaches': {
		parameters: operations['Get many coaches'](),
		requests: [{ method: 'GET', path: '/v2/teams/coaches' }],
		status: 200,
	},
	'POST /coaches': {
		parameters: operations['Create coach']({
			provider: 'VALD',
			login: 'typed',
			loginFields: { clientId: 'vald-client-1', clientSecret: 'shh!' },
			additionalFields: { referenceId: 'team-9', region: 'eu' },
		}),
		requests: [
			{
				method: 'POST',
				path: '/v2/teams/coaches',
				body: {
					provider: 'VALD',
					reference_id: 'team-9',
					region: 'eu',
					client_id: 'vald-client-1',
					client_secret: 'shh!',
				},
			},
		],
		status: 201,
	},
	'DELETE /coaches/{coachId}': {
		parameters: operations['Delete coach']({ coachId: byId('leaving') }),
		requests: [{ method: 'DELETE', path: '/v2/teams/coaches/leaving' }],
		status: 204,
	},
	'GET /coaches/{coachId}/athletes': {
		parameters: operations['Get many athletes']({ athletesOf: 'one', ...coach }),
		requests: [{ method: 'GET', path: '/v2/teams/coaches/coach-1/athletes' }],
		status: 200,
	},
	'GET /coaches/{coachId}/activities': {
		parameters: operations['Get many activities']({ ...oneCoach, ...june }),
		requests: [{ method: 'GET', path: '/v2/teams/coaches/coach-1/activities', query: juneQuery }],
		status: 200,
	},
	'GET /coaches/{coachId}/activities to the destination': {
		parameters: operations['Get many activities']({
			...oneCoach,
			...june,
			options: toDestination,
		}),
		requests: [
			{
				method: 'GET',
				path: '/v2/teams/coaches/coach-1/activities',
				query: { ...juneQuery, to_destination: 'true' },
			},
		],
		status: 202,
	},
	'GET /coaches/{coachId}/activities/metrics/schema': {
		parameters: operations['Get activity metrics schema'](coach),
		requests: [{ method: 'GET', path: '/v2/teams/coaches/coach-1/activities/metrics/schema' }],
		status: 200,
	},
	'GET /coaches/{coachId}/activities/metrics/schema to the destination': {
		parameters: operations['Get activity metrics schema']({ ...coach, options: toDestination }),
		requests: [
			{
				method: 'GET',
				path: '/v2/teams/coaches/coach-1/activities/metrics/schema',
				query: { to_destination: 'true' },
			},
		],
		status: 202,
	},
	'GET /coaches/{coachId}/tests': {
		parameters: operations['Get many tests']({ ...oneCoach, ...june }),
		requests: [{ method: 'GET', path: '/v2/teams/coaches/coach-1/tests', query: juneQuery }],
		status: 200,
	},
	'GET /coaches/{coachId}/tests to the destination': {
		parameters: operations['Get many tests']({ ...oneCoach, ...june, options: toDestination }),
		requests: [
			{
				method: 'GET',
				path: '/v2/teams/coaches/coach-1/tests',
				query: { ...juneQuery, to_destination: 'true' },
			},
		],
		status: 202,
	},
	'POST /coaches/{coachId}/tests/search': {
		parameters: operations['Search tests']({
			...coach,
			...june,
			athleteIds: ['athlete-1', 'athlete-2'],
		}),
		requests: [
			{
				method: 'POST',
				path: '/v2/teams/coaches/coach-1/tests/search',
				body: {
					start_time: '2026-06-09',
					end_time: '2026-06-14',
					athlete_ids: ['athlete-1', 'athlete-2'],
				},
			},
		],
		status: 200,
	},
	'POST /coaches/{coachId}/tests/search for every athlete': {
		parameters: operations['Search tests']({ ...coach, ...june }),
		requests: [
			{
				method: 'POST',
				path: '/v2/teams/coaches/coach-1/tests/search',
				body: { start_time: '2026-06-09', end_time: '2026-06-14' },
			},
		],
		status: 200,
	},
	'POST /coaches/{coachId}/tests/search to the destination': {
		parameters: operations['Search tests']({
			...coach,
			...june,
			athleteIds: 'athlete-1, athlete-2',
			options: toDestination,
		}),
		requests: [
			{
				method: 'POST',
				path: '/v2/teams/coaches/coach-1/tests/search',
				query: { to_destination: 'true' },
				body: {
					start_time: '2026-06-09',
					end_time: '2026-06-14',
					athlete_ids: ['athlete-1', 'athlete-2'],
				},
			},
		],
		status: 202,
	},
	'GET /athletes': {
		parameters: operations['Get many athletes'](),
		requests: [{ method: 'GET', path: '/v2/teams/athletes' }],
		status: 200,
	},
	'PATCH /athletes': {
		parameters: operations['Update many athletes']({
			athleteId: byId('athlete-1'),
			bulkUpdateFields: { active: false },
		}),
		requests: [
			{
				method: 'PATCH',
				path: '/v2/teams/athletes',
				body: { data: [{ athlete_id: 'athlete-1', active: false }] },
			},
		],
		status: 200,
	},
	'GET /athletes/{athleteId}': {
		parameters: operations['Get athlete']({ athleteId: byId('athlete-1') }),
		requests: [{ method: 'GET', path: '/v2/teams/athletes/athlete-1' }],
		status: 200,
	},
	'PATCH /athletes/{athleteId}': {
		parameters: operations['Update athlete']({
			athleteId: byId('athlete-1'),
			updateFields: { dateOfBirth: '2001-05-23', active: false, clearFields: ['reference_id'] },
		}),
		requests: [
			{
				method: 'PATCH',
				path: '/v2/teams/athletes/athlete-1',
				body: { date_of_birth: '2001-05-23', active: false, reference_id: '' },
			},
			// Terra responds without the athlete.
			{ method: 'GET', path: '/v2/teams/athletes/athlete-1' },
		],
		status: 200,
	},
};

/** What a delivery to the destination is called, by the end of the path that asked for it. */
const deliveries = [
	['activities', 'activity.dispatched'],
	['activities/metrics/schema', 'activity.metric.dispatched'],
	['tests', 'test.dispatched'],
	['tests/search', 'test.dispatched'],
];

describe('the contract 2026.07, enforced strictly', () => {
	const accounts = new Accounts();
	let account: Account;

	beforeAll(async () => {
		account = await accounts.start({ contract: '2026.07', strict: true, ...credentials });
		const { admin } = account.simulator;
		admin.addCoach({ coach_id: 'coach-1' });
		admin.addCoach({ coach_id: 'leaving' });
		admin.addAthlete('coach-1', { athlete_id: 'athlete-1' });
		admin.addAthlete('coach-1', { athlete_id: 'athlete-2' });
	});
	beforeEach(() => account.simulator.clearRequests());
	afterAll(async () => await accounts.closeAll());

	it.each(Object.entries(endpoints))('%s', async (_, { parameters, requests, status }) => {
		const { error, items } = await account.run(parameters);

		expect(error).toBeUndefined();
		expect(account.simulator.requests.map(arrived)).toEqual(requests.map(onTheWire));
		expect(account.simulator.requests.at(-1)?.status).toBe(status);
		if (status !== 202) return;
		const [, type] = deliveries.find(([end]) => requests[0]?.path.endsWith(`/${end}`)) ?? [];
		const id = expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown;
		expect(items).toEqual([
			{
				json: {
					coach: account.simulator.dataset.coaches.find(({ coach_id: id }) => id === 'coach-1'),
					reference: id,
					message: 'Data dispatched to destination',
					type,
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('passes on what the widget warns of', async () => {
		const { items } = await account.run(
			operations['Create authentication link']({ providers: '={{ ["VALD", "NEW"] }}' }),
		);

		expect(items[0]?.json).toMatchObject({
			expires_in: 86_400,
			status: 'success',
			warnings: ['Provider NEW is unknown or not enabled and was ignored.'],
		});
	});

	it('asks the destination for a long range in one piece, and for each coach', async () => {
		const ids = account.simulator.dataset.coaches.map(({ coach_id: id }) => id);
		const { items } = await account.run(
			operations['Get many tests']({
				coachSelection: 'all',
				startTime: '2026-01-01',
				endTime: '2026-06-30',
				options: toDestination,
			}),
		);

		const asked = account.simulator.requests.filter(({ path }) => path.endsWith('/tests'));
		expect(asked.map(({ path }) => path.split('/')[4]).sort()).toEqual([...ids].sort());
		for (const { query } of asked) {
			expect(query).toMatchObject({ start_date: '2025-12-31', end_date: '2026-07-02' });
		}
		expect(items.map(({ json }) => json.coach)).toEqual(account.simulator.dataset.coaches);
	});
});
