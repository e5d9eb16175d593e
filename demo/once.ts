import type { Simulator } from '../simulator';
import { hasEnded, type Execution, type N8nApi } from '../tools/n8n/n8nApi';
import { messageOf } from '../tools/n8n/setupError';
import { waitFor } from '../tools/waitFor';
import { linesOf } from './executionLog';
import type { SavedExample } from './examples';
import { addressesOf } from './pushAddresses';

/**
 * Runs the examples one after another and prints what each of their nodes gave.
 *
 * @param simulator sends an event to those that wait for one; without it the account is a real one,
 * which is only read
 * @returns how many failed
 */
export async function runOnce(
	api: N8nApi,
	examples: readonly SavedExample[],
	simulator: Simulator | undefined,
	print: (line: string) => void,
	signal: AbortSignal,
): Promise<number> {
	let executed = 0;
	let failed = 0;
	for (const example of examples) {
		const { name } = example.workflow;
		const obstacle = simulator === undefined ? obstacleOf(example) : undefined;
		if (obstacle !== undefined) {
			print(`"${name}" is not run, as ${obstacle}.`);
			continue;
		}
		executed += 1;
		try {
			const execution =
				example.isPushed && simulator
					? await runByEvent(api, example, simulator, signal)
					: await api.runWorkflow(example.id, { signal });
			print(['', ...linesOf(execution)].join('\n'));
			if (execution.status !== 'success') failed += 1;
		} catch (error) {
			signal.throwIfAborted();
			print(`\n${name}: not executed: ${messageOf(error)}`);
			failed += 1;
		}
	}
	print(`\n${executed} workflows executed, ${failed} failed`);
	return failed;
}

/** Nobody who tries this package wants ids written to the club's real roster. */
function obstacleOf({ isPushed, changesData }: SavedExample): string | undefined {
	if (isPushed) return 'it waits for Terra, which cannot reach this n8n';
	return changesData ? 'it would change data of the real account' : undefined;
}

/** Switches an example on, lets Terra send it a test, and waits for what that has started. */
async function runByEvent(
	api: N8nApi,
	example: SavedExample,
	{ admin, pushes, dataset }: Simulator,
	signal: AbortSignal,
): Promise<Execution> {
	const [address] = addressesOf(api, await api.workflow(example.id));
	const coach = dataset.coaches.find(({ provider }) => provider === 'VALD');
	if (address === undefined || coach === undefined) throw new Error('There is nothing to send.');
	await api.activate(example.id);
	pushes.register(address);
	admin.addTest(coach.coach_id, {}, null);
	return await waitFor(
		'an execution that the event starts',
		async () => {
			const [newest] = await api.executions({ workflowId: example.id, limit: 1 });
			return newest && hasEnded(newest) && (await api.execution(newest.id));
		},
		{ signal },
	);
}
