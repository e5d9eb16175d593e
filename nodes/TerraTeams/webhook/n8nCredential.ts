import type { IWebhookFunctions } from 'n8n-workflow';

import { credentialName } from '../shared/connect';

/** Pending requests to n8n for the credential, by node. */
const pending = new Map<string, Promise<Record<string, unknown>>>();

/**
 * The node's credential. Events that arrive together share one request, since n8n creates a
 * JavaScript engine for each, and 200 of them leave it no time for anything else.
 */
export async function getSharedCredential(
	functions: IWebhookFunctions,
): Promise<Record<string, unknown>> {
	const { name, credentials } = functions.getNode();
	const credentialId = credentials?.[credentialName]?.id;
	const key = JSON.stringify([functions.getWorkflow().id, name, credentialId, functions.getMode()]);
	const credential =
		pending.get(key) ?? functions.getCredentials(credentialName).finally(() => pending.delete(key));
	pending.set(key, credential);
	return await credential;
}
