/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import axios from 'axios';

import { CREDENTIAL_TYPE } from '../../demo/account';
import { hasEnded, N8nApiError, type SavedCredential } from '../../tools/n8n/n8nApi';
import { waitFor } from '../../tools/waitFor';
import type { PushAttempt, PushedEvent } from '../../simulator';
import { deliveriesOf, executionsOf, type Delivery } from './deliveries';
import { activateWebhookWorkflow } from './triggerWorkflow';
import { startStack, type Stack } from './stack';

const everyEvent = [
	'activityRetrieved',
	'athleteDeleted',
	'athleteRegistered',
	'coachRegistered',
	'other',
	'testRetrieved',
];

/** A refused event is refused again. */
const once = { retryDelaysMs: [] };

/** An address at which nothing listens. */
const nobody = 'http://127.0.0.1:9';

let stack: Stack;
/** The workflow that most tests look at: every event, an item for each record. */
let workflow: { id: string; url: string };

beforeAll(async () => {
	stack = await startStack(
		{ retryDelaysMs: [500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000] },
		// As docs/webhooks.md recommends for large events and for many at once.
		{ N8N_PAYLOAD_SIZE_MAX: '64', N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
	);
	workflow = await activate({ triggerOn: everyEvent });
});

afterAll(async () => {
	await stack?.close();
});

/** An active workflow that begins with the webhook trigger, and the address to push to. */
async function activate(
	parameters: Record<string, unknown>,
	credential: SavedCredential = stack.credential,
): Promise<{ id: string; url: string }> {
	// The records as Terra sends them, to compare them with what was pushed.
	return await activateWebhookWorkflow(stack, credential, { output: 'raw', ...parameters });
}

/** With 200 executions at once n8n says now and then that its database is not ready. */
function unlessBusy(error: unknown): undefined {
	if (!(error instanceof N8nApiError && error.status === 503)) throw error;
}

/** How many executions a workflow has, once it has enough and all of them have ended. */
async function ended(id: string, atLeast: number): Promise<number> {
	let count = 0;
	return await waitFor(
		() => `the end of ${atLeast} executions; there are ${count}`,
		async () => {
			const executions = await executionsOf(stack.api, id).catch(unlessBusy);
			count = executions?.length ?? count;
			return executions !== undefined && count >= atLeast && executions.every(hasEnded) && count;
		},
		{ timeoutMs: 180_000, everyMs: 200 },
	);
}

/**
 * What a workflow was started with in the meantime.
 *
 * @param starts how many times to wait for; a large event gets its response before it starts anything
 */
async function startedBy(
	act: () => Promise<unknown>,
	{ id, url }: { id: string; url: string } = workflow,
	starts = 0,
): Promise<Delivery[]> {
	const before = await ended(id, 0);
	stack.simulator.pushes.register(url);
	await act();
	await stack.simulator.pushes.settled();
	await ended(id, before + starts);
	return await deliveriesOf(stack.api, id, before);
}

async function push(
	event: PushedEvent | Buffer,
	options: Parameters<Stack['simulator']['pushes']['push']>[1] = {},
): Promise<PushAttempt[]> {
	return await stack.simulator.pushes.push(event, options);
}

function print(line: string): void {
	process.stdout.write(`        ${line}\n`);
}

function coachOf(provider: string): string {
	const coach = stack.simulator.dataset.coaches.find((one) => one.provider === provider);
	return coach?.coach_id ?? '';
}

/** Tests that are about `bytes` bytes of JSON together. */
function testsOf(bytes: number): PushedEvent {
	const records = [...stack.simulator.dataset.tests.values()].flat().map(({ record }) => record);
	const data: object[] = [];
	let size = 0;
	for (let i = 0; size < bytes; i++) {
		const record = { ...records[i % records.length], test_id: `big-${i}` };
		size += JSON.stringify(record).length + 1;
		data.push(record);
	}
	const coach = stack.simulator.dataset.coaches[0];
	return { type: 'test.retrieved', ...(coach ? { coach } : {}), data };
}

const delivery = {
	trace_id: expect.any(String) as unknown,
	reference: expect.any(String) as unknown,
	ordering_timestamp: expect.any(Number) as unknown,
};

describe('each event of Terra starts the workflow', () => {
	test('coach registered, whose data is an object', async () => {
		let coach = {};
		const [started, ...others] = await startedBy(async () => {
			coach = stack.simulator.admin.addCoach({ provider: 'VALD', reference_id: 'pushed' });
		});
		const coachId = Reflect.get(coach, 'coach_id') as string;
		expect(others).toEqual([]);
		expect(started?.item).toEqual({
			event: 'coach.registered',
			dedupe_key: `coach:${coachId}`,
			...delivery,
			...coach,
		});
	});

	test('athlete registered and athlete deleted', async () => {
		const coachId = coachOf('VALD');
		let athlete = { athlete_id: '' };
		const registered = await startedBy(async () => {
			athlete = stack.simulator.admin.addAthlete(coachId);
		});
		const deleted = await startedBy(async () => {
			stack.simulator.admin.deleteAthlete(athlete.athlete_id);
		});
		expect([...registered, ...deleted].map(({ item }) => item)).toEqual([
			{
				event: 'athlete.registered',
				dedupe_key: `athlete:${coachId}:${athlete.athlete_id}`,
				...delivery,
				...athlete,
			},
			{
				event: 'athlete.deleted',
				dedupe_key: `athlete.deleted:${coachId}:${athlete.athlete_id}`,
				...delivery,
				...athlete,
			},
		]);
	});

	test('activity retrieved and test retrieved, with an item for each record', async () => {
		const { admin, dataset } = stack.simulator;
		const trainer = coachOf('CATAPULT');
		let activity = {};
		const started = await startedBy(async () => {
			activity = admin.addActivity(trainer, { activity_id: 'pushed-activity' });
		});
		expect(started.map(({ item }) => item)).toEqual([
			{
				event: 'activity.retrieved',
				dedupe_key: `activity:${trainer}:pushed-activity`,
				coach_id: trainer,
				...delivery,
				...activity,
			},
		]);
		const tester = coachOf('VALD');
		const records = dataset.tests.get(tester)?.slice(0, 3) ?? [];
		const coach = dataset.coaches.find(({ coach_id: id }) => id === tester);
		const data = records.map(({ record }) => record);
		const tests = await startedBy(
			async () => await push({ type: 'test.retrieved', ...(coach && { coach }), data }),
		);
		expect(tests.map(({ item }) => item)).toEqual(
			data.map((record) => ({
				event: 'test.retrieved',
				dedupe_key: `test:${tester}:${record.test_id}`,
				coach_id: tester,
				...delivery,
				...record,
			})),
		);
		expect(new Set(tests.map(({ executionId }) => executionId)).size).toBe(1);
	});

	test('another event of Teams, and what was asked to be delivered', async () => {
		const coachId = coachOf('CATAPULT');
		const { apiBaseUrl, credentials, dataset } = stack.simulator;
		const started = await startedBy(async () => {
			const { status, data } = await axios.get<{ reference: string }>(
				`${apiBaseUrl}/coaches/${coachId}/activities/metrics/schema?to_destination=true`,
				{ headers: { 'dev-id': credentials.devId, 'x-api-key': credentials.apiKey } },
			);
			expect(status).toBe(202);
			delivery.reference = data.reference;
		});
		expect(started.map(({ item }) => item)).toEqual(
			dataset.metricsSchemas.get(coachId)?.map((metric) => ({
				event: 'activity.metric.retrieved',
				dedupe_key: expect.stringMatching(
					new RegExp(`^activity\\.metric\\.retrieved:${coachId}:[\\w-]{16}$`),
				) as unknown,
				coach_id: coachId,
				...delivery,
				...metric,
			})),
		);
		delivery.reference = expect.any(String);
	});

	test('one item for an event, where that is chosen', async () => {
		const perEvent = await activate({ triggerOn: everyEvent, itemPer: 'event' });
		const event = { ...testsOf(20_000), message: 'Hello' };
		const started = await startedBy(async () => await push(event), perEvent);
		expect(started.map(({ item }) => item)).toEqual([
			{
				...event,
				type: undefined,
				event: 'test.retrieved',
				coach_id: event.coach?.coach_id,
				dedupe_key: expect.stringMatching(/^test\.retrieved:.+:[\w-]{16}$/) as unknown,
				...delivery,
			},
		]);
	});
});

describe('what starts nothing', () => {
	test('healthchecks, events of the Unified API and unknown ones get a 200', async () => {
		const types = ['healthcheck', 'activity', 'athlete', 'auth', 'user_reauth', 's3_payload'];
		const unknown = ['team.created', 'test', 'tests.retrieved', ' test.retrieved', 'constructor'];
		let statuses: number[] = [];
		const started = await startedBy(async () => {
			const pushed = [...types, ...unknown].map(
				async (type) => await push({ type, data: [{ a: 1 }] }),
			);
			const odd = ['null', '[]', '{}', '"x"', '{"type":1}', '{"type":"test.retrieved","data":[]}'];
			const bodies = odd.map(async (body) => await push(Buffer.from(body)));
			statuses = (await Promise.all([...pushed, ...bodies])).flat().map(({ status }) => status);
		});
		expect(started).toEqual([]);
		expect(statuses).toEqual(Array.from({ length: 17 }, () => 200));
	});

	test('events that are not chosen', async () => {
		const onlyTests = await activate({ triggerOn: ['testRetrieved'] });
		const started = await startedBy(async () => {
			stack.simulator.admin.addActivity(coachOf('CATAPULT'));
			stack.simulator.admin.addTest(coachOf('VALD'), { test_id: 'chosen' }, null);
		}, onlyTests);
		expect(started.map(({ item }) => item.test_id)).toEqual(['chosen']);
	});

	test('forged, stale and unsigned events: 401, and nothing of them is stored', async () => {
		const token = `token-${randomUUID()}`;
		const event = { type: 'test.retrieved', data: [{ test_id: token, notes: token }] };
		const long = Date.now() - 49 * 3_600_000;
		let attempts: PushAttempt[] = [];
		const started = await startedBy(async () => {
			const refused = [
				push(event, { ...once, signing: 'wrong' }),
				push(event, { ...once, signing: 'none' }),
				push(event, { ...once, signedAtMs: long }),
				push(event, { ...once, signedAtMs: Date.now() + 3_600_000 }),
				push(event, { ...once, signing: 'none', headers: { 'Terra-Signature': 'v1=1' } }),
				push(event, { ...once, signing: 'wrong', gzip: true }),
			];
			attempts = (await Promise.all(refused)).flat();
		});
		expect(started).toEqual([]);
		expect(attempts.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
		expect(new Set(attempts.map(({ responseBody }) => responseBody)).size).toBe(4);
		for (const { responseBody } of attempts) {
			expect(JSON.parse(responseBody)).toEqual({ message: expect.any(String) as unknown });
		}
		expect(await filesWith(token)).toEqual([]);
	});

	/** The files of n8n, database and log among them, in which a text stands. */
	async function filesWith(text: string): Promise<string[]> {
		const found: string[] = [];
		const entries = await readdir(stack.userFolder, { recursive: true, withFileTypes: true });
		for (const entry of entries) {
			const path = join(entry.parentPath, entry.name);
			if (!entry.isFile() || path.includes('node_modules')) continue;
			if ((await readFile(path)).includes(text)) found.push(path);
		}
		return found;
	}

	test('a file in which a text stands would be found', async () => {
		const token = `token-${randomUUID()}`;
		await startedBy(async () => await push({ type: 'test.retrieved', data: [{ test_id: token }] }));
		expect(await filesWith(token)).not.toEqual([]);
	});
});

describe('the signing secret', () => {
	async function credentialWith(webhookSigningSecret: string): Promise<SavedCredential> {
		const { apiBaseUrl, widgetBaseUrl, credentials } = stack.simulator;
		return await stack.api.createCredential({
			name: 'Other',
			type: CREDENTIAL_TYPE,
			data: { ...credentials, apiBaseUrl, widgetBaseUrl, webhookSigningSecret },
		});
	}

	test('if there is none, nothing is accepted, and the log and the response say why', async () => {
		const without = await activate({ triggerOn: everyEvent }, await credentialWith(''));
		let attempts: PushAttempt[] = [];
		const started = await startedBy(async () => {
			attempts = await push({ type: 'test.retrieved', data: [{ test_id: 'a' }] }, once);
		}, without);
		expect(started).toEqual([]);
		expect(attempts.map(({ status }) => status)).toEqual([401]);
		const sentence = 'No Webhook Signing Secret is set in the Terra Teams credential';
		expect(attempts[0]?.responseBody).toContain(sentence);
		expect(await readFile(stack.n8n.logFile, 'utf8')).toContain(sentence);
	});

	test('if there is none, events are accepted where the user has chosen so', async () => {
		const options = { acceptUnsigned: true };
		const open = await activate({ triggerOn: everyEvent, options }, await credentialWith(''));
		const started = await startedBy(async () => {
			await push({ type: 'test.retrieved', data: [{ test_id: 'a' }] }, { signing: 'none' });
			await push({ type: 'test.retrieved', data: [{ test_id: 'b' }] }, { signing: 'wrong' });
		}, open);
		expect(started.map(({ item }) => item.test_id)).toEqual(['a', 'b']);
	});

	test('if there are two, either is right', async () => {
		const credential = await credentialWith(`a new one, ${stack.simulator.pushes.secret}`);
		const rotating = await activate({ triggerOn: everyEvent }, credential);
		const started = await startedBy(async () => {
			await push({ type: 'test.retrieved', data: [{ test_id: 'old' }] });
			stack.simulator.pushes.register(rotating.url, 'a new one');
			await push({ type: 'test.retrieved', data: [{ test_id: 'new' }] });
		}, rotating);
		expect(started.map(({ item }) => item.test_id)).toEqual(['old', 'new']);
	});
});

describe('under load', () => {
	test('a compressed body is taken as it was before', async () => {
		const event = { type: 'test.retrieved', data: [{ test_id: 'packed', notes: 'Žluťoučký 🏉' }] };
		const started = await startedBy(async () => await push(event, { gzip: true }));
		expect(started.map(({ item }) => item.notes)).toEqual(['Žluťoučký 🏉']);
	});

	test('200 events at once all arrive and get their response in time', async () => {
		const ids = Array.from({ length: 200 }, (_, index) => `at-once-${index}`);
		const record = [...stack.simulator.dataset.tests.values()].flat()[0]?.record;
		let pushed: PushAttempt[][] = [];
		const started = await startedBy(
			async () => {
				const pushes = ids.map(
					async (id) => await push({ type: 'test.retrieved', data: [{ ...record, test_id: id }] }),
				);
				pushed = await Promise.all(pushes);
			},
			workflow,
			ids.length,
		);
		// Only a response within Terra's 8 seconds counts; one that comes later has no status.
		expect(pushed.filter((attempts) => attempts.at(-1)?.status !== 200)).toEqual([]);
		expect(started.map(({ item }) => String(item.test_id)).sort()).toEqual([...ids].sort());
		const took = pushed.map((attempts) => attempts.at(-1)?.tookMs ?? 0).sort((a, b) => a - b);
		const again = pushed.filter(({ length }) => length > 1).length;
		print(`200 responses after ${took[0]} to ${took.at(-1)} ms, half within ${took[100]} ms`);
		print(`${again} of them had to be sent again, as n8n was too busy to take them`);
	});

	test('200 tests at once are all named with a handful of searches, and none is sent again', async () => {
		const { admin, pushes } = stack.simulator;
		const named = await activate({ triggerOn: ['testRetrieved'], output: 'simplified' });
		const { coach_id: coachId } = admin.addCoach({ provider: 'VALD' });
		const athletes = Array.from({ length: 30 }, () => admin.addAthlete(coachId, { active: true }));
		await pushes.settled();
		const owners = new Map<string, string>();
		stack.simulator.clearRequests();
		const before = pushes.attempts.length;
		const started = await startedBy(
			async () => {
				for (let n = 0; n < 200; n++) {
					const owner = athletes[n % athletes.length]?.athlete_id ?? '';
					owners.set(`named-${n}`, owner);
					admin.addTest(coachId, { test_id: `named-${n}` }, owner);
				}
			},
			named,
			200,
		);
		const attempts = pushes.attempts.slice(before);
		expect(attempts.map(({ status }) => status)).toEqual(Array.from({ length: 200 }, () => 200));
		expect(new Map(started.map(({ item }) => [item.test_id, item.athlete_id]))).toEqual(owners);
		const searches = stack.simulator.requests.filter(({ path }) => path.endsWith('/tests/search'));
		expect(searches.length).toBeLessThanOrEqual(60);
		const took = attempts.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
		print(`${searches.length} searches; responses after ${took[0]} to ${took.at(-1)} ms`);
	});

	test('what is pushed while n8n is away arrives with a retry, once', async () => {
		const started = await startedBy(async () => {
			await stack.n8n.stop();
			const { pushes, admin } = stack.simulator;
			const before = pushes.attempts.length;
			admin.addTest(coachOf('VALD'), { test_id: 'while-away' }, null);
			const hasFailed = () => pushes.attempts.slice(before).some(({ status }) => status === 0);
			await waitFor('an attempt without a response', hasFailed);
			// While n8n starts, it may respond with 200 to an event that it throws away.
			pushes.register(nobody);
			await stack.startAgain();
			pushes.register(workflow.url);
		});
		expect(started.map(({ item }) => item.test_id)).toEqual(['while-away']);
	});

	test('a body of 15 MB gets its response before a sender gives up that waits 2 seconds', async () => {
		const large = await activate({ triggerOn: everyEvent });
		const event = testsOf(15_000_000);
		let attempts: PushAttempt[] = [];
		const started = await startedBy(
			async () => {
				attempts = await push(event, { ...once, timeoutMs: 2000 });
			},
			large,
			1,
		);
		expect(attempts.map(({ status }) => status)).toEqual([200]);
		const given = started.map(({ item }) => String(item.test_id)).join();
		const sent = (event.data as { test_id: string }[]).map(({ test_id: id }) => id).join();
		// Not as lists: a difference would take thousands of lines to print.
		expect(given === sent).toBe(true);
		print(`15 MB (${started.length} tests): response after ${attempts[0]?.tookMs} ms`);
	});

	test('a body of 40 MB gets its response before Terra gives up', async () => {
		const large = await activate({ triggerOn: everyEvent });
		stack.simulator.pushes.register(large.url);
		const [attempt] = await push(testsOf(40_000_000), once);
		expect(attempt?.status).toBe(200);
		expect(await ended(large.id, 1)).toBe(1);
		print(`40 MB: response after ${attempt?.tookMs} ms`);
	});
});
