import { maxConcurrentRequests } from '../../nodes/TerraTeams/queries/rangeSearch';
import { Accounts, type Account } from './account';
import { byId, operations } from './parameters';

const accounts = new Accounts();
afterAll(async () => await accounts.closeAll());

/** An input item of a bulk update. */
interface Change {
	id?: string | null;
	reference?: string;
	batchSize?: number;
}

const updateMany = operations['Update many athletes']({
	athleteId: byId('={{ $json.id }}'),
	bulkUpdateFields: { referenceId: '={{ $json.reference }}' },
	options: { batchSize: '={{ $json.batchSize ?? 100 }}' },
});

/** The ids that arrived, one list for each request. */
function batchesOf({ simulator }: Account): unknown[][] {
	return simulator.requests.map(({ body }) => {
		const { data } = body as { data: { athlete_id: unknown }[] };
		return data.map(({ athlete_id: id }) => id);
	});
}

/** The reference ids that the athletes really have. */
function referencesOf({ simulator }: Account, ids: string[]): unknown[] {
	return ids.map(
		(id) => simulator.dataset.athletes.find((one) => one.athlete_id === id)?.reference_id,
	);
}

function changesOf(ids: string[], batchSize?: number): Change[] {
	return ids.map((id, index) => ({ id, reference: `player-${index}`, batchSize }));
}

describe('250 items', () => {
	it.each([
		[1, 250],
		[2, 125],
		[100, 3],
		[1000, 1],
		[undefined, 3],
	])('with batch size %s go out in %s requests', async (batchSize, requests) => {
		const account = await accounts.start({ size: { athletes: 250, days: 0 }, latencyMs: 20 });
		const ids = account.athleteIds().reverse();
		const { error, items } = await account.run(updateMany, { items: changesOf(ids, batchSize) });

		expect(error).toBeUndefined();
		expect(new Set(account.calls)).toEqual(new Set(['PATCH /athletes']));
		const batches = batchesOf(account);
		expect(batches).toHaveLength(requests);
		expect(batches.flat().sort()).toEqual([...ids].sort());
		expect(account.simulator.highestConcurrency).toBe(Math.min(requests, maxConcurrentRequests));

		const athletes = new Map(
			account.simulator.dataset.athletes.map((one) => [one.athlete_id, one]),
		);
		expect(items).toEqual(
			ids.map((id, item) => ({ json: athletes.get(id), pairedItem: { item } })),
		);
		expect(items[7]?.json.reference_id).toBe('player-7');
	});
});

describe('what is sent', () => {
	it('is what was entered for each item, and nothing else', async () => {
		const account = await accounts.start();
		const [first = '', second = ''] = account.athleteIds();
		await account.run(
			operations['Update many athletes']({
				athleteId: byId('={{ $json.id }}'),
				bulkUpdateFields: { active: '={{ $json.active }}', referenceId: '={{ $json.reference }}' },
			}),
			{
				items: [
					{ id: first, active: false, reference: 118 },
					{ id: second, active: 'TRUE', reference: '' },
				],
			},
		);
		expect(account.simulator.requests.map(({ body }) => body)).toEqual([
			{
				data: [
					{ athlete_id: first, active: false, reference_id: '118' },
					// What is empty erases nothing.
					{ athlete_id: second, active: true },
				],
			},
		]);
	});

	it('is taken from the items themselves where it is mapped automatically', async () => {
		const account = await accounts.start();
		const [first = '', second = '', third = ''] = account.athleteIds();
		const run = await account.run(
			operations['Update many athletes']({ mappingMode: 'autoMapInputData' }),
			{
				items: [
					{ athlete_id: first, active: false, reference_id: 118, name: 'Nora' },
					{ athlete_id: second, active: '', reference_id: 'player-2' },
					{ athlete_id: third, active: 'true' },
					{ reference_id: 'player-4' },
					{ athlete_id: first, reference_id: null, active: '' },
				],
				onError: 'continueRegularOutput',
			},
		);
		expect(account.simulator.requests.map(({ body }) => body)).toEqual([
			{
				data: [
					{ athlete_id: first, active: false, reference_id: '118' },
					{ athlete_id: second, reference_id: 'player-2' },
					{ athlete_id: third, active: true },
				],
			},
		]);
		expect(run.items.map(({ json }) => json.error)).toEqual([
			undefined,
			undefined,
			undefined,
			'The item has no athlete_id [Item 3]. Give each item a field of that name, choose another one in Find Athletes By, or map the fields manually.',
			'There is nothing to update [Item 4]. Set Active or Reference ID, or choose it in Clear Fields.',
		]);
	});

	it('comes back where Terra responds without a body', async () => {
		const account = await accounts.start();
		const ids = account.athleteIds().slice(0, 2);
		account.simulator.fail({ path: '/athletes', status: 200, body: '' });
		const { error, items } = await account.run(updateMany, { items: changesOf(ids) });

		expect(error).toBeUndefined();
		expect(items).toEqual([
			{ json: { athlete_id: ids[0], reference_id: 'player-0' }, pairedItem: { item: 0 } },
			{ json: { athlete_id: ids[1], reference_id: 'player-1' }, pairedItem: { item: 1 } },
		]);
	});
});

