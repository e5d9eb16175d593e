import { randomUUID } from 'node:crypto';

import axios from 'axios';

import type { SavedCredential, WorkflowNode } from '../../tools/n8n/n8nApi';
import { waitFor } from '../../tools/waitFor';
import type { Stack } from './stack';

/** How often the trigger of createTriggerWorkflow polls. */
export const secondsBetweenPolls = 3;

/**
 * The times of a poll trigger, every so many seconds: n8n refuses a schedule of less than a minute,
 * but not several of them side by side.
 */
export function pollTimesEvery(seconds: number): { item: object[] } {
	const item = Array.from({ length: 60 / seconds }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * seconds} * * * * *`,
	}));
	return { item };
}

/** A workflow that begins with the polling trigger, every few seconds; gives its id. */
export async function createTriggerWorkflow(
	stack: Stack,
	credential: SavedCredential,
	parameters: Record<string, unknown>,
): Promise<string> {
	return await createWorkflow(stack, credential, {
		type: 'n8n-nodes-terra-teams.terraTeamsTrigger',
		typeVersion: 1,
		parameters: { pollTimes: pollTimesEvery(secondsBetweenPolls), ...parameters },
	});
}

/** An active workflow that begins with the webhook trigger, and the address to push to. */
export async function activateWebhookWorkflow(
	stack: Stack,
	credential: SavedCredential,
	parameters: Record<string, unknown>,
): Promise<{ id: string; url: string }> {
	const webhookId = randomUUID();
	const id = await createWorkflow(stack, credential, {
		type: 'n8n-nodes-terra-teams.terraTeamsWebhookTrigger',
		typeVersion: 1.1,
		parameters,
		webhookId,
	});
	await stack.api.activate(id);
	const url = `${stack.n8n.url}/webhook/${webhookId}/webhook`;
	await waitUntilServed(url);
	return { id, url };
}

/** Waits for an address of a workflow: n8n serves it only some time after its activation. */
export async function waitUntilServed(url: string): Promise<void> {
	const options = { validateStatus: () => true, proxy: false } as const;
	const isServed = async () => (await axios.post(url, {}, options)).status !== 404;
	await waitFor(`the address ${url}`, isServed);
}

async function createWorkflow(
	{ api }: Stack,
	{ id, name }: SavedCredential,
	trigger: Pick<WorkflowNode, 'type' | 'parameters'> & Record<string, unknown>,
): Promise<string> {
	const workflow = await api.createWorkflow({
		name: 'New data',
		nodes: [
			{
				id: 'trigger',
				name: 'New',
				position: [0, 0],
				credentials: { terraTeamsApi: { id, name } },
				...trigger,
			},
			{
				id: 'after',
				name: 'After',
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [220, 0],
				parameters: {},
			},
		],
		connections: { New: { main: [[{ node: 'After', type: 'main', index: 0 }]] } },
	});
	return workflow.id;
}
