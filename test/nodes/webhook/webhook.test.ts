/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { once } from 'node:events';
import { connect } from 'node:net';

import { NodeHelpers, type INodeParameters } from 'n8n-workflow';

import type { Simulator } from '../../../simulator';
import { waitFor } from '../../../tools/waitFor';
import { Accounts, type Account } from '../account';
import { everyText } from '../everyText';
import { loadPackage, nodeTypeOf } from '../loadedPackage';
import { ActiveTrigger } from '../trigger/trigger';
import { Receiver } from './receiver';

const accounts = new Accounts();
const receivers: Receiver[] = [];
let account: Account;
let simulator: Simulator;

beforeEach(async () => {
	account = await accounts.start({ retryDelaysMs: [] });
	simulator = account.simulator;
	account.credentials.terraTeamsApi.webhookSigningSecret = simulator.pushes.secret;
});

afterEach(async () => {
	await Promise.all(receivers.splice(0).map(async (receiver) => await receiver.close()));
	await accounts.closeAll();
});

/** A node with these parameters, to whose address the simulator pushes. */
async function listen(parameters: INodeParameters = {}): Promise<Receiver> {
	const receiver = await Receiver.open(account.credentials, parameters);
	receivers.push(receiver);
	simulator.pushes.register(receiver.url);
	return receiver;
}

function itemsOf({ starts }: Receiver) {
	return starts.map((items) => items.map(({ json }) => json));
}

const tests = (...ids: string[]) => ({
	type: 'test.retrieved',
	coach: simulator.dataset.coaches[0] ?? { coach_id: '', provider: '' },
	data: ids.map((id) => ({ test_id: id })),
});

describe('with its defaults', () => {
	it('gives activities, athletes, coaches and tests, an item for each record', async () => {
		const receiver = await listen();
		const { admin } = simulator;
		const coach = admin.addCoach({ provider: 'CATAPULT' });
		await simulator.pushes.settled();
		const athlete = admin.addAthlete(coach.coach_id, { active: true });
		await simulator.pushes.settled();
		admin.addActivity(coach.coach_id);
		await simulator.pushes.settled();
		admin.addTest(coach.coach_id);
		await simulator.pushes.settled();
		admin.deleteAthlete(athlete.athlete_id);
		await simulator.pushes.settled();
		expect(itemsOf(receiver).map((items) => items.map(({ event }) => event))).toEqual([
			['coach.registered'],
			['athlete.registered'],
			['activity.retrieved'],
			['test.retrieved'],
			['athlete.deleted'],
		]);
		for (const [item] of itemsOf(receiver)) expect(item?.coach_id).toBe(coach.coach_id);
	});

	it('does not give other events, healthchecks, or those of the Unified API', async () => {
		const receiver = await listen();
		for (const type of ['activity.metric.retrieved', 'healthcheck', 'activity', 'auth']) {
			const [attempt] = await simulator.pushes.push({ type, data: [{ a: 1 }] });
			expect(attempt?.status).toBe(200);
		}
		expect(itemsOf(receiver)).toEqual([]);
	});

	it('starts once for an event that arrives twice, and again for the same in another delivery', async () => {
		const receiver = await listen();
		const { pushes } = simulator;
		for (const traceId of ['one', 'one', 'another']) {
			const [attempt] = await pushes.push(tests('x'), { traceId, signedAtMs: Date.now() });
			expect(attempt?.status).toBe(200);
		}
		expect(itemsOf(receiver).map(([item]) => item?.trace_id)).toEqual(['one', 'another']);
	});

	it('takes an event whose first signature is two days old, but none that is older', async () => {
		const receiver = await listen();
		const hours = (count: number) => Date.now() - count * 3_600_000;
		await simulator.pushes.push(tests('in time'), { signedAtMs: hours(47.9) });
		await simulator.pushes.push(tests('late'), { signedAtMs: hours(48.1) });
		expect(simulator.pushes.attempts.map(({ status }) => status)).toEqual([200, 401]);
		expect(itemsOf(receiver).flat()).toMatchObject([{ test_id: 'in time' }]);
	});
});

it('gives the headers of interest, and null for those that are missing', async () => {
	const receiver = await listen();
	const headers = { 'X-Terra-Ordering-Timestamp': '1723808700123' };
	await simulator.pushes.push(tests('a'), { traceId: 'trace', reference: 'ref', headers });
	await simulator.pushes.push(tests('b'), {
		headers: {
			'X-Terra-Trace-Id': '',
			'X-Terra-Ordering-Timestamp': 'soon',
		},
	});
	expect(itemsOf(receiver).flat()).toMatchObject([
		{ trace_id: 'trace', reference: 'ref', ordering_timestamp: 1723808700123 },
		{ trace_id: null, ordering_timestamp: null },
	]);
});