describe('errors of a server that does not keep to the contract', () => {
	it.each<[string, unknown, string]>([
		['a text', ['quota exceeded'], 'quota exceeded'],
		['without an id', [{ error: 'quota exceeded' }], 'quota exceeded'],
		['one object', { message: 'quota exceeded' }, 'quota exceeded'],
	])('are %s: an athlete that is not in the list was not saved', async (_, errors, reason) => {
		const account = await accounts.start();
		const [one = '', other = ''] = account.athleteIds();
		account.simulator.fail({
			path: '/athletes',
			status: 200,
			body: { data: [{ athlete_id: one }], errors },
		});
		const { items } = await account.run(updateMany, {
			items: changesOf([one, other]),
			onError: 'continueRegularOutput',
		});
		expect(items.map(({ json }) => json)).toEqual([
			{ athlete_id: one },
			{
				error: expect.stringContaining(
					`Terra answered 200 and did not save athlete ${other} (${reason})`,
				) as unknown,
			},
		]);
	});

	it('name an athlete by a number', async () => {
		const account = await accounts.start();
		const body = { data: [], errors: [{ athlete_id: 118, error: 'no such athlete' }] };
		account.simulator.fail({ path: '/athletes', status: 207, body });
		const { error } = await account.run(updateMany, { items: changesOf(['118']) });
		expect(error?.message).toContain('did not save athlete 118 (no such athlete)');
	});
});

describe('a server that asks for a pause', () => {
	it.each([429, 503])(
		'with %i gets no further request, and a short message',
		async (status) => {
			const account = await accounts.start();
			account.simulator.fail({ path: '/athletes', status, times: Infinity });
			const ids = Array.from({ length: 2000 }, (_, n) => `athlete-${n}`);
			const { error } = await account.run(updateMany, {
				items: changesOf(ids).map((item) => ({ ...item, batchSize: 10 })),
			});
			expect(error?.message).toContain(`Terra answered ${status}`);
			expect(error?.message.length).toBeLessThan(20_000);
			// Four at once, each with three more tries.
			expect(account.simulator.requests.length).toBeLessThanOrEqual(16);
		},
		20_000,
	);
});

