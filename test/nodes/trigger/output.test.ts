import type { INodeParameters } from 'n8n-workflow';

import { Accounts, today, type Account } from '../account';
import { Clock } from './clock';
import { ActiveTrigger } from './trigger';

const accounts = new Accounts();
let account: Account;
let vald: string;
let catapult: string;

beforeEach(async () => {
	account = await accounts.start();
	vald = account.coachOf('VALD');
	catapult = account.coachOf('CATAPULT');
	new Clock(today);
});

afterEach(async () => {
	await accounts.closeAll();
	jest.restoreAllMocks();
});

async function activated(parameters: INodeParameters): Promise<ActiveTrigger> {
	const trigger = await ActiveTrigger.load({ credentials: account.credentials, parameters });
	await trigger.activate();
	account.simulator.clearRequests();
	return trigger;
}

const nowUs = today.getTime() * 1000;

/** A new test of an athlete, and a new activity. */
function arrive(): { athlete: { athlete_id: string | null } | undefined } {
	const athlete = account.simulator.dataset.athletes.find(({ coach_id: id }) => id === vald);
	const { admin } = account.simulator;
	admin.addTest(vald, { test_id: 'new', timestamp_us: nowUs - 2e9 }, athlete?.athlete_id);
	admin.addActivity(catapult, { activity_id: 'session', start_timestamp_us: nowUs - 1e9 });
	return { athlete };
}

function json(items: Awaited<ReturnType<ActiveTrigger['tick']>>) {
	return items.map((item) => item.json);
}

it('gives simplified records if nothing else is chosen, tests with their athlete', async () => {
	const trigger = await activated({ output: 'simplified' });
	const { athlete } = arrive();
	const [test, activity] = json(await trigger.tick());
	expect(test).toMatchObject({
		event: 'test.created',
		dedupe_key: `test:${vald}:new`,
		coach_id: vald,
		test_id: 'new',
		athlete_id: athlete?.athlete_id,
		athlete_name: expect.any(String),
	});
	expect(activity).toMatchObject({ event: 'activity.created', activity_id: 'session' });
	expect(Object.keys(test ?? {}).slice(0, 3)).toEqual(['event', 'dedupe_key', 'coach_id']);
});

it('asks for the athletes of new tests alone', async () => {
	const trigger = await activated({ output: 'simplified', triggerOn: ['testCreated'] });
	arrive();
	await trigger.tick();
	const searches = account.calls.filter((call) => call.endsWith('/tests/search')).length;
	expect(searches).toBeGreaterThan(0);
	account.simulator.clearRequests();
	await trigger.tick();
	expect(account.calls.filter((call) => call.endsWith('/tests/search'))).toEqual([]);
});

it.each(['rowPerRecord', 'rowPerMetric'])(
	'gives tests and activities one table: %s',
	async (output) => {
		const trigger = await activated({ output });
		arrive();
		const items = json(await trigger.tick());
		expect(new Set(items.map((item) => Object.keys(item).join())).size).toBe(1);
		expect(new Set(items.map(({ event }) => event))).toEqual(
			new Set(['test.created', 'activity.created']),
		);
		expect(new Set(items.map((item) => item.dedupe_key)).size).toBe(items.length);
	},
);

it('loses no event where athletes and metrics cannot be asked for', async () => {
	const trigger = await activated({ output: 'rowPerRecord' });
	arrive();
	account.simulator.fail({ path: '/coaches/*/tests/search', status: 400, times: Infinity });
	account.simulator.fail({
		path: '/coaches/*/activities/metrics/schema',
		status: 400,
		times: Infinity,
	});
	const items = json(await trigger.tick());
	expect(items).toContainEqual(expect.objectContaining({ test_id: 'new', athlete_name: null }));
	expect(items).toContainEqual(expect.objectContaining({ activity_id: 'session' }));
	expect(trigger.failures).toEqual([]);
});

it('shows the form in the sample as well', async () => {
	const trigger = await activated({ output: 'rowPerMetric', triggerOn: ['testCreated'] });
	const sample = await trigger.test();
	expect(sample?.[0]?.[0]?.json).toMatchObject({
		event: 'test.created',
		metric: expect.any(String),
	});
});

it.each(['simplified', 'raw'])('does without tests: %s', async (output) => {
	const trigger = await activated({ output, triggerOn: ['activityCreated'] });
	arrive();
	expect(json(await trigger.tick())).toEqual([
		expect.objectContaining({ event: 'activity.created', activity_id: 'session' }),
	]);
	expect(trigger.failures).toEqual([]);
});
