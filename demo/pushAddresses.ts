/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Pushes } from '../simulator/push/pushes';
import type { N8nApi, SavedWorkflow } from '../tools/n8n/n8nApi';
import { PACKAGE_NAME } from '../tools/n8n/package';

const everyMs = 2000;

/**
 * Lets the simulated Terra send its events to every published workflow that waits for them, the
 * user's own included, until the signal aborts. At Terra a user registers an address by hand.
 */
export async function followPushAddresses(
	api: N8nApi,
	pushes: Pushes,
	signal: AbortSignal,
): Promise<void> {
	while (!signal.aborted) {
		// While n8n is busy or stops, what is registered stays.
		const addresses = await pushAddresses(api).catch(() => undefined);
		if (addresses) pushes.registerAll(addresses);
		await sleep(everyMs, undefined, { signal }).catch(() => undefined);
	}
}

async function pushAddresses(api: N8nApi): Promise<string[]> {
	const active = (await api.listWorkflows()).filter(({ active: isActive }) => isActive);
	const workflows = await Promise.all(active.map(async ({ id }) => await api.workflow(id)));
	return workflows.flatMap((workflow) => addressesOf(api, workflow));
}

/** Where Terra has to send its events for a workflow, as nodes show it as their Production URL. */
export function addressesOf({ url }: N8nApi, { nodes }: SavedWorkflow): string[] {
	const type = `${PACKAGE_NAME}.terraTeamsWebhookTrigger`;
	return nodes
		.filter((node) => node.type === type && node.disabled !== true)
		.flatMap(({ webhookId }) =>
			typeof webhookId === 'string' ? `${url}/webhook/${webhookId}/webhook` : [],
		);
}
