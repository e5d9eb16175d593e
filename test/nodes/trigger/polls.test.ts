import type { IDataObject } from 'n8n-workflow';

import { Accounts, today, type Account } from '../account';
import { Clock } from './clock';
import { ActiveTrigger } from './trigger';

const accounts = new Accounts();
let clock: Clock;
let account: Account;
let vald: string;

beforeEach(async () => {
	clock = new Clock(today);
	account = await accounts.start();
	vald = account.coachOf('VALD');
});

afterEach(async () => {
	await accounts.closeAll();
	jest.restoreAllMocks();
});

async function active(parameters = {}): Promise<ActiveTrigger> {
	const trigger = await ActiveTrigger.load({ credentials: account.credentials, parameters });
	expect(await trigger.activate()).toEqual([]);
	return trigger;
}

function ids(items: { json: IDataObject }[]): unknown[] {
	return items.map(({ json }) => json.test_id ?? json.activity_id);
}

describe('activation', () => {
	it('emits nothing and remembers what exists', async () => {
		const trigger = await active();
		expect(trigger.takeChanged()).toBe(true);
		const { 'node:Terra Teams Trigger': state } = trigger.staticData;
		expect(state).toMatchObject({ version: 2, memory: expect.stringMatching(/^[\w-]{16}/) });
		expect(await trigger.poll()).toBeNull();
	});

	it('emits the last days if asked to, oldest first', async () => {
		const parameters = { options: { emitExistingDays: 5 } };
		const trigger = await ActiveTrigger.load({ credentials: account.credentials, parameters });
		const items = await trigger.activate();
		const times = items.map(({ json }) => Number(json.timestamp_us ?? json.start_timestamp_us));
		expect(times.length).toBeGreaterThan(0);
		expect(times).toEqual([...times].sort((a, b) => a - b));
		expect(times[0]).toBeGreaterThanOrEqual(clock.agoUs(5 * 24 + 0.1));
		expect(await trigger.tick()).toEqual([]);
	});

	it.each([
		['a wrong key', 403, 'wrong-key-0123456789'],
		['a key that has run out', 401, 'simulator-api-key-0123456789'],
	])('with %s names the credential', async (_, status, apiKey) => {
		account.credentials.terraTeamsApi.apiKey = apiKey;
		if (status === 401) account.simulator.fail({ status, times: Infinity });
		const trigger = await ActiveTrigger.load({ credentials: account.credentials });
		await expect(trigger.activate()).rejects.toMatchObject({
			message: expect.stringMatching(
				/Terra answered 40[13].*Check the Dev ID and the API Key in the Terra Teams credential/,
			),
			httpCode: `${status}`,
			failure: { cause: 'credential-invalid' },
		});
		expect(trigger.staticData).toEqual({ 'node:Terra Teams Trigger': {} });
	});

	it('is refused where a chosen coach does not exist', async () => {
		const parameters = { coachSelection: 'several', coachIds: [vald, 'nobody'] };
		const trigger = await ActiveTrigger.load({ credentials: account.credentials, parameters });
		await expect(trigger.activate()).rejects.toThrow(/404/);
	});

	it.each([
		[{ triggerOn: [] }, 'Trigger On is empty'],
		[{ coachSelection: 'several', coachIds: [] }, 'No coach is chosen'],
		[{ options: { lookBackDays: 0 } }, 'Look-Back Days must be a whole number'],
		[
			{ options: { lookBackDays: 1e12 } },
			'Look-Back Days is more than 36500. Enter 36500 or less.',
		],
		[
			{ options: { emitExistingDays: 36_501 } },
			'Existing Records (Days) is more than 36500. Enter 36500 or less.',
		],
		[{ options: { maxItems: 'x' } }, 'Max Items per Poll must be a whole number'],
		[{ options: { emitExistingDays: -1 } }, 'Existing Records (Days) must be a number'],
	])('is refused with %j', async (parameters, message) => {
		const trigger = await ActiveTrigger.load({ credentials: account.credentials, parameters });
		await expect(trigger.activate()).rejects.toThrow(message);
	});
});

it('takes the longest look-back there can be', async () => {
	const options = { lookBackDays: 36_500, emitExistingDays: 36_500, maxItems: 1e15 };
	const trigger = await ActiveTrigger.load({
		credentials: account.credentials,
		parameters: { options },
	});
	expect((await trigger.activate()).length).toBeGreaterThan(0);
	// Thousands of requests, which a busy machine needs its time for.
}, 180_000);

