import type { INodeParameters } from 'n8n-workflow';

import type { Contract } from '../../simulator';
import { Accounts, wholeTime, type Account } from './account';
import { everyOperation, itemsFor } from './everyOperation';
import { loadDescription, type NodeRun } from './n8n';
import { byId, fromList, operations, type OperationName } from './parameters';
import { activitiesOf, expectRecords, testsOf, testsOfAthletes } from './dataset';

const accounts = new Accounts();
afterAll(async () => await accounts.closeAll());

const everything = { ...wholeTime, returnAll: true };

/** The records that a run gave; fails where it ended in an error. */
function recordsOf({ error, items }: NodeRun): object[] {
	expect(error).toBeUndefined();
	return items.map(({ json }) => json);
}

describe.each<Contract>(['2025-05', '2026.07', 'both'])('under contract %s', (contract) => {
	let account: Account;
	let vald: string;
	let catapult: string;
	let gymAware: string;

	beforeAll(async () => {
		account = await accounts.start({ contract });
		vald = account.coachOf('VALD');
		catapult = account.coachOf('CATAPULT');
		gymAware = account.coachOf('GYMAWARE');
	});
	beforeEach(() => account.simulator.clearRequests());

	async function recordsFor(parameters: INodeParameters): Promise<object[]> {
		return recordsOf(await account.run(parameters));
	}

	it('gives the coaches, the athletes of all or of one, and the integrations', async () => {
		const { coaches, athletes, integrations } = account.simulator.dataset;
		expectRecords(await recordsFor(operations['Get many coaches']()), coaches);
		expectRecords(await recordsFor(operations['Get many integrations']()), integrations);
		expectRecords(await recordsFor(operations['Get many athletes']()), athletes);
		const ofOne = operations['Get many athletes']({ athletesOf: 'one', coachId: byId(gymAware) });
		expectRecords(
			await recordsFor(ofOne),
			athletes.filter((athlete) => athlete.coach_id === gymAware),
		);
	});

	it('gives one athlete, chosen from the list or by ID', async () => {
		const athlete = account.simulator.dataset.athletes[3];
		const id = athlete?.athlete_id ?? '';
		for (const athleteId of [byId(id), byId(` ${id}\n`), fromList(id, 'Zoë'), id]) {
			expect(await recordsFor(operations['Get athlete']({ athleteId }))).toEqual([athlete]);
		}
	});

	it('gives the metrics schema of a coach', async () => {
		const schema = account.simulator.dataset.metricsSchemas.get(catapult) ?? [];
		expect(schema.length).toBeGreaterThan(5);
		const parameters = { coachId: byId(catapult), returnAll: true };
		expectRecords(await recordsFor(operations['Get activity metrics schema'](parameters)), schema);
	});

	it.each(['tests', 'activities'] as const)('gives the %s of all coaches by time', async (what) => {
		const expected = { tests: testsOf, activities: activitiesOf }[what](account);
		expect(expected.length).toBeGreaterThan(10);
		expectRecords(await recordsFor(operations[`Get many ${what}`](everything)), expected);
	});

	it.each([
		['one coach', () => ({ coachSelection: 'one', coachId: byId(vald) }), () => [vald]],
		[
			'one of several',
			() => ({ coachSelection: 'several', coachIds: [gymAware] }),
			() => [gymAware],
		],
		[
			'several coaches',
			() => ({ coachSelection: 'several', coachIds: [gymAware, vald] }),
			() => [vald, gymAware],
		],
		[
			'several coaches of an expression that gives a list',
			() => ({ coachSelection: 'several', coachIds: `={{ ["${gymAware}", "${vald}"] }}` }),
			() => [vald, gymAware],
		],
		[
			'several coaches of an expression that gives a text, with repetitions',
			() => ({ coachSelection: 'several', coachIds: `={{ "${vald}, ${gymAware},${vald}," }}` }),
			() => [vald, gymAware],
		],
	])('gives the tests of %s', async (_, selection, coachIds) => {
		const tests = await recordsFor(operations['Get many tests']({ ...selection(), ...everything }));
		expectRecords(tests, testsOf(account, coachIds()));
		expect(account.calls.sort()).toEqual(
			coachIds()
				.map((id) => `GET /coaches/${id}/tests`)
				.sort(),
		);
	});

	it('puts the newest first where that is chosen, and the limit keeps the first ones', async () => {
		const tests = testsOf(account);
		const parameters = (order: string, limit: number) =>
			operations['Get many tests']({ ...wholeTime, limit, sort: { order } });
		expectRecords(await recordsFor(parameters('oldestFirst', 5)), tests.slice(0, 5));
		expectRecords(await recordsFor(parameters('newestFirst', 5)), tests.slice(-5).reverse());
		expectRecords(await recordsFor(parameters('newestFirst', 9999)), [...tests].reverse());
	});

	it('puts the newest first as workflows of version 0.1.0 say it', async () => {
		const options = { order: 'newestFirst' };
		const records = await recordsFor(
			operations['Get many tests']({ ...wholeTime, limit: 5, options }),
		);
		expectRecords(records, testsOf(account).slice(-5).reverse());
	});

	it('puts a test without a time last, whichever comes first', async () => {
		const own = await accounts.start({ size: { coaches: 1, athletes: 2, days: 3 } });
		const untimed = own.simulator.admin.addTest(own.simulator.dataset.coaches[0]?.coach_id ?? '', {
			timestamp_us: null,
		});
		for (const order of ['oldestFirst', 'newestFirst']) {
			const { items } = await own.run(
				operations['Get many tests']({ ...wholeTime, returnAll: true, options: { order } }),
			);
			expect(items.length).toBeGreaterThan(1);
			expect(items.at(-1)?.json.test_id).toBe(untimed.test_id);
		}
	});
});

