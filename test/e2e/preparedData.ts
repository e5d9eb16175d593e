/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { existsSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { ownerOf } from '../../demo/account';
import { withLock } from '../../tools/n8n/lock';
import { N8nApi } from '../../tools/n8n/n8nApi';
import { startN8n } from '../../tools/n8n/n8nServer';
import type { N8nVersion } from '../../tools/n8n/n8nVersions';

/**
 * Gives a user folder the data of an n8n that was started once, has an owner, and nothing else: a
 * new database's migrations are most of a first start, and each test file wants one. It is kept
 * beside the n8n in the cache.
 */
export async function copyPreparedData(installed: N8nVersion, userFolder: string): Promise<void> {
	const prepared = `${installed.folder}.prepared`;
	if (!existsSync(prepared)) {
		await withLock(prepared, {}, async () => {
			if (!existsSync(prepared)) await prepare(installed, prepared);
		});
	}
	await cp(prepared, userFolder, { recursive: true });
}

/** What has the final name is complete. */
async function prepare(installed: N8nVersion, prepared: string): Promise<void> {
	const folder = `${prepared}.unfinished`;
	await rm(folder, { recursive: true, force: true });
	const n8n = await startN8n({ installed, userFolder: folder });
	try {
		await new N8nApi(n8n.url).signIn(await ownerOf(folder));
	} finally {
		await n8n.stop();
	}
	await rm(n8n.logFile);
	// What n8n makes anew at each start.
	await rm(join(folder, '.cache'), { recursive: true, force: true });
	await rename(folder, prepared);
}
