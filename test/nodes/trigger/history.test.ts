import type { INodeParameters } from 'n8n-workflow';

import type { Histories } from '../../../simulator';
import { Accounts, today, type Account } from '../account';
import { Receiver } from '../webhook/receiver';
import { Clock } from './clock';
import { ActiveTrigger } from './trigger';

const accounts = new Accounts();
let account: Account;
let vald: string;
let who: Histories;
let clock: Clock;

const key = 'jump_height_max_takeoff_concentric_both';
let workflows = 0;

beforeEach(async () => {
	const size = { athletes: 18, testsPerDay: 0, activitiesPerWeek: 0 };
	account = await accounts.start({ size, retryDelaysMs: [] });
	vald = account.coachOf('VALD');
	who = account.simulator.admin.addHistories(today.getTime());
	clock = new Clock(today);
});
afterEach(async () => {
	await accounts.closeAll();
	jest.restoreAllMocks();
});

/** The items for a new test of the athlete whose newest jump is 33, below a mean of 30 at 27. */
async function poll(parameters: INodeParameters) {
	const trigger = await ActiveTrigger.load({
		credentials: account.credentials,
		parameters: { triggerOn: ['testCreated'], ...parameters },
		workflowId: `history-${++workflows}`,
	});
	expect(await trigger.activate()).toEqual([]);
	clock.pass(1);
	jump(33);
	account.simulator.clearRequests();
	const items = (await trigger.tick()).map(({ json }) => json);
	account.simulator.admin.deleteTest(vald, 'new');
	return items;
}

function jump(value: number): void {
	const [last] = account.simulator.dataset.tests.get(vald)?.slice(-1) ?? [];
	const metrics = last?.record.test_result_metrics as object[];
	account.simulator.admin.addTest(
		vald,
		{
			...last?.record,
			test_id: 'new',
			timestamp_us: (Date.now() - 60_000) * 1000,
			test_result_metrics: [{ ...metrics[0], value }],
		},
		who.drop.athlete_id,
	);
}

const on = { compareWithHistory: true };
const compared = {
	previous_value: 27,
	change: 6,
	baseline_count: 14,
	baseline_min: 27,
	is_highest: true,
	exceeds_swc: true,
};

describe('the option Compare With History', () => {
	it('is off: nothing is compared, and nothing more is asked for', async () => {
		const [item] = await poll({ output: 'simplified' });
		expect(item).toMatchObject({ metrics: { [key]: 33 } });
		const lists = account.calls.filter((call) => call === `GET /coaches/${vald}/tests`);
		expect(lists).toHaveLength(1);
	});

	it('gives an object for each metric in Simplified', async () => {
		const [item, ...others] = await poll({ output: 'simplified', options: on });
		expect(others).toEqual([]);
		expect(item).toMatchObject({
			event: 'test.created',
			athlete_id: who.drop.athlete_id,
			metrics: { [key]: { value: 33, ...compared } },
		});
	});

	it('gives a row for each metric in Row per Metric, with a key of its own', async () => {
		const items = await poll({ output: 'rowPerMetric', options: on });
		expect(items).toEqual([
			expect.objectContaining({
				dedupe_key: `test:${vald}:new:${key}`,
				metric_key: key,
				value: 33,
				...compared,
			}),
		]);
	});

	it('gives columns behind those of the metrics in Row per Test, and those that are selected', async () => {
		const [row] = await poll({ output: 'rowPerRecord', options: on });
		expect(row).toMatchObject({ [key]: 33, [`${key}_change`]: 6, [`${key}_is_highest`]: true });
		const columns = ['athlete_name', key, `${key}_z_score`];
		const selected = { output: 'selectedFields', selectedFields: columns, options: on };
		const [item] = await poll(selected);
		expect(item).toMatchObject({
			test_id: 'new',
			[key]: 33,
			[`${key}_z_score`]: expect.any(Number),
		});
		await poll({ ...selected, selectedFields: ['athlete_name', key] });
		const lists = account.calls.filter((call) => call === `GET /coaches/${vald}/tests`);
		expect(lists).toHaveLength(1);
	});

	it('gives the comparisons beside what Terra sent in Raw', async () => {
		const [item] = await poll({ output: 'raw', options: on });
		expect(item).toMatchObject({
			test_result_metrics: [expect.objectContaining({ value: 33 })],
			comparisons: { [key]: { value: 33, ...compared } },
		});
		expect(item).not.toHaveProperty('athlete_name');
	});

	it('never costs a test: where the past cannot be read, the comparisons are empty', async () => {
		account.simulator.fail({
			path: `/coaches/${vald}/tests`,
			match: ({ query }) => String(query.start_date) < '2026-06-01',
			status: 400,
			times: Infinity,
		});
		const [item] = await poll({ output: 'simplified', options: on });
		expect(item).toMatchObject({
			athlete_id: who.drop.athlete_id,
			metrics: { [key]: { value: 33, previous_value: null, baseline_count: null, z_score: null } },
		});
	});

	it('takes fewer requests without the smallest worthwhile change, for an athlete that is known', async () => {
		const parameters = {
			output: 'rowPerMetric',
			filters: { athleteIds: [who.drop.athlete_id] },
		};
		const [squad] = await poll({ ...parameters, options: on });
		const withSquad = account.calls.length;
		const [alone] = await poll({
			...parameters,
			options: { ...on, smallestWorthwhileChange: false },
		});
		const at = { timestamp: squad?.timestamp, local_time: squad?.local_time };
		expect({ ...alone, ...at }).toEqual({ ...squad, swc: null, exceeds_swc: null });
		expect(account.calls.length).toBeLessThan(withSquad);
	});
});

it('the webhook trigger compares pushed tests as well, also those of a whole event', async () => {
	jest.restoreAllMocks();
	account.simulator.dataset.tests.set(vald, []);
	who = account.simulator.admin.addHistories();
	const { pushes } = account.simulator;
	account.credentials.terraTeamsApi.webhookSigningSecret = pushes.secret;
	for (const itemPer of ['record', 'event']) {
		const receiver = await Receiver.open(account.credentials, {
			itemPer,
			output: 'simplified',
			options: on,
		});
		pushes.register(receiver.url);
		jump(33);
		await pushes.settled();
		await receiver.close();
		account.simulator.admin.deleteTest(vald, 'new');
		const [item] = receiver.starts.flat().map(({ json }) => json);
		const test = itemPer === 'event' ? (item?.data as object[])[0] : item;
		expect(test).toMatchObject({
			athlete_id: who.drop.athlete_id,
			metrics: { [key]: { value: 33, ...compared } },
		});
	}
});

it('gives a pushed test of an unknown coach the same form, with empty comparisons', async () => {
	jest.restoreAllMocks();
	const { pushes } = account.simulator;
	account.credentials.terraTeamsApi.webhookSigningSecret = pushes.secret;
	const receiver = await Receiver.open(account.credentials, { output: 'simplified', options: on });
	pushes.register(receiver.url);
	const data = [account.simulator.dataset.tests.get(vald)?.[0]?.record];
	await pushes.push({ type: 'test.retrieved', data });
	await pushes.settled();
	await receiver.close();
	const [item] = receiver.starts.flat().map(({ json }) => json);
	expect(item).toMatchObject({
		metrics: { [key]: { value: 30.5, baseline_count: null, z_score: null } },
	});
});
