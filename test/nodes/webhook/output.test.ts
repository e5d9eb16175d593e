import type { INodeParameters } from 'n8n-workflow';

import type { Simulator } from '../../../simulator';
import { waitFor } from '../../../tools/waitFor';
import { Accounts, type Account } from '../account';
import { Receiver } from './receiver';

const accounts = new Accounts();
let account: Account;
let simulator: Simulator;
let vald: string;
let receiver: Receiver;

async function listen(parameters: INodeParameters, athletes = 12): Promise<void> {
	account = await accounts.start({ retryDelaysMs: [], size: { athletes } });
	simulator = account.simulator;
	vald = account.coachOf('VALD');
	account.credentials.terraTeamsApi.webhookSigningSecret = simulator.pushes.secret;
	receiver = await Receiver.open(account.credentials, parameters);
	simulator.pushes.register(receiver.url);
}

afterEach(async () => {
	await receiver.close();
	await accounts.closeAll();
});

/** A test that an athlete of VALD's coach has done. */
async function testArrives() {
	const athlete = simulator.dataset.athletes.find(({ coach_id: id }) => id === vald);
	const test = { test_id: 'new', timestamp_us: Date.now() * 1000 };
	simulator.admin.addTest(vald, test, athlete?.athlete_id);
	const attempts = await simulator.pushes.settled();
	return { athlete, attempts };
}

function items() {
	return receiver.starts.flat().map(({ json }) => json);
}

it('gives simplified records if nothing else is chosen, tests with their athlete', async () => {
	await listen({});
	const { athlete } = await testArrives();
	expect(items()).toEqual([
		expect.objectContaining({
			event: 'test.retrieved',
			dedupe_key: `test:${vald}:new`,
			coach_id: vald,
			trace_id: expect.any(String),
			test_id: 'new',
			athlete_id: athlete?.athlete_id,
			athlete_name: expect.any(String),
			metrics: expect.any(Object),
		}),
	]);
});

it('gives each row of a record a key of its own', async () => {
	await listen({ output: 'rowPerMetric' });
	await testArrives();
	const keys = items().map((item) => item.dedupe_key);
	expect(keys.length).toBeGreaterThan(1);
	expect(new Set(keys).size).toBe(keys.length);
});

it('gives the records of a whole event in the form as well', async () => {
	await listen({ itemPer: 'event' });
	const { athlete } = await testArrives();
	expect(items()).toEqual([
		expect.objectContaining({
			event: 'test.retrieved',
			coach: expect.objectContaining({ coach_id: vald }),
			data: [expect.objectContaining({ test_id: 'new', athlete_id: athlete?.athlete_id })],
		}),
	]);
});

it('gives what Terra sent if that is chosen, and asks for nothing', async () => {
	await listen({ output: 'raw' });
	simulator.clearRequests();
	await testArrives();
	expect(items()).toEqual([expect.objectContaining({ test_result_metrics: expect.any(Array) })]);
	expect(account.calls).toEqual([]);
});

it('does not lose a test whose athlete cannot be found in time', async () => {
	await listen({});
	simulator.fail({ path: '/coaches/*/tests/search', hang: true, times: Infinity });
	await testArrives();
	expect(items()).toEqual([expect.objectContaining({ test_id: 'new', athlete_name: null })]);
}, 20_000);

/** Tests of all athletes in turn, each pushed by itself. */
async function manyTestsArrive(count: number): Promise<Map<string, string>> {
	const athletes = simulator.dataset.athletes.filter(
		({ coach_id: id, active }) => id === vald && active,
	);
	const owners = new Map<string, string>();
	for (let n = 0; n < count; n++) {
		const id = `many-${n}`;
		const owner = athletes[n % athletes.length]?.athlete_id ?? '';
		owners.set(id, owner);
		simulator.admin.addTest(vald, { test_id: id, timestamp_us: Date.now() * 1000 }, owner);
	}
	await simulator.pushes.settled();
	return owners;
}

function searches() {
	return simulator.requests.filter(({ path }) => path.endsWith('/tests/search'));
}

it('names the tests of a burst with a handful of searches', async () => {
	await listen({}, 90);
	simulator.fail({ path: '/coaches/*/tests/search', delayMs: 100, times: Infinity });
	const owners = await manyTestsArrive(200);
	const { attempts } = simulator.pushes;
	expect(attempts.map(({ status }) => status)).toEqual(attempts.map(() => 200));
	const named = new Map(items().map((item) => [item.test_id, item.athlete_id]));
	expect(named).toEqual(owners);
	// About 30 where nothing else runs; without sharing, each test alone would take nine.
	expect(searches().length).toBeLessThan(owners.size);
}, 20_000);