describe('Return All and Limit', () => {
	it.each([
		['coaches', { coaches: 60, athletes: 0 }],
		['athletes', { athletes: 60 }],
		['tests', { days: 16 }],
		['activities', { days: 16, activitiesPerWeek: 30 }],
	] as const)(
		'gives 50 %s by default, the first ones, or as many as asked for, or all',
		async (what, size) => {
			const account = await accounts.start({ size: { days: 0, ...size } });
			const { coaches, athletes } = account.simulator.dataset;
			const all = {
				coaches: () => coaches,
				athletes: () => athletes,
				tests: () => testsOf(account),
				activities: () => activitiesOf(account),
			}[what]();
			expect(all.length).toBeGreaterThan(51);
			const get = async (parameters: INodeParameters) =>
				recordsOf(
					await account.run(operations[`Get many ${what}`]({ ...wholeTime, ...parameters })),
				);

			expectRecords(await get({}), all.slice(0, 50));
			expectRecords(await get({ limit: 51 }), all.slice(0, 51));
			expectRecords(await get({ limit: 1 }), all.slice(0, 1));
			expectRecords(await get({ limit: '={{ "3" }}' }), all.slice(0, 3));
			expectRecords(await get({ limit: 1, returnAll: true }), all);
			expectRecords(await get({ limit: 1, returnAll: '={{ "true" }}' }), all);
		},
	);

	it('limits the metrics schema, the integrations and the search as well', async () => {
		const account = await accounts.start();
		const { dataset } = account.simulator;
		const coach = account.coachOf('CATAPULT');
		const vald = account.coachOf('VALD');
		const schema = operations['Get activity metrics schema']({ coachId: byId(coach), limit: 2 });
		expect(recordsOf(await account.run(schema))).toEqual(
			dataset.metricsSchemas.get(coach)?.slice(0, 2),
		);
		const integrations = operations['Get many integrations']({ limit: 2 });
		expectRecords(recordsOf(await account.run(integrations)), dataset.integrations.slice(0, 2));
		const tests = operations['Search tests']({ coachId: byId(vald), ...wholeTime, limit: 2 });
		expectRecords(recordsOf(await account.run(tests)), testsOf(account, [vald]).slice(0, 2));
	});
});

