/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { setTimeout as sleep } from 'node:timers/promises';

import axios from 'axios';

import { mapConcurrently } from '../../../nodes/TerraTeams/api/concurrency';
import type { WorkflowNode } from '../../../demo/n8nApi';
import { startQueueWorld, type QueueWorld } from './queueWorld';
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
const warmUp = 50;
const measured = 400;

describe('n8n in queue mode, main and two workers', () => {
	let world: QueueWorld;
	let second: Worker;
	let coachId: string;
	let polled: string;
	/** The ids of the tests that reached Terra, and of those that were pushed as well. */
	const arrived = new Set<string>();
	const announced = new Set<string>();

	beforeAll(async () => {
		world = await startQueueWorld({ latencyMs: 5 });
		coachId = world.simulator.truth.coaches[0]?.coach_id ?? '';
		await world.addWorker('first');
		polled = await createWorkflow(pollTrigger, updateMany);
		const pushed = await createWorkflow(eventTrigger, update);
		await world.api.activate(polled);
		await world.api.activate(pushed);
		// n8n serves the address a moment after it has said that the workflow is active.
		const event = addTest();
		while ((await push(event)) === 404) await sleep(200);
	});

	afterAll(async () => {
		await world?.close();
	});

	// The node behind each trigger writes the test's id to Terra, so that Terra's log of requests
	// shows which records were executed, on whichever worker.
	const athleteId = () => ({
		__rl: true,
		mode: 'id',
		value: world.simulator.truth.athletes[0]?.athlete_id,
	});
	const pollTrigger = () => ({
		type: 'n8n-nodes-terra-teams.terraTeamsTrigger',
		typeVersion: 1,
		parameters: { pollTimes: { item: everyTenSeconds }, triggerOn: ['testCreated'] },
	});
	const eventTrigger = () => ({
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path: 'pushed', options: {} },
		webhookId: 'pushed',
	});
	const updateMany = () => ({
		resource: 'athlete',
		operation: 'updateMany',
		athleteId: athleteId(),
		bulkUpdateFields: { referenceId: '={{ $json.test_id }}' },
	});
	const update = () => ({
		resource: 'athlete',
		operation: 'update',
		athleteId: athleteId(),
		updateFields: { referenceId: '={{ $json.body.test_id }}' },
	});

	async function createWorkflow(
		trigger: () => Pick<WorkflowNode, 'type' | 'parameters'> & Record<string, unknown>,
		parameters: () => Record<string, unknown>,
	): Promise<string> {
		const { id, name } = world.credential;
		const credentials = { terraTeamsApi: { id, name } };
		const workflow = await world.api.createWorkflow({
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
	function addTest(): { test_id: string } {
		const { test_id: id } = world.simulator.admin.addTest(coachId);
		arrived.add(String(id));
		return { test_id: String(id) };
	}

	/** Sends an event and gives the status of the answer. */
	async function push(event: object): Promise<number> {
		const url = `${world.n8n.url}/webhook/pushed`;
		const { status } = await axios.post(url, event, { validateStatus: () => true, proxy: false });
		return status;
	}

	/** Adds so many tests and announces each of them, a few at a time, until n8n has taken it. */
	async function pushTests(count: number): Promise<void> {
		const events = Array.from({ length: count }, addTest);
		await mapConcurrently(events, 10, async (event) => {
			while ((await push(event)) !== 200) await sleep(100);
			announced.add(event.test_id);
		});
	}

	/** The ids of the tests that the node behind the trigger has written to Terra. */
	function executed(): { polled: Set<unknown>; pushed: Set<unknown> } {
		const ids = { polled: new Set<unknown>(), pushed: new Set<unknown>() };
		for (const { method, body } of world.simulator.requests) {
			if (method !== 'PATCH') continue;
			const { data, reference_id: id } = body as Change & { data?: Change[] };
			if (data) for (const change of data) ids.polled.add(change.reference_id);
			else ids.pushed.add(id);
		}
		return ids;
	}

	/** Waits until the condition holds; fails after so many seconds. */
	async function until(
		condition: () => boolean | Promise<boolean>,
		seconds: number,
	): Promise<void> {
		for (const deadline = Date.now() + seconds * 1000; !(await condition()); await sleep(100)) {
			if (Date.now() > deadline) throw new Error(`Not within ${seconds} seconds`);
		}
	}

	const missing = (ids: Set<string>, from: Set<unknown>) => [...ids].filter((id) => !from.has(id));

	/** How many pushed tests are executed in a second. */
	async function throughput(): Promise<number> {
		await pushTests(warmUp);
		await until(() => missing(announced, executed().pushed).length === 0, 60);
		const beganMs = Date.now();
		await pushTests(measured);
		await until(() => missing(announced, executed().pushed).length === 0, 120);
		return (1000 * measured) / (Date.now() - beganMs);
	}

	test('a poll runs on the main process, and what it finds on a worker', async () => {
		// The first poll is silent.
		arrived.clear();
		await sleep(12_000);
		for (let count = 0; count < 20; count++) addTest();
		await until(() => missing(arrived, executed().polled).length === 0, 60);
	});

	test('two workers take the events of one webhook', async () => {
		const alone = await throughput();
		second = await world.addWorker('second');
		const together = await throughput();
		process.stdout.write(
			`        executions a second: ${alone.toFixed(1)} with one worker, ${together.toFixed(1)} with two\n`,
		);
	});

	test('of a burst of 2,000 tests none is lost when a worker is killed in the middle', async () => {
		await world.api.deactivate(polled);
		const before = executed().pushed.size;
		const pushing = pushTests(burst);
		await until(() => executed().pushed.size - before > burst / 3, 600);
		await second.kill();
		// The polls catch up: n8n has no way to repeat what the worker had under way.
		await world.api.activate(polled);
		await pushing;
		await until(() => missing(announced, executed().pushed).length <= concurrency, 900);
		await until(() => missing(arrived, executed().polled).length === 0, 300);
		const broken = missing(announced, executed().pushed).length;
		process.stdout.write(
			`        ${arrived.size} tests, 0 lost; ${broken} of ${announced.size} events ended with the worker and came with a poll\n`,
		);
	});
});
