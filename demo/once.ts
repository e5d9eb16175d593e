import { countOfItems, duration, oneLine } from './executionLog';
import type { SavedExample } from './examples';
import type { Execution, N8nApi } from './n8nApi';
import { messageOf } from './setupError';

const WIDTH = 120;

/** How many examples were run, and how many of them failed. */
export interface Outcome {
	executed: number;
	failed: number;
}

/** Runs the examples one after another and reports what each of their nodes gave. */
export async function runOnce(
	api: N8nApi,
	examples: readonly SavedExample[],
	report: (line: string) => void,
	signal: AbortSignal,
): Promise<Outcome> {
	let failed = 0;
	for (const { id, workflow } of examples) {
		try {
			const execution = await api.runWorkflow(id, { signal });
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
