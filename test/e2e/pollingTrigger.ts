/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { setTimeout as sleep } from 'node:timers/promises';

import type { SavedCredential } from '../../tools/n8n/n8nApi';
import type { FaultRule } from '../../simulator';
import { waitFor } from '../../tools/waitFor';
import { breakSavedState, countRows, expireLeases } from './database';
import { Deliveries, type Delivery } from './deliveries';
import { createTriggerWorkflow, secondsBetweenPolls } from './triggerWorkflow';
import { startStack, type Stack } from './stack';

const hourUs = 3_600_000_000;

const longWait = { timeoutMs: 10 * 60_000 };

/** What may be in the way of the first poll after a start: at Terra, or in what n8n saved. */
const refusals: [string, FaultRule, boolean][] = [
	['a refused key', { status: 401 }, false],
	['a forbidding page', { status: 403, body: '<p>Forbidden', contentType: 'text/html' }, false],
	['no list', { status: 200, body: '{}' }, false],
	['no answer', { hang: true }, false],
	['a broken saved state and a refused key', { status: 401 }, true],
];

/**
 * Nothing is lost in a real n8n, whatever happens to it, to Terra or to the workflow.
 *
 * @param env what makes n8n use the engine
 * @param cursors how many states of triggers n8n then keeps in a table of their own
 */
