import type { FaultRule } from '../../../simulator';
import { Accounts, today, type Account } from '../account';
import { waitFor } from '../../../tools/waitFor';
import { Clock } from './clock';
import { ActiveTrigger } from './trigger';

const accounts = new Accounts();
let account: Account;
let vald: string;
let clock: Clock;

beforeEach(async () => {
	clock = new Clock(today);
	account = await accounts.start();
	vald = account.coachOf('VALD');
});

afterEach(async () => {
	await accounts.closeAll();
	jest.restoreAllMocks();
});

async function load(more: Partial<Parameters<typeof ActiveTrigger.load>[0]> = {}) {
	return await ActiveTrigger.load({ credentials: account.credentials, ...more });
}

function add(id: string): void {
	account.simulator.admin.addTest(vald, { test_id: id });
}

function ids(items: Awaited<ReturnType<ActiveTrigger['tick']>>): unknown[] {
	return items.map(({ json }) => json.test_id);
}

describe('what is kept in the process', () => {
	it('is of one node, though another one of the workflow has the same id', async () => {
		const workflowId = 'copied';
		const one = await load({ workflowId, nodeName: 'One' });
		const other = await load({ workflowId, nodeName: 'Other' });
		await one.activate();
		await other.activate();
		add('a');
		expect([ids(await one.tick()), ids(await other.tick())]).toEqual([['a'], ['a']]);
		expect([ids(await one.tick()), ids(await other.tick())]).toEqual([[], []]);
	});

	it('goes on with a node that takes the place of another under its name', async () => {
		const workflowId = 'replaced';
		const before = await load({ workflowId });
		await before.activate();
		add('a');
		expect(ids(await before.tick())).toEqual(['a']);
		const { staticData } = before;
		const after = await load({ workflowId, nodeId: 'another', staticData });
		expect(ids(await after.activate())).toEqual([]);
	});
});

describe('stopping and starting n8n', () => {
	it('loses nothing that arrives meanwhile', async () => {
		const before = await load();
		await before.activate();
		const { staticData } = before;
		add('meanwhile');
		clock.pass(5 * 24);
		const after = await load({ staticData });
		expect(ids(await after.activate())).toEqual(['meanwhile']);
	});

	it('from an older state repeats with the same dedupe_key', async () => {
		const before = await load();
		await before.activate();
		const { staticData } = before;
		add('a');
		const [first] = await before.tick();
		const after = await load({ staticData });
		const [second] = await after.activate();
		expect(second?.json).toEqual(first?.json);
	});

	it('right after n8n saved the state, with or without the execution, loses nothing', async () => {
		const before = await load();
		await before.activate();
		add('a');
		const [first] = await before.tick();
		const { staticData } = before;
		add('meanwhile');
		const after = await load({ staticData });
		const [second, ...others] = await after.activate();
		expect(second?.json).toEqual(first?.json);
		expect(ids(others)).toEqual(['meanwhile']);
	});

	it.each<[string, FaultRule]>([
		['a refused key', { status: 401 }],
		['a refusal', { status: 403 }],
		['a page of a firewall', { status: 403, body: '<html>', contentType: 'text/html' }],
		['a server that is down', { status: 500 }],
		['a connection that breaks', { reset: true }],
		['a list that is cut off', { truncateBody: 0 }],
	])(
		'starts the workflow again in spite of %s, and shows it from the second poll on',
		async (_, fault) => {
			const before = await load();
			await before.activate();
			const { staticData } = before;
			add('meanwhile');
			account.simulator.fail({ ...fault, times: Infinity });
			const after = await load({ staticData });
			expect(ids(await after.activate())).toEqual([]);
			expect(after.failures).toEqual([]);
			await after.tick();
			expect(after.failures).toHaveLength(1);
			account.simulator.clearFaults();
			expect(ids(await after.tick())).toEqual(['meanwhile']);
		},
	);

	it('starts the workflow again without a readable state, and goes on from there', async () => {
		const before = await load();
		await before.activate();
		for (const broken of [
			{ version: 1, streams: 'x'.repeat(50), memory: '', next: '', pendingMs: 0 },
			{ version: 2, streams: 'x'.repeat(50), memory: '_-_-_-', next: '', pendingMs: 0 },
			{ version: 1, streams: null, memory: 7 },
			{ version: 9 },
			{ streams: {} },
		]) {
			const after = await load({ staticData: { 'node:Terra Teams Trigger': broken } });
			account.simulator.fail({ status: 401, times: 4 });
			expect(ids(await after.activate())).toEqual([]);
			expect(after.failures).toEqual([]);
			account.simulator.clearFaults();
			await after.tick();
			add('later');
			expect(ids(await after.tick())).toEqual(['later']);
			account.simulator.admin.deleteTest(vald, 'later');
		}
	});

	it('does not start a workflow that has never polled, and says why', async () => {
		account.simulator.fail({ status: 401, times: Infinity });
		const trigger = await load();
		await expect(trigger.activate()).rejects.toThrow('Check the Dev ID and the API Key');
	});

	it('with durable cursors repeats nothing', async () => {
		const cursor = {};
		const before = await load({ cursor });
		await before.activate();
		add('a');
		expect(ids(await before.tick())).toEqual(['a']);
		add('meanwhile');
		const after = await load({ cursor: { ...cursor } });
		expect(ids(await after.activate())).toEqual(['meanwhile']);
	});
});

