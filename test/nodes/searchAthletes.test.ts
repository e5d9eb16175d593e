import { Accounts, wholeTime, type Account } from './account';
import { byId, operations } from './parameters';

const accounts = new Accounts();
let account: Account;

beforeAll(async () => {
	account = await accounts.start();
});
beforeEach(() => account.simulator.clearRequests());
afterAll(async () => await accounts.closeAll());

async function search(athleteIds: unknown) {
	const parameters = operations['Search tests']({
		...wholeTime,
		coachId: byId(account.coachOf('VALD')),
	});
	const chosen = athleteIds === undefined ? {} : { athleteIds: athleteIds as string };
	return await account.run({ ...parameters, ...chosen });
}

it.each([
	'={{ [$json.athlete_id] }}',
	'={{ null }}',
	'={{ undefined }}',
	'={{ [] }}',
	'={{ {} }}',
	'={{ " " }}',
	'={{ "," }}',
	' ',
	',',
	[''],
	[null],
])('does not give the tests of everybody for %j', async (athleteIds) => {
	const { error, items } = await search(athleteIds);
	expect(error?.message).toMatch(/^Athlete Names or IDs is empty/);
	expect(items).toEqual([]);
	expect(account.calls).toEqual([]);
});

it('is not run where the list was emptied', async () => {
	await expect(search([])).rejects.toThrow('"Athlete Names or IDs" is required');
	expect(account.calls).toEqual([]);
});

it.each([undefined, ['all'], 'all', '={{ ["all"] }}'])(
	'gives the tests of every athlete where that is chosen: %j',
	async (athleteIds) => {
		const { items } = await search(athleteIds);
		expect(items.length).toBeGreaterThan(10);
	},
);

it('gives those of the athletes that are chosen beside All Athletes', async () => {
	const [one = ''] = account.athleteIds(account.coachOf('VALD'));
	await search(['all', one]);
	expect(account.simulator.requests.map(({ body }) => body)).toContainEqual(
		expect.objectContaining({ athlete_ids: [one] }),
	);
});

it.each(['text', 'list', 'JSON'])('takes athletes as %s', async (form) => {
	const [one = '', other = ''] = account.athleteIds(account.coachOf('VALD'));
	const value = {
		text: `${one}, ${other}`,
		list: [one, other],
		JSON: JSON.stringify([one, other]),
	};
	const { error } = await search(Reflect.get(value, form));
	expect(error).toBeUndefined();
	const bodies = account.simulator.requests.flatMap(({ path, body }) =>
		path.endsWith('/tests/search') ? [body] : [],
	);
	expect(bodies[0]).toMatchObject({ athlete_ids: [one, other] });
});
