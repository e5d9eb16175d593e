/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { defaultBaseUrls } from '../nodes/TerraTeams/api/baseUrls';
import type { Simulator } from '../simulator';
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

/** The keys of a real Terra account. */
export interface TerraKeys {
	devId: string;
	apiKey: string;
}

/** Creates the demo's credential, or brings the one that is there up to date. */
export async function saveCredential(
	api: N8nApi,
	terra: Simulator | TerraKeys,
): Promise<{ credential: SavedCredential; data: CredentialData }> {
	const isSimulated = 'pushes' in terra;
	const { devId, apiKey } = isSimulated ? terra.credentials : terra;
	const data: CredentialData = {
		name: CREDENTIAL_NAME,
		type: CREDENTIAL_TYPE,
		data: {
			devId,
			apiKey,
			apiBaseUrl: isSimulated ? terra.apiBaseUrl : defaultBaseUrls.api,
			widgetBaseUrl: isSimulated ? terra.widgetBaseUrl : defaultBaseUrls.widget,
			webhookSigningSecret: isSimulated ? terra.pushes.secret : '',
		},
	};
	const found = (await api.listCredentials()).find(
		({ name, type }) => name === CREDENTIAL_NAME && type === CREDENTIAL_TYPE,
	);
	if (found === undefined) return { credential: await api.createCredential(data), data };
	await api.updateCredential(found.id, data);
	return { credential: found, data };
}
