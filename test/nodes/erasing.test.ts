import { Accounts, type Account } from './account';
import { byId, operations } from './parameters';

const accounts = new Accounts();
let account: Account;

beforeAll(async () => {
	account = await accounts.start();
});
beforeEach(() => account.simulator.clearRequests());
afterAll(async () => await accounts.closeAll());

function sent(): unknown[] {
	return account.simulator.requests.map(({ body }) => body);
}

const blanks = ['', ' ', '\u00a0', '\t\n', '={{ null }}', '={{ undefined }}', '={{ "  " }}'];

describe('a value that is empty erases nothing at Terra', () => {
	it.each(blanks)('in Update: %j', async (blank) => {
		const [id = ''] = account.athleteIds();
		const updateFields = {
			firstName: 'Ada',
			lastName: blank,
			email: blank,
			referenceId: blank,
			dateOfBirth: blank,
		};
		await account.run(operations['Update athlete']({ athleteId: byId(id), updateFields }));
		expect(sent()).toEqual([{ first_name: 'Ada' }]);
	});

	it.each(blanks)('in Update Many, mapped manually: %j', async (blank) => {
		const [id = ''] = account.athleteIds();
		const bulkUpdateFields = { active: true, referenceId: blank };
		await account.run(
			operations['Update many athletes']({ athleteId: byId(id), bulkUpdateFields }),
		);
		expect(sent()).toEqual([{ data: [{ athlete_id: id, active: true }] }]);
	});

	it.each(['', ' ', '\u00a0', null])('in Update Many, from the items: %j', async (blank) => {
		const [id = ''] = account.athleteIds();
		await account.run(operations['Update many athletes']({ mappingMode: 'autoMapInputData' }), {
			items: [{ athlete_id: id, active: false, reference_id: blank }],
		});
		expect(sent()).toEqual([{ data: [{ athlete_id: id, active: false }] }]);
	});

	it('and is nothing to update by itself', async () => {
		const [id = ''] = account.athleteIds();
		const { error } = await account.run(
			operations['Update athlete']({ athleteId: byId(id), updateFields: { email: ' ' } }),
		);
		expect(error?.message).toMatch(/^There is nothing to update .*Clear Fields/);
		expect(sent()).toEqual([]);
	});
});

describe('Clear Fields', () => {
	it('erases in Update', async () => {
		const [id = ''] = account.athleteIds();
		const updateFields = {
			email: '',
			lastName: 'Lovelace',
			clearFields: ['email', 'reference_id'],
		};
		await account.run(operations['Update athlete']({ athleteId: byId(id), updateFields }));
		expect(sent()).toEqual([{ email: '', last_name: 'Lovelace', reference_id: '' }]);
	});

	it('erases in Update Many', async () => {
		const [id = ''] = account.athleteIds();
		const bulkUpdateFields = { clearFields: ['reference_id'] };
		await account.run(
			operations['Update many athletes']({ athleteId: byId(id), bulkUpdateFields }),
		);
		expect(sent()).toEqual([{ data: [{ athlete_id: id, reference_id: '' }] }]);
	});

	it('contradicts a value', async () => {
		const [id = ''] = account.athleteIds();
		const updateFields = { email: 'ada@club.example', clearFields: ['email'] };
		const { error } = await account.run(
			operations['Update athlete']({ athleteId: byId(id), updateFields }),
		);
		expect(error?.message).toMatch(/^Email is both set and cleared/);
		expect(sent()).toEqual([]);
	});
});
