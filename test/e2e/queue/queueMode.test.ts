/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { WorkflowNode } from '../../../tools/n8n/n8nApi';
import { waitFor } from '../../../tools/waitFor';
import { mapConcurrently } from '../../../nodes/TerraTeams/api/concurrencyLimiter';
import type { CoachRecord, TestRecord } from '../../../simulator';
import { testsRetrieved } from '../../../simulator/push/events';
import { waitUntilServed } from '../triggerWorkflow';
import { startQueueStack, type QueueStack } from './queueStack';
import type { Worker } from './worker';

/** n8n refuses schedules of less than a minute, but not several of them side by side. */
const everyTenSeconds = [0, 10, 20, 30, 40, 50].map((second) => ({
	mode: 'custom',
	cronExpression: `${second} * * * * *`,
}));

/** What a request to change athletes holds. */
interface Change {
	reference_id?: string;
}

/** How many executions a worker has under way at most, unless it is told otherwise. */
const concurrency = 10;

const burst = 2000;
const burstAtOnce = 100;
const warmUp = 50;
const measured = 400;

function print(line: string): void {
	process.stdout.write(`        ${line}\n`);
}

describe('n8n in queue mode, main and two workers', () => {
	let stack: QueueStack;
	let first: Worker;
	let second: Worker;
	let coach: CoachRecord;
	let polled: string;
	let address: string;
	/** The dedupe_keys of the tests that reached Terra, and of those that were pushed last. */
	const arrived = new Set<string>();
	const announced = new Set<string>();

	beforeAll(async () => {
		stack = await startQueueStack({
			latencyMs: 5,
			retryDelaysMs: [500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000],
		});
		coach = stack.simulator.dataset.coaches[0] as CoachRecord;
		first = await stack.addWorker('first');
		polled = await createWorkflow(pollTrigger, updateMany);
		const pushed = await createWorkflow(eventTrigger, update);
		await stack.api.activate(polled);
		await stack.api.activate(pushed);
		address = `${stack.n8n.url}/webhook/pushed/webhook`;
		await waitUntilServed(address);
	});

	afterAll(async () => {
		await stack?.close();
	});

	// The node behind each trigger writes the test's dedupe_key to Terra, so that Terra's log of
	// requests shows which records were executed, on whichever worker, and how often.
	const athleteId = () => ({
		__rl: true,
		mode: 'id',
		value: stack.simulator.dataset.athletes[0]?.athlete_id,
	});
	const pollTrigger = () => ({
		type: 'n8n-nodes-terra-teams.terraTeamsTrigger',
		typeVersion: 1,
		parameters: {
			pollTimes: { item: everyTenSeconds },
			triggerOn: ['testCreated'],
			output: 'raw',
		},
	});
	const eventTrigger = () => ({
		type: 'n8n-nodes-terra-teams.terraTeamsWebhookTrigger',
		typeVersion: 1.1,
		// Without athletes, as docs/webhooks.md recommends where hundreds come at once.
		parameters: { triggerOn: ['testRetrieved'], output: 'raw' },
		webhookId: 'pushed',
	});
	const updateMany = () => ({
		resource: 'athlete',
		operation: 'updateMany',
		athleteId: athleteId(),
		bulkUpdateFields: { referenceId: '={{ $json.dedupe_key }}' },
	});
	const update = () => ({
		resource: 'athlete',
		operation: 'update',
		athleteId: athleteId(),
		updateFields: { referenceId: '={{ $json.dedupe_key }}' },
	});

	async function createWorkflow(
		trigger: () => Pick<WorkflowNode, 'type' | 'parameters'> & Record<string, unknown>,
		parameters: () => Record<string, unknown>,
	): Promise<string> {
		const { id, name } = stack.credential;
		const credentials = { terraTeamsApi: { id, name } };
		const workflow = await stack.api.createWorkflow({
			name: 'Queue mode',
			nodes: [
				{ id: 'trigger', name: 'New', position: [0, 0], credentials, ...trigger() },
				{
					id: 'after',
					name: 'After',
					type: 'n8n-nodes-terra-teams.terraTeams',
					typeVersion: 1,
					position: [220, 0],
					parameters: parameters(),
					credentials,
				},
			],
			connections: { New: { main: [[{ node: 'After', type: 'main', index: 0 }]] } },
		});
		return workflow.id;
	}

	/** A test that has just been done. */
	function addTest(): TestRecord {
		const test = stack.simulator.admin.addTest(coach.coach_id);
		arrived.add(keyOf(test));
		return test;
	}

	const keyOf = ({ test_id: id }: TestRecord) => `test:${coach.coach_id}:${id}`;

	/** Adds `count` tests and has Terra push them, `concurrency` at once, until n8n has taken each. */
	async function pushTests(count: number, concurrency: number): Promise<void> {
		const { pushes } = stack.simulator;
		pushes.unregister();
		const tests = Array.from({ length: count }, addTest);
		pushes.register(address);
		announced.clear();
		await mapConcurrently(tests, concurrency, async (test) => {
			const attempts = await pushes.push(testsRetrieved(coach, [test]));
			if (attempts.at(-1)?.status !== 200) throw new Error('n8n did not take an event');
			announced.add(keyOf(test));
		});
	}

	/** The dedupe_keys that the node behind each trigger has written to Terra. */
	function executed(): { polled: string[]; pushed: string[] } {
		const keys: { polled: string[]; pushed: string[] } = { polled: [], pushed: [] };
		for (const { method, body } of stack.simulator.requests) {
			if (method !== 'PATCH') continue;
			const { data, reference_id: key = '' } = body as Change & { data?: Change[] };
			if (data) keys.polled.push(...data.map(({ reference_id: one = '' }) => one));
			else keys.pushed.push(key);
		}
		return keys;
	}

	function missing(keys: Set<string>, from: readonly string[]): string[] {
		const found = new Set(from);
		return [...keys].filter((key) => !found.has(key));
	}

	/** Waits until the node behind a trigger has run for each of the records. */
	async function untilExecuted(keys: Set<string>, how: 'polled' | 'pushed'): Promise<void> {
		const left = () => missing(keys, executed()[how]).length;
		await waitFor(
			() => `the execution of ${left()} more records that are ${how}`,
			() => left() === 0,
			{ timeoutMs: 300_000 },
		);
	}

	/** How many pushed tests are executed in a second. */
	async function throughput(): Promise<number> {
		await pushTests(warmUp, concurrency);
		await untilExecuted(announced, 'pushed');
		const beganMs = Date.now();
		await pushTests(measured, concurrency);
		await untilExecuted(announced, 'pushed');
		return (1000 * measured) / (Date.now() - beganMs);
	}

	test('a poll runs on the main process, and what it finds on a worker', async () => {
		// The first poll is silent; the second one begins after its end.
		const polls = () => stack.simulator.requests.filter(({ path }) => path.endsWith('/coaches'));
		await waitFor('the second poll', () => polls().length >= 2, { timeoutMs: 120_000 });
		for (let count = 0; count < 20; count++) addTest();
		await untilExecuted(arrived, 'polled');
	});

	test('two workers take the events of one webhook', async () => {
		const alone = await throughput();
		second = await stack.addWorker('second');
		const together = await throughput();
		print(
			`executions a second: ${alone.toFixed(1)} with one worker, ${together.toFixed(1)} with two`,
		);
	});

	/**
	 * Pushes a burst, kills a worker in its middle and waits until n8n has nothing left to do.
	 *
	 * @returns the ids of executions that the worker had started and not ended
	 */
	async function killDuringBurst(worker: Worker): Promise<string[]> {
		const before = executed().pushed.length;
		const killing = async () => {
			const pushed = () => executed().pushed.length - before;
			await waitFor(
				() => `a third of ${burst} events; ${pushed()} were executed`,
				() => pushed() > burst / 3,
				{ timeoutMs: 600_000 },
			);
			return await worker.kill();
		};
		const [broken] = await Promise.all([killing(), pushTests(burst, burstAtOnce)]);
		expect(broken).not.toEqual([]);
		const underWay = async () =>
			await stack.api.executions({ status: ['new', 'running', 'waiting'], limit: 1 });
		const isDone = async () => (await underWay()).length === 0;
		await waitFor(
			() => `the end of all executions; ${executed().pushed.length - before} events were executed`,
			isDone,
			{ timeoutMs: 600_000 },
		);
		return broken;
	}

	/** How executions have ended: `success`, `error` or another status. */
	async function endsOf(ids: readonly string[]): Promise<string[]> {
		return await mapConcurrently(ids, 1, async (id) => (await stack.api.execution(id)).status);
	}

	test('by push and poll no test of a burst is lost when a worker is killed', async () => {
		await stack.api.deactivate(polled);
		const broken = await killDuringBurst(second);
		// n8n gives up what the worker had under way, which the polls catch up with, and nothing else.
		expect(await endsOf(broken)).toContain('error');
		const failed = await stack.api.executions({ status: ['error', 'crashed'], limit: 100 });
		expect(missing(announced, executed().pushed).length).toBeLessThanOrEqual(failed.length);
		expect(failed.length).toBeLessThanOrEqual(concurrency);
		await stack.api.activate(polled);
		await untilExecuted(arrived, 'polled');
		const lost = missing(announced, executed().pushed).length;
		print(`${burst} tests, 0 lost; ${lost} of the events ended with the worker, a poll had them`);
		await stack.api.deactivate(polled);
	});

	test('by push alone none is lost where the workers repeat what a killed one had started', async () => {
		const env = { EXTERNAL_HOOK_FILES: await hookOfDocs() };
		await first.stop();
		await stack.addWorker('third', env);
		const fourth = await stack.addWorker('fourth', env);
		const before = executed().pushed.length;
		const broken = await killDuringBurst(fourth);
		expect(new Set(await endsOf(broken))).toEqual(new Set(['success']));
		const keys = executed().pushed.slice(before);
		// What is executed again has the dedupe_key that it had before.
		expect(new Set(keys)).toEqual(announced);
		print(
			`${burst} tests, 0 lost; ${broken.length} executions or more ended with the worker and ran again`,
		);
		print(`${keys.length - burst} of the tests were executed twice, with the same dedupe_key`);
	});

	/** The hook that docs/queue-mode.md shows, as a file that n8n runs at its start. */
	async function hookOfDocs(): Promise<string> {
		const page = await readFile(join(__dirname, '../../../docs/queue-mode.md'), 'utf8');
		const [, code] = /```js\n(.*?)```/s.exec(page) ?? [];
		if (code === undefined) throw new Error('docs/queue-mode.md has no block of js');
		const path = join(stack.userFolder, 'repeat.js');
		await writeFile(path, code);
		return path;
	}
});