describe('a tick', () => {
	it('emits a new test, once', async () => {
		const trigger = await active();
		trigger.takeChanged();
		const { test_id: id } = account.simulator.admin.addTest(vald);
		const items = await trigger.tick();
		expect(items).toMatchObject([
			{
				json: {
					event: 'test.created',
					dedupe_key: `test:${vald}:${id}`,
					coach_id: vald,
					test_id: id,
				},
			},
		]);
		expect(trigger.takeChanged()).toBe(true);
		expect(await trigger.tick()).toEqual([]);
		// The items have arrived, and are remembered.
		expect(trigger.takeChanged()).toBe(true);
		expect(await trigger.tick()).toEqual([]);
		expect(trigger.takeChanged()).toBe(false);
	});

	it('emits a test that arrives days late with the next full scan', async () => {
		const trigger = await active();
		account.simulator.admin.addTest(vald, { test_id: 'late', timestamp_us: clock.agoUs(100) });
		expect(await trigger.tick()).toEqual([]);
		clock.pass(1.1);
		expect(ids(await trigger.tick())).toEqual(['late']);
	});

	it('emits updates where they are asked for, and new coaches, athletes and activities', async () => {
		const { admin } = account.simulator;
		admin.addTest(vald, { test_id: 'a' });
		const trigger = await active({
			triggerOn: [
				'activityCreated',
				'athleteCreated',
				'athleteUpdated',
				'coachCreated',
				'testUpdated',
			],
		});
		const athlete = account.athleteIds(vald)[0] ?? '';
		admin.updateTest(vald, 'a', { notes: 'measured again' });
		admin.updateAthlete(athlete, { first_name: 'Changed' });
		admin.addAthlete(vald, { athlete_id: 'new-athlete' });
		admin.addActivity(account.coachOf('CATAPULT'), { activity_id: 'new-activity' });
		admin.addCoach({ coach_id: 'new-coach' });
		const events = (await trigger.tick()).map(({ json }) => json.event);
		expect(events.sort()).toEqual([
			'activity.created',
			'athlete.created',
			'athlete.updated',
			'coach.created',
			'test.updated',
		]);
		expect(await trigger.tick()).toEqual([]);
	});

	it('asks for the recent days of each coach and kind only', async () => {
		const trigger = await active();
		account.simulator.clearRequests();
		await trigger.tick();
		expect(account.calls.sort()).toEqual(
			[
				'GET /coaches',
				...account.simulator.dataset.coaches.flatMap(({ coach_id: id }) => [
					`GET /coaches/${id}/activities`,
					`GET /coaches/${id}/tests`,
				]),
			].sort(),
		);
		const query = account.simulator.requests[1]?.query;
		expect(query).toMatchObject({ start_time: expect.stringMatching(/^2026-06-29T00:00/) });
	});

	it('leaves to the next one what is over the limit', async () => {
		const trigger = await active({ options: { maxItems: 2 } });
		for (const id of ['c', 'a', 'b']) {
			const hours = { a: 3, b: 2, c: 1 }[id] ?? 0;
			account.simulator.admin.addTest(vald, { test_id: id, timestamp_us: clock.agoUs(hours) });
		}
		expect(ids(await trigger.tick())).toEqual(['a', 'b']);
		expect(ids(await trigger.tick())).toEqual(['c']);
	});
});