describe('tests and activities', () => {
	let account: Account;
	let vald: string;
	beforeEach(async () => {
		account = await accounts.start();
		vald = account.coachOf('VALD');
	});

	it('finds the tests of certain athletes', async () => {
		const [first = '', second = '', third = ''] = account.athleteIds(vald);
		const find = async (athleteIds: string | string[]) =>
			recordsOf(
				await account.run(
					operations['Search tests']({ coachId: byId(vald), athleteIds, ...everything }),
				),
			);

		const both = testsOfAthletes(account, vald, [first, third]);
		expect(both.length).toBeGreaterThan(10);
		expectRecords(await find([third, first]), both);
		expectRecords(await find(`={{ ["${first}", "${third}"] }}`), both);
		expectRecords(await find(second), testsOfAthletes(account, vald, [second]));
		expectRecords(await find(['all']), testsOf(account, [vald]));
	});

	it('gives what it does not know as it came, and records without id or time', async () => {
		const nobody = { test_id: null, timestamp_us: null, novelty: { deep: [1, null, 'é'] } };
		account.simulator.admin.addTest(vald, nobody);
		const noon = Date.parse('2026-06-20T12:00:00Z') * 1000;
		account.simulator.admin.addTest(vald, { test_id: null, timestamp_us: noon, a: 1 });
		account.simulator.admin.addTest(vald, { test_id: null, timestamp_us: noon, a: 2 });

		const tests = await account.run(
			operations['Get many tests']({
				coachSelection: 'one',
				coachId: byId(vald),
				...everything,
			}),
		);
		const sorted = testsOf(account, [vald]);
		// The one without a time comes last; the dataset leaves it out.
		expect(recordsOf(tests)).toEqual([...sorted, expect.objectContaining(nobody)]);
		expect(sorted.filter(({ timestamp_us: us }) => us === noon)).toHaveLength(2);
	});

	it('leaves out what the server sends beyond the time range', async () => {
		const lax = await accounts.start({ strict: false });
		lax.simulator.fail({
			path: '/coaches/*/tests',
			body: { data: testsOf(lax) },
			times: Infinity,
		});
		const range = { from: '2026-06-15T00:00:00Z', to: '2026-06-16T12:00:00Z' };
		const tests = await lax.run(
			operations['Get many tests']({
				coachSelection: 'one',
				coachId: byId(lax.coachOf('VALD')),
				startTime: range.from,
				endTime: range.to,
				returnAll: true,
			}),
		);
		const expected = testsOf(lax, undefined, range);
		expect(expected.length).toBeGreaterThan(2);
		expectRecords(recordsOf(tests), expected);
	});

	it.each<Contract>(['2025-05', '2026.07'])(
		'asks for a long range in slices of at most 31 days, a few at a time (%s)',
		async (contract) => {
			const size = { days: 200, testsPerDay: 2 };
			const long = await accounts.start({ contract, size, latencyMs: 20 });
			// Where the first slice ends and the second one begins.
			const boundary = Date.parse('2026-01-01T00:00:00Z') * 1000;
			long.simulator.admin.addTest(long.coachOf('VALD'), { timestamp_us: boundary });
			const tests = await long.run(
				operations['Get many tests']({
					startTime: '2025-12-01',
					endTime: '2026-06-30',
					returnAll: true,
				}),
			);

			const expected = testsOf(long);
			expect(expected).toHaveLength(401);
			expectRecords(recordsOf(tests), expected);
			const slices = long.simulator.requests.filter(({ path }) => path.endsWith('/tests'));
			// 212 days are 7 slices for each of the three coaches.
			expect(slices).toHaveLength(21);
			for (const { query } of slices) {
				const length = Date.parse(query.end_time ?? '') - Date.parse(query.start_time ?? '');
				expect(length).toBeLessThanOrEqual(31 * 86_400_000 + 1);
			}
			expect(long.simulator.highestConcurrency).toBeGreaterThan(1);
			expect(long.simulator.highestConcurrency).toBeLessThanOrEqual(4);
		},
	);

	it('asks for halves where the response takes too long, down to a day', async () => {
		const slow = await accounts.start();
		slow.simulator.fail({
			path: '/coaches/*/tests',
			status: 504,
			times: Infinity,
			match: ({ query }) =>
				Date.parse(query.end_time ?? '') - Date.parse(query.start_time ?? '') > 86_400_000,
		});
		const tests = await slow.run(
			operations['Get many tests']({
				coachSelection: 'one',
				coachId: byId(slow.coachOf('VALD')),
				startTime: '2026-06-11T00:00:00Z',
				endTime: '2026-06-15T00:00:00Z',
				returnAll: true,
			}),
		);

		const range = { from: '2026-06-11T00:00:00Z', to: '2026-06-15T00:00:00Z' };
		expectRecords(recordsOf(tests), testsOf(slow, [slow.coachOf('VALD')], range));
		// 4 days in one piece, 2 in halves, 4 in quarters.
		expect(slow.simulator.requests.map(({ status }) => status)).toEqual([
			504, 504, 200, 200, 504, 200, 200,
		]);
	});
});

