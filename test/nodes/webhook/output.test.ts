import type { INodeParameters } from 'n8n-workflow';

import type { Simulator } from '../../../simulator';
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

it('gives an event that nobody knows as it is', async () => {
	await listen({ triggerOn: ['other'] });
	await simulator.pushes.push({ type: 'test.forgotten', data: [{ test_id: 'x', more: 1 }] });
	expect(items()).toEqual([expect.objectContaining({ test_id: 'x', more: 1 })]);
});

it('stops looking for athletes when Terra has waited for long enough', async () => {
	await listen({}, 90);
	// Names would be found after about 6 seconds, and no single request takes that long.
	simulator.fail({ delayMs: 800, times: Infinity });
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
