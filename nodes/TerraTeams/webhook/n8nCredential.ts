import type { IWebhookFunctions } from 'n8n-workflow';

import { credentialName } from '../shared/connect';

/** The credentials that n8n is being asked for, by node. */
const underWay = new Map<string, Promise<Record<string, unknown>>>();

/**
 * The node's credential. Events that come in bulk share one request to n8n, which makes a JavaScript
 * engine of its own for each, and with 200 of them has time for nothing else.
 */
export async function getSharedCredential(
	functions: IWebhookFunctions,
): Promise<Record<string, unknown>> {
	const { id, credentials } = functions.getNode();
	const saved = credentials?.[credentialName]?.id;
	const key = JSON.stringify([functions.getWorkflow().id, id, saved, functions.getMode()]);
	const credential =
		underWay.get(key) ??
		functions.getCredentials(credentialName).finally(() => underWay.delete(key));
	underWay.set(key, credential);
	return await credential;
}
