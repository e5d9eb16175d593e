import type { INodeParameters } from 'n8n-workflow';

import { Accounts, type Account } from './account';
import { operations } from './parameters';

const accounts = new Accounts();
let account: Account;

beforeEach(async () => {
	account = await accounts.start();
});
afterAll(async () => await accounts.closeAll());

const create = operations['Create coach'];

/** A GymAware login as a user would save it; the site is a field that this credential lacks. */
const gymAwareLogin = {
	clientId: 'account-7',
	clientSecret: '',
	token: 'gym-token',
	otherSecrets: '{"site_name": "North"}',
};

/** The bodies of the coaches that were to be created. */
function created(): unknown[] {
	return account.simulator.requests
		.filter(({ method }) => method === 'POST')
		.map(({ body }) => body);
}

async function run(parameters: INodeParameters, items?: object[]) {
	return await account.run(create(parameters), { items });
}

describe('a coach with a login', () => {
	it('from a credential, with a field that the provider asks for besides', async () => {
		account.credentials.terraTeamsProviderApi = gymAwareLogin;
		const { error, items } = await run({
			provider: 'GYMAWARE',
			login: 'credential',
			additionalFields: { referenceId: 'team-9' },
		});

		expect(error).toBeUndefined();
		expect(account.calls).toEqual(['GET /integrations/detailed', 'POST /coaches']);
		const login = { client_id: 'account-7', token: 'gym-token', site_name: 'North' };
		expect(created()).toEqual([{ provider: 'GYMAWARE', reference_id: 'team-9', ...login }]);
		const coach = account.simulator.dataset.coaches.at(-1);
		expect(items).toEqual([{ json: coach, pairedItem: { item: 0 } }]);
		expect(account.simulator.dataset.logins.get(coach?.coach_id ?? '')).toEqual(login);
	});

	it('typed in, with a field that the provider asks for besides', async () => {
		const { error, items } = await run({
			provider: 'GYMAWARE',
			login: 'typed',
			loginFields: { clientId: ' account-7 ', token: 'gym-token' },
			otherLoginFields: { fields: [{ name: 'site_name', value: 'North' }] },
		});

		expect(error).toBeUndefined();
		expect(created()).toEqual([
			{ provider: 'GYMAWARE', client_id: 'account-7', token: 'gym-token', site_name: 'North' },
		]);
		expect(items[0]?.json).toEqual(account.simulator.dataset.coaches.at(-1));
	});

	it('does not ask for the integrations where no field is given by name', async () => {
		account.credentials.terraTeamsProviderApi = { ...gymAwareLogin, otherSecrets: '' };
		await run({ provider: 'GYMAWARE', login: 'credential' });
		expect(account.calls).toEqual(['POST /coaches']);
	});

	it('of each item, with a date', async () => {
		const { error, items } = await run(
			{
				provider: '={{ $json.provider }}',
				login: 'typed',
				loginFields: { token: '={{ $json.token }}' },
				additionalFields: {
					referenceId: '={{ $json.reference }}',
					region: '={{ $json.region }}',
					createdAt: '2026-05-01T10:00:00',
				},
			},
			[
				{ provider: 'CATAPULT', token: 'one', reference: 'team-10', region: 'au' },
				{ provider: 'CATAPULT', token: 'two', reference: '', region: '' },
			],
		);

		expect(error).toBeUndefined();
		const common = { provider: 'CATAPULT', created_at: '2026-05-01T10:00:00.000Z' };
		expect(created()).toEqual([
			{ ...common, token: 'one', reference_id: 'team-10', region: 'au' },
			{ ...common, token: 'two' },
		]);
		expect(items.map(({ json, pairedItem }) => [json.reference_id, pairedItem])).toEqual([
			['team-10', { item: 0 }],
			[null, { item: 1 }],
		]);
	});
});

describe('a coach that exists already', () => {
	const typed = { login: 'typed', loginFields: { token: 'new-token' } };
	const existing = { provider: 'CATAPULT', additionalFields: { referenceId: 'team-2-coach' } };

	it('stops the workflow and says how to get it', async () => {
		const { error, items } = await run({ ...typed, ...existing });

		expect(items).toEqual([]);
		expect(account.calls).toEqual(['POST /coaches']);
		expect(error).toMatchObject({
			name: 'NodeApiError',
			httpCode: '409',
			message: expect.stringMatching(
				/^Create coach: Terra answered 409 .*\[Item 0\]\. .*If Coach Already Exists/,
			) as unknown,
		});
	});

	it('is returned where that is chosen', async () => {
		const { error, items } = await run({ ...typed, ...existing, ifExists: 'return' });

		expect(error).toBeUndefined();
		expect(account.calls).toEqual(['POST /coaches', 'GET /coaches']);
		expect(items).toEqual([
			{ json: account.simulator.dataset.coaches[1], pairedItem: { item: 0 } },
		]);
	});

	it('is found without a reference ID where the provider has one coach only', async () => {
		const { coaches, logins } = account.simulator.dataset;
		const token = logins.get(coaches[1]?.coach_id ?? '')?.token ?? '';
		const parameters = { provider: 'CATAPULT', login: 'typed', loginFields: { token } };
		const { items } = await run({ ...parameters, ifExists: 'return' });
		expect(items.map(({ json }) => json)).toEqual([coaches[1]]);

		account.simulator.admin.addCoach({ provider: 'CATAPULT' });
		const { error } = await run({ ...parameters, ifExists: 'return' });
		expect(error?.message).toContain('Terra answered 409, but 2 coaches have that provider');
		expect(error?.message).toContain('Enter the Reference ID');
	});

	it('is not another one: with a login that exists under another reference ID it stops', async () => {
		const { coaches, logins } = account.simulator.dataset;
		const token = logins.get(coaches[1]?.coach_id ?? '')?.token ?? '';
		const { error, items } = await run({
			provider: 'CATAPULT',
			login: 'typed',
			loginFields: { token },
			additionalFields: { referenceId: 'somebody else' },
			ifExists: 'return',
		});
		expect(items).toEqual([]);
		expect(error?.message).toContain('Terra answered 409, but no coaches have that provider');
	});

	it('is returned for the item that it belongs to; the others are created', async () => {
		const { items } = await run(
			{
				...typed,
				provider: 'CATAPULT',
				loginFields: { token: '={{ $json.reference }}' },
				additionalFields: { referenceId: '={{ $json.reference }}' },
				ifExists: 'return',
			},
			[{ reference: 'team-50' }, { reference: 'team-2-coach' }, { reference: 'team-51' }],
		);
		expect(items.map(({ json, pairedItem }) => [json.reference_id, pairedItem])).toEqual([
			['team-50', { item: 0 }],
			['team-2-coach', { item: 1 }],
			['team-51', { item: 2 }],
		]);
	});
});