it('leaves no test without a name because Terra hangs at the first one of a burst', async () => {
	await listen({});
	// Among four athletes there are four searches.
	simulator.fail({ path: '/coaches/*/tests/search', hang: true, times: 4 });
	const first = testArrives();
	await waitFor('the first searches', () => searches().length === 4);
	const owners = await manyTestsArrive(20);
	await first;
	const named = new Map(items().map((item) => [item.test_id, item.athlete_id]));
	for (const [id, owner] of owners) expect(named.get(id)).toBe(owner);
}, 20_000);

it('gives an event that nobody knows as it is', async () => {
	await listen({ triggerOn: ['other'] });
	await simulator.pushes.push({ type: 'test.forgotten', data: [{ test_id: 'x', more: 1 }] });
	expect(items()).toEqual([expect.objectContaining({ test_id: 'x', more: 1 })]);
});

it('keeps its own fields, and gives what Terra sent under their names beside them', async () => {
	await listen({ triggerOn: ['other'], output: 'raw', include: 'event' });
	const sent = { event: 'theirs', dedupe_key: 'theirs', terra_event: 'also theirs' };
	await simulator.pushes.push({ type: 'test.forgotten', data: [{ test_id: 'x', ...sent }] });
	expect(items()).toEqual([
		expect.objectContaining({
			event: 'test.forgotten',
			dedupe_key: expect.stringContaining('test.forgotten'),
			terra_terra_event: 'theirs',
			terra_event: 'also theirs',
			terra_dedupe_key: 'theirs',
		}),
	]);
});

it('stops looking for athletes when Terra has waited for long enough', async () => {
	await listen({}, 90);
	// Names would be found after 5 seconds, and no single request takes that long.
	simulator.fail({ delayMs: 2500, times: Infinity });
	const data = (simulator.dataset.tests.get(vald) ?? []).slice(0, 2).map(({ record }) => record);
	const coach = simulator.dataset.coaches.find(({ coach_id: id }) => id === vald);
	await simulator.pushes.push({ type: 'test.retrieved', ...(coach && { coach }), data });
	expect(items().map((item) => item.athlete_name)).toEqual([null, null]);
}, 20_000);

it('gives what is no object as one, and starts nothing where there are no records', async () => {
	await listen({ triggerOn: ['other', 'testRetrieved'] });
	await simulator.pushes.push({ type: 'test.deleted', data: ['a', null, 7] as never });
	expect(items().map(({ value }) => value)).toEqual(['a', 7]);
	await simulator.pushes.push({ type: 'test.retrieved', data: [] });
	expect(receiver.starts).toHaveLength(1);
});

describe('filters', () => {
	it('start the workflow only with the records that pass', async () => {
		await listen({ filters: { nameContains: 'jump' } });
		const { admin } = simulator;
		for (const name of ['Squat Jump', 'Nordic']) {
			admin.addTest(vald, { test_id: name, display_name: name, timestamp_us: Date.now() * 1000 });
			await simulator.pushes.settled();
		}
		expect(items().map((item) => item.test_id)).toEqual(['Squat Jump']);
	});

	it('are for the tests of some athletes, and ask whose they are', async () => {
		// Filled in before the first event, once the athletes are there.
		const athleteIds: string[] = [];
		await listen({ output: 'raw', filters: { athleteIds } });
		const [wanted = '', other = ''] = account.athleteIds(vald);
		athleteIds.push(wanted);
		const timestamp_us = Date.now() * 1000;
		simulator.admin.addTest(vald, { test_id: 'theirs', timestamp_us }, other);
		await simulator.pushes.settled();
		simulator.admin.addTest(vald, { test_id: 'ours', timestamp_us }, wanted);
		await simulator.pushes.settled();
		expect(items().map((item) => item.test_id)).toEqual(['ours']);
		// They were looked up for the filter alone.
		expect(items()[0]).not.toHaveProperty('athlete_id');
	});

	it('let the deletion of a chosen athlete through, whatever else is chosen', async () => {
		await listen({
			triggerOn: ['athleteDeleted'],
			filters: { nameContains: 'jump', active: true },
		});
		const [id = ''] = account.athleteIds(vald);
		simulator.admin.deleteAthlete(id);
		await simulator.pushes.settled();
		expect(items().map((item) => item.athlete_id)).toEqual([id]);
	});
});

it('gives the selected fields of tests', async () => {
	await listen({
		triggerOn: ['testRetrieved'],
		output: 'selectedFields',
		selectedFields: ['athlete_name', 'name'],
	});
	await testArrives();
	expect(Object.keys(items()[0] ?? {})).toEqual([
		'event',
		'dedupe_key',
		'coach_id',
		'trace_id',
		'reference',
		'ordering_timestamp',
		'test_id',
		'athlete_name',
		'name',
	]);
});
