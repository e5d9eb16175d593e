import type { INodeParameters } from 'n8n-workflow';

import { Accounts, type Account } from './account';
import { byId, operations } from './parameters';
import { arrived, credentials, onTheWire, type DocumentedRequest } from './wire';

/** A request that the documentation of May 2025 prints, and what a user enters to get it. */
interface Endpoint {
	parameters: INodeParameters;
	request: DocumentedRequest;
}

const june = { startTime: '2026-06-10T06:30:00Z', endTime: '2026-06-12T18:00:00+02:00' };

/** Documented are the two times; the two dates are those of the contract 2026.07. */
const juneQuery = {
	start_time: '2026-06-10T06:30:00.000Z',
	end_time: '2026-06-12T16:00:00.000Z',
	start_date: '2026-06-09',
	end_date: '2026-06-14',
};

const endpoints: Record<string, Endpoint> = {
	'Generate an authentication link': {
		parameters: operations['Create authentication link']({
			providers: ['VALD', 'CATAPULT'],
			additionalFields: {
				language: 'en',
				referenceId: '[email protected]',
				successRedirectUrl: 'https://myapp.com/success',
				failureRedirectUrl: 'https://myapp.com/failure',
			},
		}),
		request: {
			method: 'POST',
			path: '/widget/api/session',
			body: {
				providers: 'VALD,CATAPULT',
				language: 'en',
				reference_id: '[email protected]',
				auth_success_redirect_url: 'https://myapp.com/success',
				auth_failure_redirect_url: 'https://myapp.com/failure',
			},
		},
	},
	'Generate an authentication link without any of the optional fields': {
		parameters: operations['Create authentication link'](),
		request: { method: 'POST', path: '/widget/api/session', body: {} },
	},
	'Get detailed information about available integrations': {
		parameters: operations['Get many integrations'](),
		request: { method: 'GET', path: '/v2/teams/integrations/detailed' },
	},
	'List all coaches': {
		parameters: operations['Get many coaches'](),
		request: { method: 'GET', path: '/v2/teams/coaches' },
	},
	'Create a new coach': {
		parameters: operations['Create coach']({
			provider: 'text',
			login: 'typed',
			loginFields: { clientId: 'text', clientSecret: 'text', token: 'text' },
			additionalFields: {
				referenceId: 'text',
				region: 'text',
				createdAt: '2025-05-10T01:07:23.286Z',
			},
		}),
		request: {
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
	},
	'Delete a coach': {
		parameters: operations['Delete coach']({ coachId: byId('leaving') }),
		request: { method: 'DELETE', path: '/v2/teams/coaches/leaving' },
	},
	'Retrieve all athletes under a specific coach': {
		parameters: operations['Get many athletes']({ athletesOf: 'one', coachId: byId('coach-1') }),
		request: { method: 'GET', path: '/v2/teams/coaches/coach-1/athletes' },
	},
	'Retrieve all activities recorded by athletes under a specific coach': {
		parameters: operations['Get many activities']({
			coachSelection: 'one',
			coachId: byId('coach-1'),
			...june,
		}),
		request: { method: 'GET', path: '/v2/teams/coaches/coach-1/activities', query: juneQuery },
	},
	'Retrieve activity metrics schema for a coach': {
		parameters: operations['Get activity metrics schema']({ coachId: byId('coach-1') }),
		request: { method: 'GET', path: '/v2/teams/coaches/coach-1/activities/metrics/schema' },
	},
	'Retrieve all tests conducted by athletes under a specific coach': {
		parameters: operations['Get many tests']({
			coachSelection: 'one',
			coachId: byId('coach-1'),
			...june,
		}),
		request: { method: 'GET', path: '/v2/teams/coaches/coach-1/tests', query: juneQuery },
	},
	'List all athletes': {
		parameters: operations['Get many athletes'](),
		request: { method: 'GET', path: '/v2/teams/athletes' },
	},
	"Update an athlete's information": {
		parameters: operations['Update athlete']({
			athleteId: byId('athlete-1'),
			updateFields: {
				referenceId: 'text',
				firstName: 'text',
				lastName: 'text',
				email: 'text',
				dateOfBirth: '2025-05-10',
				active: true,
			},
		}),
		request: {
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
	},
	'Bulk update multiple athletes': {
		parameters: operations['Update many athletes']({
			athleteId: byId('text'),
			bulkUpdateFields: { active: true, referenceId: 'text' },
		}),
		request: {
			method: 'PATCH',
			path: '/v2/teams/athletes',
			body: { data: [{ athlete_id: 'text', active: true, reference_id: 'text' }] },
		},
	},
	'Retrieve a specific athlete by their ID': {
		parameters: operations['Get athlete']({ athleteId: byId('athlete-1') }),
		request: { method: 'GET', path: '/v2/teams/athletes/athlete-1' },
	},
};

describe('the documentation of May 2025, enforced strictly', () => {
	const accounts = new Accounts();
	let account: Account;

	beforeAll(async () => {
		account = await accounts.start({ contract: '2025-05', strict: true, ...credentials });
		const { admin, dataset } = account.simulator;
		admin.addCoach({ coach_id: 'coach-1' });
		admin.addCoach({ coach_id: 'leaving' });
		admin.addAthlete('coach-1', { athlete_id: 'athlete-1' });
		admin.addAthlete('coach-1', { athlete_id: 'text' });
		dataset.integrations.push({
			provider: 'text',
			name: 'text',
			icon: 'text',
			types: { tests: true, activities: true },
			login_fields: [],
		});
	});
	beforeEach(() => account.simulator.clearRequests());
	afterAll(async () => await accounts.closeAll());

	it.each(Object.entries(endpoints))('%s', async (_, { parameters, request }) => {
		const { error } = await account.run(parameters);

		expect(error).toBeUndefined();
		const [first, ...others] = account.simulator.requests.map(arrived);
		expect(first).toEqual(onTheWire(request));
		// Terra responds to a change without the athlete, so that is asked for.
		const after = request.path === '/v2/teams/athletes/athlete-1' && request.method === 'PATCH';
		expect(others).toEqual(after ? [onTheWire({ method: 'GET', path: request.path })] : []);
		const [{ status } = { status: 0 }] = account.simulator.requests;
		expect(status).toBeGreaterThanOrEqual(200);
		expect(status).toBeLessThan(300);
	});

	it.each(['activities', 'tests'] as const)(
		'%s of the last 7 days where no time is given, although both are optional',
		async (records) => {
			const before = Date.now();
			const { error } = await account.run(
				operations[`Get many ${records}`]({ coachSelection: 'one', coachId: byId('coach-1') }),
			);

			expect(error).toBeUndefined();
			const query = account.simulator.requests[0]?.query;
			const end = Date.parse(query?.end_time ?? '');
			expect(end).toBeGreaterThanOrEqual(before);
			expect(end).toBeLessThanOrEqual(Date.now());
			expect(end - Date.parse(query?.start_time ?? '')).toBe(7 * 86_400_000);
		},
	);

	it('keeps ids in one segment of the path', async () => {
		account.simulator.admin.addCoach({ coach_id: 'a/b?c=d e%2F' });
		const { error } = await account.run(
			operations['Get activity metrics schema']({ coachId: byId('a/b?c=d e%2F') }),
		);

		expect(error).toBeUndefined();
		expect(account.calls).toEqual([
			'GET /coaches/a%2Fb%3Fc%3Dd%20e%252F/activities/metrics/schema',
		]);
	});

	it('says clearly that this server has no tests/search', async () => {
		const { error } = await account.run(operations['Search tests']({ coachId: byId('coach-1') }));

		expect(account.calls).toEqual(['POST /coaches/coach-1/tests/search']);
		expect(error?.message).toMatch(/^Search tests: Terra answered 404 .*\[Item 0\]\. \S/);
	});

	it.each([
		['activities', 'activities'],
		['tests', 'tests'],
		['metrics schema', 'activities/metrics/schema'],
	])('says clearly that this server does not deliver %s to a destination', async (what, path) => {
		const coach = { coachId: byId('coach-1'), options: { deliverTo: 'destination' } };
		const { error, items } = await account.run(
			what === 'metrics schema'
				? operations['Get activity metrics schema'](coach)
				: operations[what === 'tests' ? 'Get many tests' : 'Get many activities']({
						coachSelection: 'one',
						...coach,
					}),
		);

		expect(account.calls).toEqual([`GET /coaches/coach-1/${path}`]);
		expect(items).toEqual([]);
		expect(error?.message).toContain('Terra answered 200 without delivering to a destination');
		expect(error?.message).toContain('Set Deliver To to This Workflow');
	});
});