describe('Update and Delete', () => {
	let account: Account;
	beforeEach(async () => {
		account = await accounts.start();
	});

	it('gives an updated athlete, for which it asks, since Terra responds without a body', async () => {
		const [id = ''] = account.athleteIds();
		const updated = await account.run(
			operations['Update athlete']({
				athleteId: byId(id),
				updateFields: {
					active: '={{ "false" }}',
					dateOfBirth: '2001-05-23T00:00:00',
					email: 'zoë@club.example',
					firstName: 'Zoë',
					lastName: "O'Brien",
					referenceId: '={{ 118 }}',
				},
			}),
			{ timezone: 'Pacific/Auckland' },
		);

		const changes = {
			active: false,
			date_of_birth: '2001-05-23',
			email: 'zoë@club.example',
			first_name: 'Zoë',
			last_name: "O'Brien",
			reference_id: '118',
		};
		expect(recordsOf(updated)).toEqual([
			{
				...account.simulator.dataset.athletes[0],
				...changes,
				last_updated_at: expect.any(String) as unknown,
			},
		]);
		expect(account.simulator.requests.map(({ method, body }) => [method, body])).toEqual([
			['PATCH', changes],
			['GET', undefined],
		]);
		expect(account.simulator.dataset.athletes[0]).toMatchObject(changes);
	});

	it('gives the athlete where a server responds with it', async () => {
		const [athlete] = account.simulator.dataset.athletes;
		account.simulator.fail({ method: 'PATCH', body: { ...athlete, first_name: 'Zoë' } });
		const updated = await account.run(
			operations['Update athlete']({
				athleteId: byId(athlete?.athlete_id ?? ''),
				updateFields: { firstName: 'Zoë' },
			}),
		);
		expect(recordsOf(updated)).toEqual([{ ...athlete, first_name: 'Zoë' }]);
	});

	it('deletes the coach that is chosen, and no other', async () => {
		const { dataset } = account.simulator;
		const [first, second, third] = dataset.coaches;
		const deleted = await account.run(
			operations['Delete coach']({ coachId: fromList(second?.coach_id ?? '', 'Catapult') }),
		);

		expect(recordsOf(deleted)).toEqual([{ deleted: true }]);
		expect(dataset.coaches).toEqual([first, third]);
		expect(account.calls).toEqual([`DELETE /coaches/${second?.coach_id}`]);
	});
});

describe('authentication links', () => {
	const create = operations['Create authentication link']({ providers: ['VALD'] });

	it.each([
		['2025-05', 900, 1],
		['2026.07', 86_400, 2],
	] as const)('come from where contract %s has them', async (contract, expiresIn, requests) => {
		const account = await accounts.start({ contract });
		const [link] = recordsOf(await account.run(create));

		expect(link).toEqual({
			session_id: expect.any(String) as unknown,
			url: expect.stringMatching(/^https:\/\/widget\.tryterra\.co\/session\/\S+$/) as unknown,
			status: 'success',
			expires_in: expiresIn,
		});
		expect(account.simulator.requests).toHaveLength(requests);
	});

	it.each([
		[404, true],
		[405, true],
		[410, true],
		[400, false],
		[403, false],
		[500, false],
	])('after %s from the documented address, the new one is asked: %s', async (status, asked) => {
		const account = await accounts.start();
		account.simulator.fail({ path: '/widget/api/session', status });
		const { error, items } = await account.run(create);

		expect(account.calls).toEqual([
			'POST /widget/api/session',
			...(asked ? ['POST /api/widget/session'] : []),
		]);
		expect(items).toHaveLength(asked ? 1 : 0);
		expect(error?.message.includes(String(status))).toBe(asked ? undefined : true);
	});
});

