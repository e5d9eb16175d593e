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
	return await account.run({ ...parameters, athleteIds: athleteIds as string });
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

it('gives the tests of every athlete where nothing was entered', async () => {
	const { items } = await search([]);
	expect(items.length).toBeGreaterThan(10);
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