export function testPollingTrigger(env: Record<string, string>, cursors: number): void {
	let stack: Stack;
	let workflowId: string;
	let deliveries: Deliveries;
	/** What must arrive in the end: `created` or `updated`, id, and a field that tells the version. */
	const expected = new Set<string>();
	let nextRound = 100;

	beforeAll(async () => {
		stack = await startStack({ latencyMs: 20 }, env);
		workflowId = await createWorkflow(stack.credential);
		deliveries = new Deliveries(stack.api, workflowId);
	});

	afterAll(async () => {
		await stack?.close();
	});

	async function createWorkflow(credential: SavedCredential): Promise<string> {
		return await createTriggerWorkflow(stack, credential, {
			triggerOn: ['activityCreated', 'testCreated', 'testUpdated', 'coachCreated'],
			output: 'raw',
		});
	}

	const nowUs = () => Date.now() * 1000;
	const coachIds = () => stack.simulator.dataset.coaches.map(({ coach_id: id }) => String(id));
	const sign = (kind: string, id: unknown, version: unknown = '') => [kind, id, version].join(' ');

	/** New tests and activities, some of them late by up to almost two days, and updates. */
	function arrive(round: number): void {
		const { admin, dataset } = stack.simulator;
		const coachId = coachIds()[round % coachIds().length] ?? '';
		const late = round % 3 === 0 ? 46 * hourUs : round % 3 === 1 ? 5 * hourUs : 0;
		const test = admin.addTest(coachId, { timestamp_us: nowUs() - late, notes: 'first' });
		expected.add(sign('test', test.test_id, 'first'));
		if (round % 2 === 0) {
			const activity = admin.addActivity(coachId, { start_timestamp_us: nowUs() - late });
			expected.add(sign('activity', activity.activity_id));
		}
		if (round % 4 === 3) {
			const old = dataset.tests.get(coachId)?.at(-2)?.record;
			if (!old || typeof old.test_id !== 'string') return;
			admin.updateTest(coachId, old.test_id, { notes: `changed ${round}` });
			// An update before the first poll that sees the test leaves nothing to see of what it was.
			expected.delete(sign('test', old.test_id, 'first'));
			if (Number(old.timestamp_us) > nowUs() - 47 * hourUs) {
				expected.add(sign('test', old.test_id, `changed ${round}`));
			}
		}
	}

	function signOf({ item }: Delivery): string {
		if (item.test_id !== undefined) return sign('test', item.test_id, item.notes);
		return item.activity_id !== undefined
			? sign('activity', item.activity_id)
			: sign('coach', item.coach_id);
	}

	/**
	 * Everything that the trigger gave, once nothing is missing. It may take as long as it takes, but
	 * no more than this many polls.
	 */
	async function settled(maxPolls = 20): Promise<Delivery[]> {
		const begin = stack.simulator.requests.length;
		let missing: string[] = [];
		const polls = () => endedPolls(begin);
		return await waitFor(
			() => `${missing.length} records after ${polls()} polls: ${missing.join(', ')}`,
			async () => {
				// Counted before the deliveries are read, which may come from the poll that ends meanwhile.
				const ended = polls();
				const all = await deliveries.read();
				const arrived = new Set(all.map(signOf));
				missing = [...expected].filter((one) => !arrived.has(one));
				if (missing.length === 0) return all;
				if (ended <= maxPolls) return false;
				throw new Error(
					`${missing.length} records have not come in ${ended} polls: ${missing.join(', ')}`,
				);
			},
			{ timeoutMs: 20 * 60_000, everyMs: 500 },
		);
	}

	const requestsSince = (begin: number, end: string) =>
		stack.simulator.requests.slice(begin).filter(({ path }) => path.endsWith(end)).length;

	/** Each poll begins with the coaches, and no poll begins before the last one has ended. */
	const endedPolls = (begin: number) => Math.max(0, requestsSince(begin, '/coaches') - 1);

	/** Waits until the nth poll since then has begun and has asked for what `path` ends with. */
	async function pollHasAsked(path: string, begin: number, nth: number): Promise<void> {
		await waitFor(
			`poll ${nth} to ask for ${path}`,
			() => {
				const paths = stack.simulator.requests.slice(begin).map((request) => request.path);
				const begins = paths.flatMap((one, index) => (one.endsWith('/coaches') ? index : []));
				const from = begins[nth - 1];
				return from !== undefined && paths.slice(from).some((one) => one.endsWith(path));
			},
			{ ...longWait, everyMs: 5 },
		);
	}

	/**
	 * Starts n8n after a kill, and waits for its first poll. n8n 2.41 ends while it starts if it was killed
	 * between creating an execution and beginning it, whose start it then reads ("Cannot read properties
	 * of null (reading 'getTime')"): whoever runs n8n starts it once more.
	 *
	 * @param begin how many requests there were before
	 */
	async function startUntilItPolls(begin: number): Promise<void> {
		const polled = pollHasAsked('/coaches', begin, 1).then(() => true);
		do await stack.startAgain();
		while (!(await Promise.race([polled, stack.n8n.child.exited.then(() => false)])));
	}

	/**
	 * Kills n8n, which had started when there were `begin` requests: during its first poll, which is
	 * part of the activation; during a later one; or at any time from one poll to the next.
	 */
	const kills: ((begin: number) => Promise<void>)[] = [
		async (begin) => await killDuringPoll(begin, 1),
		async (begin) => await killDuringPoll(begin, 2),
		async (begin) => {
			await pollHasAsked('/coaches', begin, 1);
			await sleep(Math.random() * 1000 * secondsBetweenPolls);
			await stack.n8n.kill();
		},
	];

	/** About when the poll has its last response and saves its result. */
	async function killDuringPoll(begin: number, nth: number): Promise<void> {
		await pollHasAsked('/tests', begin, nth);
		await sleep(20 + Math.random() * 150);
		await stack.n8n.kill();
	}

	function repeatsOf(all: Delivery[]): Map<string, Set<unknown>> {
		const keysBySign = new Map<string, Set<unknown>>();
		const counts = new Map<string, number>();
		for (const delivery of all) {
			const name = signOf(delivery);
			counts.set(name, (counts.get(name) ?? 0) + 1);
			const keys = keysBySign.get(name) ?? new Set();
			keysBySign.set(name, keys.add(delivery.item.dedupe_key));
		}
		return new Map([...keysBySign].filter(([name]) => (counts.get(name) ?? 0) > 1));
	}

	test('activation is silent, however much there is already', async () => {
		const begin = stack.simulator.requests.length;
		await stack.api.activate(workflowId);
		await waitFor(
			() => `the end of two polls; there were ${endedPolls(begin)}`,
			() => endedPolls(begin) >= 2,
			longWait,
		);
		expect((await deliveries.read()).map(signOf)).toEqual([]);
	});

	test('n8n keeps the state where this engine keeps it', async () => {
		expect(await countRows(stack, 'poller_state')).toBe(cursors);
	});

	test('new, late and updated records arrive, once each and oldest first', async () => {
		for (let round = 0; round < 8; round++) {
			arrive(round);
			// Spreads the records over several polls.
			const begin = stack.simulator.requests.length;
			if (round % 2 === 1) await pollHasAsked('/coaches', begin, 1);
		}
		const all = await settled();
		expect([...repeatsOf(all).keys()]).toEqual([]);
		for (const executionId of new Set(all.map((delivery) => delivery.executionId))) {
			const times = all
				.filter((delivery) => delivery.executionId === executionId)
				.map(({ item }) => Number(item.timestamp_us ?? item.start_timestamp_us));
			expect(times).toEqual([...times].sort((a, b) => a - b));
		}
	});

	test('a coach that is added is announced, and its new tests arrive', async () => {
		const coach = stack.simulator.admin.addCoach({ provider: 'VALD', reference_id: 'new' });
		const coachId = String(coach.coach_id);
		expected.add(sign('coach', coachId));
		await settled();
		const test = stack.simulator.admin.addTest(coachId, { timestamp_us: nowUs(), notes: 'first' });
		expected.add(sign('test', test.test_id, 'first'));
		await settled();
	});

	test('a coach that Terra does not know any more becomes visible, and the others go on', async () => {
		const [gone = '', other = ''] = coachIds();
		stack.simulator.fail({ path: `/coaches/${gone}/tests`, status: 404, times: Infinity });
		const test = stack.simulator.admin.addTest(other, { timestamp_us: nowUs(), notes: 'first' });
		expected.add(sign('test', test.test_id, 'first'));
		await settled();
		const failed = await waitFor('a failed execution', async () => {
			const executions = await stack.api.executions({ workflowId });
			return executions.find(({ status }) => status === 'error');
		});
		expect((await stack.api.execution(failed.id)).error).toContain(gone);
		stack.simulator.clearFaults();
	});

	test('a credential that Terra refuses is named when the workflow is activated', async () => {
		const { credentials, apiBaseUrl, widgetBaseUrl } = stack.simulator;
		const wrong = await stack.api.createCredential({
			name: 'A wrong key',
			type: 'terraTeamsApi',
			data: { ...credentials, apiKey: 'wrong', apiBaseUrl, widgetBaseUrl },
		});
		const refused = await createWorkflow(wrong);
		await stack.api.activate(refused);
		const path = `/workflows/${refused}/publication-status`;
		// n8n tries it five times within a quarter of a minute.
		const status = await waitFor('the end of the activation', async () => {
			const text = JSON.stringify(await stack.api.call('GET', path));
			return text.includes('"failed"') && text;
		});
		expect(status).toContain('Check the Dev ID and the API Key in the Terra Teams credential');
		await stack.api.deactivate(refused);
	});

	test('what happens while the workflow is inactive arrives afterwards', async () => {
		await stack.api.deactivate(workflowId);
		for (let round = 20; round < 24; round++) arrive(round);
		await stack.api.activate(workflowId);
		await settled();
	});

	test('what happens while n8n is stopped arrives afterwards', async () => {
		await stack.n8n.stop();
		for (let round = 30; round < 34; round++) arrive(round);
		await stack.startAgain();
		await settled();
	});

	test.each(refusals)('what arrives after a start with %s arrives', async (_, fault, isState) => {
		await stack.n8n.stop();
		if (isState) await breakSavedState(stack, workflowId);
		const begin = stack.simulator.requests.length;
		stack.simulator.fail({ path: '/coaches', times: Infinity, ...fault });
		await stack.startAgain();
		await waitFor('the first poll', () => requestsSince(begin, '/coaches') > 0, longWait);
		stack.simulator.clearFaults();
		// A trigger without its state begins anew, with what there is when it first succeeds.
		const healed = stack.simulator.requests.length;
		if (isState) await waitFor('a whole poll', () => endedPolls(healed) > 0, longWait);
		arrive(nextRound++ * 12);
		await settled();
	});

	test('nothing is lost when n8n is killed ten times while data keeps arriving', async () => {
		let round = 1000;
		const begin = stack.simulator.requests.length;
		const liveData = setInterval(() => arrive(round++), 700);
		try {
			await stack.n8n.stop();
			for (let count = 0; count < 10; count++) {
				const started = stack.simulator.requests.length;
				await startUntilItPolls(started);
				await kills[count % kills.length]?.(started);
				await expireLeases(stack);
			}
			await startUntilItPolls(stack.simulator.requests.length);
		} finally {
			clearInterval(liveData);
		}
		const all = await settled();
		const repeats = repeatsOf(all);
		process.stdout.write(
			`        ${expected.size} records expected, ${all.length} delivered in ${endedPolls(begin)} polls, 0 lost, ${repeats.size} repeated\n`,
		);
		for (const [, keys] of repeats) expect(keys.size).toBe(1);
	});
}