it('gives one item for an event in chunks of their own, all with one reference', async () => {
	const receiver = await listen({ itemPer: 'event' });
	const ids = Array.from({ length: 40 }, (_, index) => `chunked-${index}`);
	await simulator.pushes.push(tests(...ids), { chunkBytes: 500, traceId: 'long' });
	const items = itemsOf(receiver).flat();
	expect(items.length).toBeGreaterThan(2);
	expect(new Set(items.map(({ reference }) => reference)).size).toBe(1);
	expect(new Set(items.map(({ trace_id: trace }) => trace)).size).toBe(items.length);
	expect(new Set(items.map(({ dedupe_key: key }) => key)).size).toBe(items.length);
	const given = items.flatMap(({ data }) => data as { test_id: string }[]);
	expect(new Set(given.map(({ test_id: id }) => id))).toEqual(new Set(ids));
});

it('gives the same dedupe_key when Terra sends an event again', async () => {
	const perRecord = await listen();
	await simulator.pushes.push(tests('a', 'b'), { signing: 'right' });
	await simulator.pushes.push(tests('a', 'b'), { signedAtMs: Date.now() - 60_000 });
	const perEvent = await listen({ itemPer: 'event' });
	await simulator.pushes.push(tests('a', 'b'));
	await simulator.pushes.push(tests('a', 'b'), { gzip: true });
	for (const receiver of [perRecord, perEvent]) {
		const [first, again] = itemsOf(receiver).map((items) => items.map((item) => item.dedupe_key));
		expect(first).toEqual(again);
		expect(first?.every((key) => typeof key === 'string' && key !== '')).toBe(true);
	}
});

it('responds with 200 to what is no event, and starts nothing', async () => {
	const receiver = await listen({ options: { acceptUnsigned: true } });
	for (const body of ['', 'hello', '{"type":', '{"type":"test.retrieved"}', '[]']) {
		const [attempt] = await simulator.pushes.push(Buffer.from(body), { signing: 'none' });
		expect(attempt?.status).toBe(200);
	}
	expect(receiver.starts).toEqual([]);
	expect(receiver.failures).toEqual([]);
});

it('starts nothing for a sender that has given up, and once when it sends again', async () => {
	const receiver = await listen();
	// The node gets the first request when its sender has closed the connection.
	receiver.beforeNode = async (response) => {
		receiver.beforeNode = async () => undefined;
		await once(response, 'close');
	};
	const options = { timeoutMs: 2000, retryDelaysMs: [0] };
	const given = simulator.pushes.push(tests('slow'), options);
	expect((await given).map(({ status }) => status)).toEqual([0, 200]);
	expect(itemsOf(receiver).flat()).toMatchObject([{ test_id: 'slow' }]);
	expect(receiver.failures).toEqual([]);
});

it('starts once for an event that comes twice at the same time', async () => {
	const receiver = await listen();
	let arrived = 0;
	receiver.beforeNode = async () => {
		arrived += 1;
		await waitFor('both requests', () => arrived === 2, { everyMs: 5 });
	};
	simulator.fail({ path: '/coaches/*/tests/search', delayMs: 200, times: Infinity });
	const { pushes } = simulator;
	const options = { traceId: 'same', signedAtMs: Date.now(), retryDelaysMs: [] };
	const attempts = await Promise.all(
		[1, 2].map(async () => await pushes.push(tests('x'), options)),
	);
	const statuses = attempts.flat().map(({ status }) => status);
	// The second one is told to come again while n8n is busy with the first.
	expect(statuses.every((status) => status === 200 || status === 503)).toBe(true);
	expect(statuses).toContain(200);
	expect(itemsOf(receiver).flat()).toMatchObject([{ test_id: 'x' }]);
});

it('gives every event of many its response in time, with a Terra that is slow to name the athletes', async () => {
	const receiver = await listen();
	simulator.fail({ path: '/athletes', delayMs: 3000, times: Infinity });
	simulator.fail({ path: '/coaches/*/tests/search', delayMs: 3000, times: Infinity });
	const ids = Array.from({ length: 60 }, (_, index) => `of-many-${index}`);
	const attempts = await Promise.all(
		ids.map(async (id) => await simulator.pushes.push(tests(id), { retryDelaysMs: [] })),
	);
	expect(attempts.flat().filter(({ status }) => status !== 200)).toEqual([]);
	expect(
		new Set(
			itemsOf(receiver)
				.flat()
				.map(({ test_id: id }) => id),
		),
	).toEqual(new Set(ids));
	expect(receiver.starts).toHaveLength(ids.length);
}, 30_000);

