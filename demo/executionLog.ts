/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { setTimeout as sleep } from 'node:timers/promises';

import { hasEnded, N8nApiError } from '../tools/n8n/n8nApi';
import type { Execution, N8nApi, NodeRun } from '../tools/n8n/n8nApi';

const POLL_MS = 1_500;
/** The most that n8n gives at once; more executions than that between two polls go unreported. */
const NEWEST = 100;

/**
 * Reports a line for each execution as it ends, until the signal aborts. Those that had ended
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
				report(executionLine(await api.execution(id)));
			}
			reported = new Set(ended);
		} catch (error) {
			if (error instanceof N8nApiError && error.status === 401) {
				report('Signed out of n8n: executions are not shown here until the next start.');
				return;
			}
			// Busy, or stopping: the next poll catches up.
		}
	}
}

async function endedExecutions(api: N8nApi): Promise<string[]> {
	const newest = await api.executions({ limit: NEWEST });
	return newest.filter(hasEnded).map(({ id }) => id);
}

/** Time, workflow, status, items of the last node and duration; or why it failed. */
export function executionLine(execution: Execution): string {
	const ended = execution.stoppedAt ?? new Date();
	const columns = [ended.toTimeString().slice(0, 8), execution.workflowName, execution.status];
	if (execution.status !== 'success') {
		columns.push(oneLine(execution.error ?? 'no message', 200));
	} else {
		const last = execution.nodeRuns.filter(({ node }) => node === execution.lastNode).at(-1);
		if (last !== undefined) columns.push(`${countOfItems(last)} from "${last.node}"`);
	}
	columns.push(duration(execution));
	return columns.join('  ');
}

/** "1 item", "60 items", and for a node with several outputs "5 + 55 items". */
export function countOfItems(run: NodeRun): string {
	const [first = 0, ...others] = run.outputs.map((items) => items.length);
	const counts = [first, ...others.filter((count) => count > 0)];
	const text = counts.map((count) => count.toLocaleString('en')).join(' + ');
	return text === '1' ? '1 item' : `${text} items`;
}

/** How long an execution took, in seconds. */
export function duration({ startedAt, stoppedAt }: Execution): string {
	if (startedAt === undefined || stoppedAt === undefined) return '';
	return `${((stoppedAt.getTime() - startedAt.getTime()) / 1000).toFixed(1)} s`;
}

/** A text without line breaks, cut off at a width. */
export function oneLine(text: string, width: number): string {
	const joined = text.replace(/\s+/g, ' ').trim();
	return joined.length <= width ? joined : `${joined.slice(0, width - 3)}...`;
}
