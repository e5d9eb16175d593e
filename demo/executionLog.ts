/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { setTimeout as sleep } from 'node:timers/promises';

import { hasEnded, N8nApiError } from '../tools/n8n/n8nApi';
import type { Execution, N8nApi, NodeRun } from '../tools/n8n/n8nApi';

const POLL_MS = 1_500;
/** The most that n8n gives at once; more executions than that between two polls go unreported. */
const NEWEST = 100;
const WIDTH = 120;

/**
 * Reports each execution as it ends, until the signal aborts. Those that had ended
 * before the call are not reported.
 */
export async function followExecutions(
	api: N8nApi,
	report: (line: string) => void,
	signal: AbortSignal,
): Promise<void> {
	let reported = new Set(await endedExecutions(api));
	while (!signal.aborted) {
		await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
		if (signal.aborted) return;
		try {
			const ended = await endedExecutions(api);
			for (const id of [...ended].reverse().filter((one) => !reported.has(one))) {
				const execution = await api.execution(id);
				reported.add(id);
				report(linesOf(execution).join('\n'));
			}
			reported = new Set(ended);
		} catch (error) {
			if (error instanceof N8nApiError && error.status === 401) {
				return report('Signed out of n8n: executions are not shown until the next start.');
			}
			// Busy, or stopping: the next poll catches up.
		}
	}
}

async function endedExecutions(api: N8nApi): Promise<string[]> {
	const newest = await api.executions({ limit: NEWEST });
	return newest.filter(hasEnded).map(({ id }) => id);
}

/** How an execution ended, and a line for each node with what it gave. */
export function linesOf(execution: Execution): string[] {
	const { workflowName, status, startedAt, stoppedAt = new Date() } = execution;
	const seconds = (stoppedAt.getTime() - (startedAt ?? stoppedAt).getTime()) / 1000;
	const time = stoppedAt.toTimeString().slice(0, 8);
	const lines = [`${time} ${workflowName}: ${status}, ${seconds.toFixed(1)} s`];
	const widest = Math.max(0, ...execution.nodeRuns.map(({ node }) => node.length));
	for (const run of execution.nodeRuns) {
		const [first] = run.outputs.flat();
		const start = `  ${run.node.padEnd(widest)}  ${countOfItems(run).padStart(10)}  `;
		const json = first === undefined ? '' : JSON.stringify(first);
		const gave = run.error === undefined ? json : 'failed';
		lines.push((start + oneLine(gave, WIDTH - start.length)).trimEnd());
	}
	if (status !== 'success') lines.push(`  ${execution.error ?? 'no message'}`);
	return lines;
}

/** "1 item", "60 items", and for a node with several outputs "5 + 55 items". */
function countOfItems(run: NodeRun): string {
	// A tool gives its response to the agent.
	if (run.outputs.length === 0) return '';
	const [first = 0, ...others] = run.outputs.map((items) => items.length);
	const counts = [first, ...others.filter((count) => count > 0)];
	const text = counts.map((count) => count.toLocaleString('en')).join(' + ');
	return text === '1' ? '1 item' : `${text} items`;
}

function oneLine(text: string, width: number): string {
	const joined = text.replace(/\s+/g, ' ').trim();
	return joined.length <= width ? joined : `${joined.slice(0, width - 3)}...`;
}