it('responds to a large body itself, and starts with it all the same', async () => {
	const receiver = await listen();
	const data = [{ test_id: 'large', notes: 'x'.repeat(10_000_000) }];
	const [large] = await simulator.pushes.push({ type: 'test.retrieved', data });
	const [small] = await simulator.pushes.push(tests('small'));
	expect([large?.status, small?.status]).toEqual([200, 200]);
	expect(large?.responseBody).not.toBe(small?.responseBody);
	expect(itemsOf(receiver).flat()).toMatchObject([{ test_id: 'large' }, { test_id: 'small' }]);
});

it.each(['application/octet-stream', 'application/vnd.terra.event', ''])(
	'reads a body that n8n has left alone, sent as %j',
	async (type) => {
		const receiver = await listen();
		const headers = { 'Content-Type': type };
		const [attempt] = await simulator.pushes.push(tests('unread'), { headers });
		expect(attempt?.status).toBe(200);
		expect(itemsOf(receiver).flat()).toMatchObject([{ test_id: 'unread' }]);
	},
);

describe('refuses', () => {
	it.each([
		['wrong', {}, /does not match the body/],
		['none', {}, /not signed/],
		['none', { 'Terra-Signature': 't=now' }, /does not have the form/],
	] as const)(
		'an event with a signature that is %s, with %j',
		async (signing, headers, message) => {
			const receiver = await listen({ triggerOn: ['other', 'testRetrieved'] });
			const [attempt] = await simulator.pushes.push(tests('x'), { signing, headers });
			expect(attempt).toMatchObject({ status: 401 });
			expect(JSON.parse(attempt?.responseBody ?? '')).toEqual({
				message: expect.stringMatching(message) as unknown,
			});
			expect(receiver.starts).toEqual([]);
			expect(receiver.failures).toEqual([]);
		},
	);

	it.each([{}, { options: { acceptUnsigned: true } }])(
		'what n8n cannot read, set to %j, even if there is no secret to check it with',
		async (parameters) => {
			account.credentials.terraTeamsApi.webhookSigningSecret = '';
			const receiver = await listen(parameters);
			const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
			const [attempt] = await simulator.pushes.push(tests('x'), { headers });
			expect(attempt).toMatchObject({ status: 400 });
			expect(attempt?.responseBody).toMatch(/cannot read the body/);
			expect([receiver.starts, receiver.failures]).toEqual([[], []]);
		},
	);

	it('requests that do not wait for the response to the one before', async () => {
		const receiver = await listen({ options: { acceptUnsigned: true } });
		const { hostname, port, pathname } = new URL(receiver.url);
		const body = JSON.stringify(tests('piped'));
		const request = [
			`POST ${pathname} HTTP/1.1`,
			`Host: ${hostname}`,
			'Content-Type: application/json',
			`Content-Length: ${Buffer.byteLength(body)}`,
			'',
			body,
		].join('\r\n');
		let arrived = 0;
		receiver.beforeNode = async () => {
			arrived += 1;
			await waitFor('all three requests', () => arrived === 3, { everyMs: 5 });
		};
		const socket = connect(Number(port), hostname);
		socket.write(request.repeat(3));
		let responses = '';
		for await (const chunk of socket) {
			responses += String(chunk);
			if (responses.split('HTTP/1.1 ').length > 3) break;
		}
		expect([...responses.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual([
			'200',
			'503',
			'503',
		]);
		expect(itemsOf(receiver).flat()).toHaveLength(1);
	});

	it('everything while there is no secret, and says so without one', async () => {
		account.credentials.terraTeamsApi.webhookSigningSecret = '';
		const receiver = await listen();
		const [attempt] = await simulator.pushes.push(tests('x'));
		expect(attempt?.status).toBe(401);
		expect(attempt?.responseBody).toMatch(/No Webhook Signing Secret is set/);
		expect([receiver.starts, receiver.failures]).toEqual([[], []]);
	});

	it('what is signed wrongly even where unsigned events are accepted', async () => {
		const receiver = await listen({ options: { acceptUnsigned: true } });
		await simulator.pushes.push(tests('a'), { signing: 'none' });
		await simulator.pushes.push(tests('b'), { signing: 'wrong' });
		expect(itemsOf(receiver).flat()).toMatchObject([{ test_id: 'a' }]);
	});
});

it.each([
	[{ triggerOn: [] }, /Trigger On is empty/],
	[{ triggerOn: ['testRetrieved', 'nonsense'] }, /Trigger On is empty or has an unknown event/],
	[{ options: { maxAgeHours: 'a while' } }, /Max Age must be a number of hours/],
	[{ options: { acceptUnsigned: 'perhaps' } }, /Accept Unsigned Events must be/],
])('fails with a sentence where it is set to %j', async (parameters, message) => {
	const receiver = await listen(parameters);
	const [attempt] = await simulator.pushes.push(tests('x'));
	expect(attempt?.status).toBe(500);
	expect(receiver.failures).toEqual([
		expect.objectContaining({ message: expect.stringMatching(message) as unknown }),
	]);
	expect(everyText(receiver.failures)).not.toContain(simulator.pushes.secret);
});

it('reads text where an expression gives it', async () => {
	const options = { maxAgeHours: '1', acceptUnsigned: 'false', versions: 'test' };
	const receiver = await listen({ triggerOn: 'testRetrieved', options });
	await simulator.pushes.push(tests('a'));
	await simulator.pushes.push(tests('b'), { signedAtMs: Date.now() - 7_200_000 });
	expect(itemsOf(receiver).flat()).toMatchObject([{ test_id: 'a' }]);
});

it('never gives what a coach logs in with', async () => {
	const secrets = { client_id: 'hidden-1', client_secret: 'hidden-2', token: 'hidden-3' };
	for (const itemPer of ['record', 'event']) {
		const receiver = await listen({ itemPer });
		const coach = { ...(simulator.dataset.coaches[0] ?? {}), ...secrets };
		await simulator.pushes.push({ type: 'coach.registered', data: coach });
		await simulator.pushes.push({ ...tests('a'), coach: coach as never });
		expect(receiver.starts).toHaveLength(2);
		expect(everyText(receiver.starts).filter((text) => text.includes('hidden'))).toEqual([]);
	}
});

describe('beside the polling trigger', () => {
	/** The dedupe keys of each trigger for the same changes, by the record's id. */
	async function bothKeys(triggerOn: string[], versions: string[]) {
		const receiver = await listen({ options: { versions } });
		const polling = await ActiveTrigger.load({
			credentials: account.credentials,
			parameters: { triggerOn, options: { emitExistingDays: 2 } },
		});
		const { admin, dataset } = simulator;
		const [coach] = dataset.coaches;
		const coachId = coach?.coach_id ?? '';
		admin.addTest(coachId, { test_id: 'first' }, null);
		admin.addTest(coachId, { test_id: null, display_name: 'Nameless' }, null);
		admin.addActivity(coachId, { activity_id: 'session' });
		await simulator.pushes.settled();
		const polled = [...(await polling.activate())];
		admin.updateTest(coachId, 'first', { notes: 'Repeat next week' });
		await simulator.pushes.settled();
		polled.push(...(await polling.tick()));
		const pushed = itemsOf(receiver).flat();
		const keysOf = (items: Record<string, unknown>[]) =>
			items.map(({ dedupe_key: key }) => String(key)).sort();
		return {
			polled: [...new Set(keysOf(polled.map(({ json }) => json)))],
			pushed: [...new Set(keysOf(pushed))],
		};
	}

	it('names each record as it does', async () => {
		const { polled, pushed } = await bothKeys(['activityCreated', 'testCreated'], []);
		expect(pushed).toHaveLength(3);
		expect(pushed).toEqual(polled);
	});

	it('names each version as it does, where both tell versions apart', async () => {
		const { polled, pushed } = await bothKeys(
			['activityCreated', 'activityUpdated', 'testCreated', 'testUpdated'],
			['activity', 'test'],
		);
		expect(pushed).toHaveLength(4);
		expect(pushed).toEqual(polled);
	});
});

describe('its description', () => {
	it('is a trigger that responds at once, and that nothing registers anywhere', async () => {
		await loadPackage();
		const { description, webhookMethods } = nodeTypeOf('terraTeamsWebhookTrigger', 1.1);
		expect(description).toMatchObject({
			displayName: 'Terra Teams Webhook Trigger',
			group: ['trigger'],
			inputs: [],
			outputs: ['main'],
			webhooks: [{ httpMethod: 'POST', responseMode: 'onReceived' }],
		});
		expect(description).not.toHaveProperty('usableAsTool', true);
		const methods = Object.values(webhookMethods?.default ?? {});
		expect(methods).toHaveLength(3);
		for (const method of methods) expect(await method.call({} as never)).toBe(true);
	});

	it('has defaults that are among the choices', () => {
		const { properties } = nodeTypeOf('terraTeamsWebhookTrigger', 1.1).description;
		const defaults = NodeHelpers.getNodeParameters(properties, {}, true, false, null, null);
		const choices = properties.find(({ name }) => name === 'triggerOn')?.options ?? [];
		const values = choices.map((choice) => ('value' in choice ? choice.value : undefined));
		expect(defaults?.triggerOn).toHaveLength(5);
		expect(values).toEqual(expect.arrayContaining(defaults?.triggerOn as string[]));
	});
});
