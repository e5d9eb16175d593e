/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Simulator } from '../simulator';
import { countOfItems, duration, oneLine } from './executionLog';
import { pushAddress, type SavedExample } from './examples';
import { hasEnded, type Execution, type N8nApi } from '../tools/n8n/n8nApi';
import { messageOf } from '../tools/n8n/setupError';

const WIDTH = 120;
const RUN_POLL_MS = 150;

/** How many examples were run, and how many of them failed. */
export interface Outcome {
	executed: number;
	failed: number;
}

/**
 * Runs the examples one after another and reports what each of their nodes gave.
 *
 * @param simulator sends an event to those that wait for one
 */
export async function runOnce(
	api: N8nApi,
	examples: readonly SavedExample[],
	simulator: Simulator | undefined,
	report: (line: string) => void,
	signal: AbortSignal,
): Promise<Outcome> {
	let failed = 0;
	for (const example of examples) {
		const { id, workflow } = example;
		try {
			const execution =
				example.isPushed && simulator
					? await runByEvent(api, example, simulator, signal)
					: await api.runWorkflow(id, { signal });
			report('');
			for (const line of linesOf(execution)) report(line);
			if (execution.status !== 'success') failed += 1;
		} catch (error) {
			signal.throwIfAborted();
			report('');
			report(`${workflow.name}: not executed: ${oneLine(messageOf(error), WIDTH)}`);
			failed += 1;
		}
	}
	return { executed: examples.length, failed };
}

/** Switches an example on, lets Terra send it a test, and waits for what that has started. */
async function runByEvent(
	api: N8nApi,
	example: SavedExample,
	{ admin, pushes, dataset }: Simulator,
	signal: AbortSignal,
): Promise<Execution> {
	const address = await pushAddress(api, example);
	const coach = dataset.coaches.find(({ provider }) => provider === 'VALD');
	if (address === undefined || coach === undefined) throw new Error('There is nothing to send.');
	await api.activate(example.id);
	pushes.register(address);
	admin.addTest(coach.coach_id, {}, null);
	const deadline = Date.now() + 60_000;
	for (;;) {
		if (Date.now() > deadline) throw new Error('The event has started nothing.');
		const [newest] = await api.executions({ workflowId: example.id, limit: 1 });
		if (newest && hasEnded(newest)) return await api.execution(newest.id);
		await sleep(RUN_POLL_MS, undefined, { signal });
	}
}

function linesOf(execution: Execution): string[] {
	const lines = [`${execution.workflowName}: ${execution.status}, ${duration(execution)}`];
	const widest = Math.max(0, ...execution.nodeRuns.map(({ node }) => node.length));
	for (const run of execution.nodeRuns) {
		const [first] = run.outputs.flat();
		const start = `  ${run.node.padEnd(widest)}  ${countOfItems(run).padStart(10)}  `;
		const json = first === undefined ? '' : JSON.stringify(first);
		const gave = run.error === undefined ? json : 'failed';
		lines.push((start + oneLine(gave, WIDTH - start.length)).trimEnd());
	}
	if (execution.status !== 'success') lines.push(`  ${execution.error ?? 'no message'}`);
	return lines;
}
