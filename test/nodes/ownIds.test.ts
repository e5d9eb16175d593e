import type { INodeParameters } from 'n8n-workflow';

import { Accounts, type Account } from './account';
import { operations } from './parameters';

const accounts = new Accounts();
let account: Account;

beforeEach(async () => {
	account = await accounts.start();
});
afterAll(async () => await accounts.closeAll());

/** A coach or an athlete as a mode of the picker saves it. */
function by(mode: string, value: string) {
	return { __rl: true, mode, value };
}

function athlete(index: number) {
	const found = account.simulator.dataset.athletes[index];
	if (!found) throw new Error('There is no such athlete.');
	return found;
}

async function get(mode: string, value: string) {
	const parameters = operations['Get athlete']({ athleteId: by(mode, value) as INodeParameters });
	return await account.run(parameters);
}

describe('an athlete', () => {
	it.each([
		['referenceId', 'reference_id', (value: string) => value],
		['email', 'email', (value: string) => value.toUpperCase()],
	] as const)('is found by %s', async (mode, field, typed) => {
		const wanted = athlete(1);
		wanted[field] = 'zoë@club.example';
		const { error, items } = await get(mode, `  ${typed('zoë@club.example')} `);
		expect(error).toBeUndefined();
		expect(items[0]?.json.athlete_id).toBe(wanted.athlete_id);
		expect(account.calls).toEqual(['GET /athletes', `GET /athletes/${wanted.athlete_id}`]);
	});

	it('is not found where nobody has the value', async () => {
		const { error } = await get('referenceId', 'nobody');
		expect(error?.message).toBe(
			'No athlete has the Reference ID "nobody" [Item 0]. Check the value, or choose the athlete from the list.',
		);
		expect(account.calls).toEqual(['GET /athletes']);
	});

	it('is not guessed where several have the value', async () => {
		for (const index of [0, 1]) athlete(index).reference_id = '118';
		const { error } = await get('referenceId', '118');
		const listed = [0, 1].map((index) => {
			const { athlete_id: id, provider } = athlete(index);
			return `${String(id)} (${String(provider)})`;
		});
		expect(error?.message).toBe(
			`2 athletes have the Reference ID "118": ${listed.join(', ')} [Item 0]. Choose one of them by its ID.`,
		);
	});

	it('is looked for once for all items', async () => {
		const wanted = account.simulator.dataset.athletes.slice(0, 4);
		for (const [index, one] of wanted.entries()) one.reference_id = `own-${index}`;
		const { items } = await account.run(
			operations['Get athlete']({
				athleteId: by('referenceId', '={{ $json.own }}') as INodeParameters,
			}),
			{ items: wanted.map((_, index) => ({ own: `own-${index}` })) },
		);
		expect(items.map(({ json }) => json.athlete_id)).toEqual(
			wanted.map(({ athlete_id: id }) => id),
		);
		expect(account.calls.filter((call) => call === 'GET /athletes')).toHaveLength(1);
	});
});

it('finds a coach by the reference id, and asks for the coaches once', async () => {
	const coach = account.simulator.dataset.coaches[1];
	if (coach) coach.reference_id = 'first-team';
	const { error, items } = await account.run(
		operations['Get many athletes']({
			athletesOf: 'one',
			coachId: by('referenceId', 'first-team') as INodeParameters,
		}),
		{ items: [{}, {}] },
	);
	expect(error).toBeUndefined();
	expect(items.length).toBeGreaterThan(0);
	expect(account.calls.filter((call) => call === 'GET /coaches')).toHaveLength(1);
	expect(account.calls).toContain(`GET /coaches/${coach?.coach_id}/athletes`);
});

describe('Update Many', () => {
	const updateMany = (findBy: string) =>
		operations['Update many athletes']({ mappingMode: 'autoMapInputData', findBy });

	function bodies() {
		return account.simulator.requests.flatMap(({ method, body }) =>
			method === 'PATCH' ? [body] : [],
		);
	}

	it('finds athletes by their e-mail address, and sets the reference id', async () => {
		const wanted = [athlete(0), athlete(5)];
		const rows = wanted.map(({ email }, index) => ({
			email: String(email).toUpperCase(),
			reference_id: `club-${index}`,
		}));
		const { error } = await account.run(updateMany('email'), { items: rows });
		expect(error).toBeUndefined();
		expect(bodies()).toEqual([
			{
				data: wanted.map(({ athlete_id: id }, index) => ({
					athlete_id: id,
					reference_id: `club-${index}`,
				})),
			},
		]);
		expect(account.calls).toEqual(['GET /athletes', 'PATCH /athletes']);
	});

	it('finds athletes by their reference id, and leaves that as it is', async () => {
		athlete(2).reference_id = '007';
		await account.run(updateMany('reference_id'), {
			items: [{ reference_id: '007', active: false }],
		});
		expect(bodies()).toEqual([{ data: [{ athlete_id: athlete(2).athlete_id, active: false }] }]);
	});

	it('finds athletes by the id of the provider', async () => {
		const { external_athlete_id: id, athlete_id: wanted } = athlete(3);
		const { error } = await account.run(updateMany('external_athlete_id'), {
			items: [{ external_athlete_id: id, active: true }],
		});
		expect(error).toBeUndefined();
		expect(bodies()).toEqual([{ data: [{ athlete_id: wanted, active: true }] }]);
	});

	it('sends nothing where an athlete is not found, and says which item', async () => {
		const { error } = await account.run(updateMany('email'), {
			items: [
				{ email: String(athlete(0).email), active: true },
				{ email: 'no@body.example', active: true },
			],
		});
		expect(error?.message).toContain('No athlete has the Email "no@body.example" [Item 1]');
		expect(bodies()).toEqual([]);
	});
});
