import type { INodeParameters } from 'n8n-workflow';

import { Accounts, today, type Account } from '../account';
import { Clock } from './clock';
import { ActiveTrigger } from './trigger';

const accounts = new Accounts();
let account: Account;
let vald: string;
let clock: Clock;

beforeEach(async () => {
	account = await accounts.start();
	vald = account.coachOf('VALD');
	clock = new Clock(today);
});

afterEach(async () => {
	await accounts.closeAll();
	jest.restoreAllMocks();
});

const nowUs = today.getTime() * 1000;
let workflows = 0;

/** The trigger on tests, activated; `from` is one whose saved state it takes over. */
async function activate(filters: INodeParameters, from?: ActiveTrigger): Promise<ActiveTrigger> {
	const trigger = await ActiveTrigger.load({
		credentials: account.credentials,
		parameters: { triggerOn: ['testCreated', 'testUpdated'], includeAthleteInRaw: true, filters },
		workflowId: from?.workflow.id ?? `filtered-${++workflows}`,
		staticData: from?.staticData,
	});
	expect(await trigger.activate()).toEqual([]);
	account.simulator.clearRequests();
	return trigger;
}

function arrive(id: string, overrides: object = {}, athlete?: string): void {
	const test = { test_id: id, timestamp_us: nowUs - 1e9, display_name: id, test_type: 2 };
	account.simulator.admin.addTest(vald, { ...test, ...overrides }, athlete);
}

async function ids(trigger: ActiveTrigger): Promise<unknown[]> {
	return (await trigger.tick()).map(({ json }) => json.test_id);
}

it('starts the workflow only with what passes', async () => {
	const trigger = await activate({ testTypes: ['Squat Jump'], nameContains: 'one' });
	arrive('one', { test_type: 12 });
	arrive('two', { test_type: 12 });
	arrive('another one', { test_type: 2 });
	expect(await ids(trigger)).toEqual(['one']);
	expect(await trigger.tick()).toEqual([]);
});

it('takes no more requests for a poll in which nothing passes', async () => {
	const trigger = await activate({ nameContains: 'one' });
	arrive('two');
	account.simulator.clearRequests();
	expect(await trigger.tick()).toEqual([]);
	expect(account.calls.filter((call) => call.endsWith('/search'))).toEqual([]);
});

it('brings a record once it passes, as one that is new', async () => {
	const trigger = await activate({ nameContains: 'jump' });
	arrive('one', { display_name: 'unnamed' });
	expect(await ids(trigger)).toEqual([]);
	account.simulator.admin.updateTest(vald, 'one', { display_name: 'Squat Jump' });
	const items = await trigger.tick();
	expect(items.map(({ json }) => [json.event, json.test_id])).toEqual([['test.created', 'one']]);
});

it('begins silently with what another filter lets through', async () => {
	const narrow = await activate({ nameContains: 'one' });
	arrive('one');
	arrive('two');
	expect(await ids(narrow)).toEqual(['one']);
	const wide = await activate({}, narrow);
	expect(await wide.tick()).toEqual([]);
	account.simulator.admin.updateTest(vald, 'two', { notes: 'changed' });
	arrive('three');
	const items = await wide.tick();
	expect(items.map(({ json }) => [json.event, json.test_id]).sort()).toEqual([
		['test.created', 'three'],
		['test.updated', 'two'],
	]);
});

it('loses nothing that both filters let through while the filter is changed', async () => {
	const before = await activate({ nameContains: 'o' });
	arrive('one');
	const after = await ActiveTrigger.load({
		credentials: account.credentials,
		parameters: { triggerOn: ['testCreated'], filters: { nameContains: 'on' } },
		workflowId: before.workflow.id,
		staticData: before.staticData,
	});
	expect((await after.activate()).map(({ json }) => json.test_id)).toEqual(['one']);
});

describe('the athletes', () => {
	it('whose tests come, with or without their names', async () => {
		const [wanted = '', other = ''] = account.athleteIds(vald);
		const trigger = await activate({ athleteIds: [wanted] });
		arrive('one', {}, wanted);
		arrive('two', {}, other);
		const items = await trigger.tick();
		expect(items.map(({ json }) => [json.test_id, json.athlete_id])).toEqual([['one', wanted]]);
		expect(await trigger.tick()).toEqual([]);
		const nameless = await ActiveTrigger.load({
			credentials: account.credentials,
			parameters: { triggerOn: ['testCreated'], filters: { athleteIds: [wanted] } },
		});
		await nameless.activate();
		arrive('three', {}, wanted);
		arrive('four', {}, other);
		clock.pass(0.05);
		const [third, ...others] = await nameless.tick();
		expect(others).toEqual([]);
		expect(third?.json).toMatchObject({ test_id: 'three' });
		expect(third?.json).not.toHaveProperty('athlete_id');
	});

	it('may have done a test of which Terra does not say: it comes', async () => {
		const [wanted = ''] = account.athleteIds(vald);
		const trigger = await activate({ athleteIds: [wanted] });
		arrive('one', {}, wanted);
		account.simulator.fail({ path: '/coaches/*/tests/search', status: 500, times: Infinity });
		const [item] = await trigger.tick();
		expect(item?.json).toMatchObject({ test_id: 'one', athlete_id: null, athlete_name: null });
	});

	it('are those of whom a sample is', async () => {
		const [wanted = '', other = ''] = account.athleteIds(vald);
		const trigger = await activate({ athleteIds: [wanted] });
		for (let n = 0; n < 5; n++) arrive(`other ${n}`, { timestamp_us: nowUs - 1e6 }, other);
		arrive('one', { timestamp_us: nowUs - 5e9 }, wanted);
		const [items = []] = (await trigger.test()) ?? [];
		const athletes = items.map(({ json }) => json.athlete_id);
		expect(new Set(athletes)).toEqual(new Set([wanted]));
	});
});

it('says in a test run that nothing passes', async () => {
	const trigger = await activate({ nameContains: 'nothing has this name' });
	await expect(trigger.test()).rejects.toThrow(
		'There is nothing that passes the filters in the last 7 days to show as an example',
	);
});

it('gives selected fields, after those of the event', async () => {
	const [wanted = ''] = account.athleteIds(vald);
	const trigger = await ActiveTrigger.load({
		credentials: account.credentials,
		parameters: {
			triggerOn: ['testCreated', 'activityCreated'],
			output: 'selectedFields',
			selectedFields: ['athlete_name', 'description', 'name'],
		},
	});
	await trigger.activate();
	arrive('one', {}, wanted);
	account.simulator.admin.addActivity(account.coachOf('CATAPULT'), {
		activity_id: 'session',
		start_timestamp_us: nowUs - 2e9,
	});
	const items = await trigger.tick();
	const columns = new Set(items.map(({ json }) => Object.keys(json).join(' ')));
	expect([...columns]).toEqual([
		'event dedupe_key coach_id test_id activity_id athlete_id athlete_name description name'
			.split(' ')
			.join(' '),
	]);
	expect(items.at(-1)?.json).toMatchObject({ test_id: 'one', name: 'one', activity_id: null });
});
