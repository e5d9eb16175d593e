/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs in Node.js, never inside n8n */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { N8nApiError } from '../tools/n8n/n8nApi';
import type { CredentialData, N8nApi, Owner, SavedCredential } from '../tools/n8n/n8nApi';

/**
 * The owner of the n8n in a user folder. The password is made up at the first start and kept there:
 * whoever can sign in to an n8n can run programs, and other users of this machine can reach it too.
 */
export async function ownerOf(userFolder: string): Promise<Owner> {
	const file = join(userFolder, 'password.txt');
	const kept = (await readFile(file, 'utf8').catch(() => '')).trim();
	// n8n asks for a capital letter and a number.
	const password = kept || `Demo1-${randomBytes(6).toString('base64url')}`;
	if (!kept) await writeFile(file, `${password}\n`, { mode: 0o600 });
	return { email: 'demo@example.com', password, firstName: 'Demo', lastName: 'Coach' };
}

/** Named so that nobody takes it for a credential of his own: each start overwrites it. */
const CREDENTIAL_NAME = 'Terra Teams (demo)';

export const CREDENTIAL_TYPE = 'terraTeamsApi';

/** Where Terra is, and the keys to it; without addresses it is the real one. */
export interface TerraAccess {
	devId: string;
	apiKey: string;
	apiBaseUrl?: string;
	widgetBaseUrl?: string;
	/** With which it signs the events that it pushes. */
	webhookSigningSecret?: string;
}

/** Signs in, creating the owner in a new n8n. False: the password has been changed. */
export async function signIn(api: N8nApi, owner: Owner): Promise<boolean> {
	if (await api.needsOwner()) {
		await api.setupOwner(owner);
		return true;
	}
	try {
		await api.login(owner);
		return true;
	} catch (error) {
		if (error instanceof N8nApiError && error.status === 401) return false;
		throw error;
	}
}

/** Creates the demo's credential, or brings the one that is there up to date. */
export async function saveCredential(
	api: N8nApi,
	access: TerraAccess,
): Promise<{ credential: SavedCredential; data: CredentialData }> {
	const data: CredentialData = {
		name: CREDENTIAL_NAME,
		type: CREDENTIAL_TYPE,
		data: {
			devId: access.devId,
			apiKey: access.apiKey,
			apiBaseUrl: access.apiBaseUrl ?? 'https://api.tryterra.co/v2/teams',
			widgetBaseUrl: access.widgetBaseUrl ?? 'https://access.tryterra.co',
			webhookSigningSecret: access.webhookSigningSecret ?? '',
		},
	};
	const found = (await api.listCredentials()).find(
		({ name, type }) => name === CREDENTIAL_NAME && type === CREDENTIAL_TYPE,
	);
	if (found === undefined) return { credential: await api.createCredential(data), data };
	await api.updateCredential(found.id, data);
	return { credential: found, data };
}