describe('two items about the same athlete', () => {
	it.each([
		['in one request', 100],
		['in two', 1],
	])('%s: the later one wins, and both give the athlete', async (_, batchSize) => {
		const account = await accounts.start();
		const [twice = '', once = ''] = account.athleteIds();
		const items = [
			{ id: twice, reference: 'early', batchSize },
			{ id: once, reference: 'other' },
			{ id: twice, reference: 'late' },
		];
		const run = await account.run(updateMany, { items });

		expect(run.error).toBeUndefined();
		expect(account.simulator.highestConcurrency).toBe(1);
		expect(batchesOf(account).flat()).toEqual([twice, once, twice]);
		expect(referencesOf(account, [twice, once])).toEqual(['late', 'other']);
		expect(run.items.map(({ json, pairedItem }) => [json.athlete_id, pairedItem])).toEqual([
			[twice, { item: 0 }],
			[once, { item: 1 }],
			[twice, { item: 2 }],
		]);
		expect(run.items.at(-1)?.json.reference_id).toBe('late');
	});

	it('both fail where the athlete is refused', async () => {
		const account = await accounts.start();
		const [known = ''] = account.athleteIds();
		const run = await account.run(updateMany, {
			items: changesOf(['nobody', known, 'nobody']),
			onError: 'continueRegularOutput',
		});
		const error = expect.stringContaining('athlete nobody (') as unknown;
		expect(run.items).toEqual([
			{ json: { error }, pairedItem: { item: 0 } },
			{ json: expect.objectContaining({ athlete_id: known }) as unknown, pairedItem: { item: 1 } },
			{ json: { error }, pairedItem: { item: 2 } },
		]);
	});
});

describe('where some are refused', () => {
	const reason = 'The athlete with the provided ID does not exist';
	let account: Account;
	let known: string[];
	/** The second and the fourth of five do not exist. */
	let ids: string[];

	beforeEach(async () => {
		account = await accounts.start();
		known = account.athleteIds().slice(0, 3);
		ids = [known[0] ?? '', 'ghost', known[1] ?? '', 'phantom', known[2] ?? ''];
	});

	it.each([100, 3, 2])('each item gets its own end, with batches of %s', async (batchSize) => {
		const { error, items } = await account.run(updateMany, {
			items: changesOf(ids, batchSize),
			onError: 'continueRegularOutput',
		});

		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(ids.map((_, item) => ({ item })));
		expect(items.map(({ json }) => json.reference_id)).toEqual([
			'player-0',
			undefined,
			'player-2',
			undefined,
			'player-4',
		]);
		expect(items.map(({ json }) => json.athlete_id).filter(Boolean)).toEqual(known);
		for (const index of [1, 3]) {
			expect(items[index]?.json).toEqual({
				error: expect.stringMatching(
					new RegExp(
						`^Update many athletes: Terra answered 207 and did not save athlete ${ids[index]} \\(${reason}\\) \\[Item ${index}\\]\\. \\S`,
					),
				) as unknown,
			});
		}
		expect(referencesOf(account, known)).toEqual(['player-0', 'player-2', 'player-4']);
	});

	it('takes the error branch where there is one', async () => {
		const run = await account.run(updateMany, {
			items: changesOf(ids),
			onError: 'continueErrorOutput',
		});
		expect(run.items.map(({ json }) => json.athlete_id)).toEqual(known);
		expect(run.errorItems.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			['ghost', { item: 1 }],
			['phantom', { item: 3 }],
		]);
	});

	it.each([100, 3])('one error names all and says what was saved (batches of %s)', async (size) => {
		const { error, items } = await account.run(updateMany, { items: changesOf(ids, size) });

		expect(items).toEqual([]);
		expect(error).toMatchObject({
			name: 'NodeApiError',
			httpCode: '207',
			context: { itemIndex: 1 },
			message: expect.stringMatching(
				/^Update many athletes: 2 of 5 athletes were not saved: /,
			) as unknown,
		});
		expect(error?.message).toMatch(new RegExp(`ghost \\[Item 1\\] \\(.*${reason}\\)`));
		expect(error?.message).toMatch(new RegExp(`phantom \\[Item 3\\] \\(.*${reason}\\)`));
		expect(error?.message).toContain('The other 3 were saved.');
		expect(referencesOf(account, known)).toEqual(['player-0', 'player-2', 'player-4']);
	});

	it('a request whose athletes are all refused (400) fails these, and the others continue', async () => {
		const { items } = await account.run(updateMany, {
			items: changesOf(['ghost', 'phantom', ...known], 2),
			onError: 'continueRegularOutput',
		});

		expect(account.simulator.requests.map(({ status }) => status)).toEqual([400, 200, 200]);
		expect(items.map(({ json }) => json.athlete_id).filter(Boolean)).toEqual(known);
		for (const [index, id] of ['ghost', 'phantom'].entries()) {
			expect(items[index]?.json.error).toContain(
				`Terra answered 400 and did not save athlete ${id} (${reason}) [Item ${index}]`,
			);
		}
	});

	it('a refusal of everything says so', async () => {
		const { error } = await account.run(updateMany, { items: changesOf(['ghost', 'phantom']) });
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '400' });
		expect(error?.message).toContain('2 of 2 athletes were not saved');
		expect(error?.message).toContain('ghost [Item 0]');
		expect(error?.message).toContain('phantom [Item 1]');
		expect(error?.message).toContain('None was saved.');
	});

	it('an athlete that the response leaves out was not confirmed', async () => {
		const [first, second] = account.simulator.dataset.athletes;
		account.simulator.fail({ path: '/athletes', status: 207, body: { data: [first], errors: [] } });
		const { items } = await account.run(updateMany, {
			items: changesOf([first?.athlete_id ?? '', second?.athlete_id ?? '']),
			onError: 'continueRegularOutput',
		});
		expect(items[0]?.json).toEqual(first);
		expect(items[1]?.json.error).toContain('Terra did not confirm it');
	});

	it('the reasons count although the response has no list of those that were saved', async () => {
		const [first, second] = account.athleteIds();
		const errors = [first, second].map((id) => ({ athlete_id: id, error: 'is archived' }));
		account.simulator.fail({ path: '/athletes', status: 207, body: { errors } });
		const { items } = await account.run(updateMany, {
			items: changesOf([first ?? '', second ?? '']),
			onError: 'continueRegularOutput',
		});
		for (const { json } of items) expect(json.error).toContain('is archived');
		expect(items).toHaveLength(2);
	});

	it('sends nothing more once the credential was refused', async () => {
		account.simulator.fail({ path: '/athletes', status: 403, match: isSecond, times: Infinity });
		const { items } = await account.run(updateMany, {
			items: changesOf([...known, ...known], 2),
			onError: 'continueRegularOutput',
		});

		expect(account.simulator.requests.map(({ status }) => status)).toEqual([200, 403]);
		expect(items.map(({ json }) => json.athlete_id).filter(Boolean)).toEqual(known.slice(0, 2));
		for (const [index, { json }] of items.slice(2).entries()) {
			expect(json.error).toContain(
				`Update many athletes: Terra answered 403 [Item ${index + 2}]. `,
			);
		}
	});

	function isSecond() {
		return account.simulator.requests.length > 1;
	}
});