describe('a workflow that is changed while n8n runs', () => {
	const workflowId = 'changed';

	it('repeats nothing', async () => {
		const before = await load({ workflowId });
		await before.activate();
		add('a');
		await before.tick();
		const { staticData } = before;
		await before.tick();
		const after = await load({ staticData, workflowId });
		expect(ids(await after.activate())).toEqual([]);
		add('b');
		expect(ids(await after.tick())).toEqual(['b']);
	});

	it('loses nothing of a poll that n8n dropped because of it', async () => {
		const before = await load({ workflowId });
		await before.activate();
		add('a');
		await before.tick();
		const { staticData } = before;
		add('b');
		await before.poll();
		const after = await load({ staticData, workflowId });
		expect(ids(await after.activate())).toEqual(['b']);
	});
});

it('begins anew, silently, once the node is renamed, since n8n loses its state', async () => {
	const before = await load();
	await before.activate();
	add('known');
	await before.tick();
	const { staticData } = before;
	const renamed = await load({ staticData, nodeName: 'New tests' });
	add('before its first poll');
	expect(await renamed.activate()).toEqual([]);
	add('later');
	expect(ids(await renamed.tick())).toEqual(['later']);
});

it('begins anew, silently, in a copy of the workflow, and both go on by themselves', async () => {
	const original = await load();
	await original.activate();
	const copy = await load();
	expect(await copy.activate()).toEqual([]);
	add('a');
	expect(ids(await original.tick())).toEqual(['a']);
	expect(ids(await copy.tick())).toEqual(['a']);
});

it('makes no flood of a change of the settings', async () => {
	const before = await load({ parameters: { triggerOn: ['testCreated'] } });
	await before.activate();
	const { staticData } = before;
	add('a');
	const parameters = { triggerOn: ['activityCreated', 'testCreated', 'athleteCreated'] };
	const after = await load({ staticData, parameters });
	expect(ids(await after.activate())).toEqual(['a']);
});

describe('two polls at once', () => {
	it('of one trigger: the second gives nothing, and the next one continues', async () => {
		const trigger = await load();
		await trigger.activate();
		add('a');
		account.simulator.fail({ path: '/coaches', delayMs: 300 });
		const [first, second] = await Promise.all([trigger.poll(), trigger.poll()]);
		expect(ids(first?.[0] ?? [])).toEqual(['a']);
		expect(second).toBeNull();
		add('b');
		expect(ids(await trigger.tick())).toEqual(['b']);
	});

	it('go on after one that hangs since the clock was ahead by a day', async () => {
		const trigger = await load();
		await trigger.activate();
		account.simulator.fail({ path: '/coaches', hang: true });
		clock.pass(24);
		const hanging = trigger.poll().catch(() => null);
		await waitFor('its request', () =>
			account.simulator.requests.at(-1)?.path.endsWith('/coaches'),
		);
		clock.pass(-24);
		add('a');
		expect(ids(await trigger.tick())).toEqual(['a']);
		await account.simulator.close();
		await hanging;
	});

	it('give nothing, and save nothing, once another one has begun', async () => {
		const trigger = await load();
		await trigger.activate();
		account.simulator.fail({ path: '/coaches', delayMs: 1000 });
		clock.pass(24);
		const late = trigger.poll();
		await waitFor('its request', () =>
			account.simulator.requests.at(-1)?.path.endsWith('/coaches'),
		);
		clock.pass(-24);
		add('a');
		expect(ids(await trigger.tick())).toEqual(['a']);
		expect(await late).toBeNull();
		expect(ids(await trigger.tick())).toEqual([]);
	});

	it('of two workflows do not hinder each other', async () => {
		const [one, other] = [await load(), await load()];
		await Promise.all([one.activate(), other.activate()]);
		add('a');
		const [first, second] = await Promise.all([one.poll(), other.poll()]);
		expect(ids(first?.[0] ?? [])).toEqual(['a']);
		expect(ids(second?.[0] ?? [])).toEqual(['a']);
	});

	it('go on after one that failed', async () => {
		const trigger = await load();
		account.simulator.fail({ status: 401 });
		await expect(trigger.activate()).rejects.toThrow('401');
		await expect(trigger.activate()).resolves.toEqual([]);
	});
});

describe('the time that n8n gives a poll', () => {
	it.each<[string, FaultRule]>([
		['does not respond', { hang: true }],
		['stops in the middle of a response', { hang: true, cutAfterBytes: 20 }],
	])('is kept where the server %s, and the rest comes with the next poll', async (_, fault) => {
		const trigger = await load({ budgetMs: 1500, parameters: { triggerOn: ['testCreated'] } });
		await trigger.activate();
		account.simulator.fail({ path: '/coaches/*/tests', times: Infinity, ...fault });
		add('a');
		const began = Date.now();
		expect(await trigger.tick()).toEqual([]);
		expect(Date.now() - began).toBeLessThan(10_000);
		account.simulator.clearFaults();
		expect(ids(await trigger.tick())).toEqual(['a']);
	});

	it('is used for the most important, one stream at least', async () => {
		const trigger = await load({ budgetMs: 0, parameters: { triggerOn: ['testCreated'] } });
		await trigger.activate();
		for (let polls = 0; polls < 3; polls++) await trigger.tick();
		add('a');
		account.simulator.clearRequests();
		const found = [];
		for (let polls = 0; polls < 3; polls++) found.push(...ids(await trigger.tick()));
		expect(found).toEqual(['a']);
		expect(account.calls).toHaveLength(6);
	});

	it('is a usual one where n8n does not say', async () => {
		const trigger = await load({ budgetMs: 'unknown' });
		await trigger.activate();
		add('a');
		expect(ids(await trigger.tick())).toEqual(['a']);
	});
});
