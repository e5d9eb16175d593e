import { mapConcurrently } from '../../nodes/TerraTeams/api/concurrencyLimiter';
import type { CoachRecord, Simulator, TestRecord } from '../../simulator';
import { testsRetrieved } from '../../simulator/push/events';
import { waitFor } from '../../tools/waitFor';
import { waitUntilServed } from '../e2e/triggerWorkflow';
import { quantile } from './figure';
import { timeOf, type Measured } from './runs';
import type { ActiveWorkflow, ChainNode, Workbench } from './workbench';

/** Events are not to be repeated: one that is not taken at once is an error. */
const once = { retryDelaysMs: [], timeoutMs: 120_000 };

/** A workflow that Terra can push events to. */
export interface Receiver extends ActiveWorkflow {
	/** Terra's destination. */
	url: string;
}

/** Our trigger, which gives pushed tests as Terra sends them. */
export function eventTrigger(
	credentials: ChainNode['credentials'],
	includeAthleteInRaw = false,
): ChainNode {
	return {
		name: 'New',
		type: 'n8n-nodes-terra-teams.terraTeamsWebhookTrigger',
		typeVersion: 1.1,
		parameters: { triggerOn: ['testRetrieved'], output: 'raw', includeAthleteInRaw },
		credentials,
	};
}

/** n8n's own trigger, which responds as soon as it has stored the execution, as ours does. */
export function webhook(path: string, options: Record<string, unknown>): ChainNode {
	return {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options },
	};
}

/** What stands for the rest of a workflow. */
export const noOperation: ChainNode = {
	name: 'Rest',
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	parameters: {},
};

/** Activates a workflow that begins with one of the two triggers, and waits until n8n serves it. */
export async function receive(
	workbench: Workbench,
	nodes: ChainNode[],
	saves: 'all' | 'none' = 'none',
): Promise<Receiver> {
	const { n8n } = await workbench.stack();
	const workflow = await workbench.chain(nodes, { saveDataSuccessExecution: saves });
	const path = nodes[0]?.parameters.path;
	const suffix = typeof path === 'string' ? path : `${workflow.webhookId}/webhook`;
	const receiver = { ...workflow, url: `${n8n.url}/webhook/${suffix}` };
	await waitUntilServed(receiver.url);
	return receiver;
}

/**
 * Pushes tests, each in an event of its own, and waits for the end of all executions.
 *
 * @param atOnce how many events wait for n8n's response at a time
 * @returns `perSecond`: executions that ended a second; `p95`: the milliseconds within which 95% of
 *   the events had their response
 * @throws Error where n8n did not take an event, or an execution failed
 */
export async function pushTests(
	workbench: Workbench,
	{ simulator, coach }: { simulator: Simulator; coach: CoachRecord },
	tests: readonly TestRecord[],
	receiver: Receiver,
	atOnce: number,
): Promise<Measured> {
	const { pushes } = simulator;
	await waitUntilServed(receiver.url);
	await untilIdle(workbench, receiver);
	pushes.register(receiver.url);
	const failedBefore = await failed(workbench, receiver);
	const times: number[] = [];
	const ms = await timeOf(async () => {
		await mapConcurrently(tests, atOnce, async (test) => {
			const push = async () => {
				const [attempt] = await pushes.push(testsRetrieved(coach, [test]), once);
				if (attempt?.status === 200) return;
				throw new Error(`n8n responded with ${attempt?.status}: ${attempt?.responseBody}`);
			};
			times.push(await timeOf(push));
		});
		await untilIdle(workbench, receiver);
	});
	if ((await failed(workbench, receiver)) > failedBefore) throw new Error('An execution failed');
	return { perSecond: (1000 * tests.length) / ms, p95: quantile(times, 0.95) };
}

/** Waits until n8n has nothing left to do for a workflow. */
async function untilIdle(workbench: Workbench, { id }: ActiveWorkflow): Promise<void> {
	const { api } = await workbench.stack();
	const underWay = { workflowId: id, status: ['new', 'running', 'waiting'], limit: 1 };
	const isIdle = async () => (await api.executions(underWay)).length === 0;
	await waitFor('the end of all executions', isIdle, { timeoutMs: 600_000, everyMs: 100 });
}

/** How many executions have failed; those that succeeded are not kept. */
async function failed(workbench: Workbench, { id }: ActiveWorkflow): Promise<number> {
	const { api } = await workbench.stack();
	return (await api.executions({ workflowId: id, status: ['error', 'crashed'], limit: 100 }))
		.length;
}