describe('a failure', () => {
	it('of one coach does not stop the others, and becomes a failed execution that names it', async () => {
		const trigger = await active();
		const broken = account.coachOf('GYMAWARE');
		account.simulator.fail({ path: `/coaches/${broken}/tests`, status: 404, times: Infinity });
		account.simulator.admin.addTest(vald, { test_id: 'a' });
		expect(ids(await trigger.tick())).toEqual(['a']);
		expect(trigger.failures).toEqual([]);
		expect(await trigger.tick()).toEqual([]);
		expect(trigger.failures).toMatchObject([{ message: expect.stringContaining(broken) }]);
		expect(trigger.failures[0]?.message).toMatch(/404.*The other coaches are not affected\./);
		expect(trigger.failures[0]).not.toHaveProperty('failure.cause');
		account.simulator.admin.addTest(broken, { test_id: 'b' });
		await trigger.tick();
		expect(trigger.failures).toHaveLength(1);
		clock.pass(1.1);
		await trigger.tick();
		expect(trigger.failures).toHaveLength(2);
		account.simulator.clearFaults();
		expect(ids(await trigger.tick())).toEqual(['b']);
	});

	it('of one coach does not keep the workflow from starting', async () => {
		const broken = account.coachOf('GYMAWARE');
		account.simulator.fail({ path: `/coaches/${broken}/tests`, status: 404, times: Infinity });
		const trigger = await active();
		const { staticData } = trigger;
		const again = await ActiveTrigger.load({ credentials: account.credentials, staticData });
		await expect(again.activate()).resolves.toEqual([]);
		await again.tick();
		expect(again.failures).toHaveLength(1);
	});

	it('of everything says why as n8n says it', async () => {
		const trigger = await active();
		account.simulator.fail({ path: '/coaches', status: 500, times: Infinity });
		expect(await trigger.tick()).toEqual([]);
		expect(trigger.failures).toMatchObject([
			{ httpCode: '500', failure: { cause: 'temporarily-unavailable' } },
		]);
		account.simulator.clearFaults();
		account.simulator.admin.addTest(vald, { test_id: 'a' });
		expect(ids(await trigger.tick())).toEqual(['a']);
	});

	it('by a rate limit says how long to wait', async () => {
		const trigger = await active();
		const headers = { 'Retry-After': '90' };
		account.simulator.fail({ path: '/coaches', status: 429, headers, times: Infinity });
		await trigger.tick();
		expect(trigger.failures).toMatchObject([
			{ failure: { cause: 'rate-limited', retryAfterMs: 90_000 } },
		]);
	});

	it('by a key that is refused is thrown with every poll', async () => {
		const trigger = await active();
		account.simulator.fail({ status: 401, times: Infinity });
		await trigger.tick();
		await trigger.tick();
		expect(trigger.failures).toMatchObject([{ httpCode: '401' }, { httpCode: '401' }]);
	});
});

describe('a test event', () => {
	it('is a few of the newest records, and leaves the state alone', async () => {
		const trigger = await active({ triggerOn: ['testCreated'] });
		const { staticData } = trigger;
		trigger.takeChanged();
		account.simulator.admin.addTest(vald, { test_id: 'newest' });
		const [items = []] = (await trigger.test()) ?? [];
		expect(items).toHaveLength(3);
		expect(items[0]?.json).toMatchObject({ event: 'test.created', test_id: 'newest' });
		expect(trigger.takeChanged()).toBe(false);
		expect(trigger.staticData).toEqual(staticData);
		expect(ids(await trigger.tick())).toEqual(['newest']);
	});

	it('says so where there is nothing to show', async () => {
		const empty = await accounts.start({ size: { athletes: 0, days: 0 } });
		const trigger = await ActiveTrigger.load({ credentials: empty.credentials });
		await expect(trigger.test()).rejects.toThrow(
			/There is nothing in the last 7 days to show as an example/,
		);
	});

	it('shows what there is although a coach fails', async () => {
		const trigger = await ActiveTrigger.load({ credentials: account.credentials });
		account.simulator.fail({ path: `/coaches/${vald}/tests`, status: 404, times: Infinity });
		expect((await trigger.test())?.[0]?.length).toBeGreaterThan(0);
	});
});

it('gives nothing of a secret away', async () => {
	const leaky = await accounts.start({ echoSecrets: true });
	const parameters = { triggerOn: ['coachCreated', 'testCreated'] };
	const trigger = await ActiveTrigger.load({ credentials: leaky.credentials, parameters });
	await trigger.activate();
	const secret = 'a-provider-secret';
	leaky.simulator.admin.addCoach({ client_secret: secret, token: secret, client_id: secret });
	const items = await trigger.tick();
	expect(items).toHaveLength(1);
	const { apiKey } = leaky.simulator.credentials;
	leaky.simulator.fail({ path: '/coaches', status: 500, body: { detail: `bad ${apiKey}` } });
	await trigger.tick();
	expect(trigger.failures).toHaveLength(1);
	const { message, stack } = trigger.failures[0] ?? {};
	const given = JSON.stringify([items, trigger.staticData, trigger.failures, message, stack]);
	expect(given).not.toContain(secret);
	expect(given).not.toContain(apiKey);
});