describe('several input items', () => {
	let account: Account;
	beforeEach(async () => {
		account = await accounts.start();
	});

	it('resolves expressions for each item and says which item gave what', async () => {
		const ids = ['CATAPULT', 'VALD', 'GYMAWARE'].map((provider) => account.coachOf(provider));
		const { error, items } = await account.run(
			operations['Get many tests']({
				coachSelection: 'one',
				coachId: byId('={{ $json.coach }}'),
				startTime: '={{ $json.start }}',
				endTime: '2026-06-30T23:59:59Z',
				limit: '={{ $json.limit }}',
				sort: { order: '={{ $json.order ?? "oldestFirst" }}' },
			}),
			{
				items: [
					{ coach: ids[0], start: '2026-06-11', limit: 5 },
					{ coach: ids[1], start: '2026-06-20T00:00:00Z', limit: 2 },
					{ coach: ids[2], start: '2026-06-11', limit: 3, order: 'newestFirst' },
				],
			},
		);

		expect(error).toBeUndefined();
		const late = testsOf(account, [ids[1] ?? ''], { from: '2026-06-20T00:00:00Z' });
		expect(items).toEqual([
			...late.slice(0, 2).map((json) => ({ json, pairedItem: { item: 1 } })),
			...testsOf(account, [ids[2] ?? ''])
				.slice(-3)
				.reverse()
				.map((json) => ({ json, pairedItem: { item: 2 } })),
		]);
		expect(items).toHaveLength(5);
	});

	it('asks for all coaches and for the integrations once in a run', async () => {
		const items = [{}, {}, {}];
		await account.run(operations['Get many activities']({ ...wholeTime }), { items });
		expect(account.calls.filter((call) => call === 'GET /coaches')).toHaveLength(1);
		account.simulator.clearRequests();
		await account.run(operations['Get many integrations'](), { items });
		expect(account.calls).toEqual(['GET /integrations/detailed']);
	});

	it.each(Object.entries(everyOperation))(
		'%s: pairs its output with its input',
		async (_, parameters) => {
			const items = itemsFor(account, 3);
			const one = await account.run(parameters, { items: items.slice(0, 1) });
			const first = one.items.length;
			expect(one.error).toBeUndefined();
			expect(first).toBeGreaterThan(0);
			expect(one.items.map(({ pairedItem }) => pairedItem)).toEqual(
				one.items.map(() => ({ item: 0 })),
			);

			const rest = await account.run(parameters, { items: items.slice(1) });
			expect(rest.error).toBeUndefined();
			const indexes = rest.items.map(({ pairedItem }) => pairedItem);
			expect(indexes).toEqual([...indexes.filter(isOf(0)), ...indexes.filter(isOf(1))]);
			expect(indexes.filter(isOf(0)).length).toBeGreaterThan(0);
			expect(indexes.filter(isOf(1)).length).toBeGreaterThan(0);
		},
	);

	function isOf(item: number) {
		return (pairedItem: unknown) => JSON.stringify(pairedItem) === JSON.stringify({ item });
	}
});

describe('every operation', () => {
	it('is tried here', async () => {
		const { properties } = await loadDescription();
		const actions = properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options }) => options ?? [])
			.map((option) => ('action' in option ? option.action : undefined));
		expect(actions.sort()).toEqual((Object.keys(operations) as OperationName[]).sort());
	});

	it('leaves write-only fields out, even where a server repeats them', async () => {
		const account = await accounts.start({ echoSecrets: true });
		const [coach] = account.simulator.dataset.coaches;
		const { apiBaseUrl, credentials } = account.simulator;
		const echoed = await fetch(`${apiBaseUrl}/coaches`, {
			headers: { 'dev-id': credentials.devId, 'x-api-key': credentials.apiKey },
		});
		expect(await echoed.text()).toContain('"client_secret":"secret-');

		for (const [name, parameters] of Object.entries(everyOperation)) {
			for (const deliverTo of ['n8n', 'destination']) {
				const [item] = itemsFor(account, 1);
				const { error, items } = await account.run(parameters, {
					items: [{ ...item, deliverTo }],
				});
				expect(error).toBeUndefined();
				expect(items.length).toBeGreaterThan(0);
				const output = JSON.stringify(items);
				expect(output).not.toMatch(/"(client_id|client_secret|token)":/);
				if (name === 'Get many coaches') {
					expect(items[0]?.json).toEqual(coach);
				}
			}
		}
	});
});