describe('an item that cannot be sent', () => {
	it('fails alone with Continue On Fail, and the others keep their places', async () => {
		const account = await accounts.start();
		const [first = '', second = ''] = account.athleteIds();
		const { items } = await account.run(updateMany, {
			items: [
				{ id: null, reference: 'a' },
				{ id: first, reference: 'b' },
				{ id: 'ghost', reference: 'c' },
				{ id: '  ', reference: 'd' },
				{ id: second, reference: 'e' },
			],
			onError: 'continueRegularOutput',
		});

		expect(batchesOf(account)).toEqual([[first, 'ghost', second]]);
		expect(items.map(({ json, pairedItem }) => [json.reference_id, pairedItem])).toEqual([
			[undefined, { item: 0 }],
			['b', { item: 1 }],
			[undefined, { item: 2 }],
			[undefined, { item: 3 }],
			['e', { item: 4 }],
		]);
		expect(items[0]?.json.error).toContain('Athlete is empty [Item 0]');
		expect(items[2]?.json.error).toContain('ghost');
		expect(items[2]?.json.error).toContain('[Item 2]');
		expect(items[3]?.json.error).toContain('Athlete is empty [Item 3]');
	});

	it('is all there is: nothing is sent', async () => {
		const account = await accounts.start();
		const { items } = await account.run(updateMany, {
			items: [{ id: '' }, { id: '' }],
			onError: 'continueRegularOutput',
		});
		expect(account.calls).toEqual([]);
		expect(items).toHaveLength(2);
	});
});
