/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ownerOf, saveCredential } from '../../demo/account';
import { ensureN8n } from '../../tools/n8n/installN8n';
import { N8nApi, type Owner, type SavedCredential } from '../../tools/n8n/n8nApi';
import { startN8n, type N8nServer } from '../../tools/n8n/n8nServer';
import type { N8nMajor } from '../../tools/n8n/n8nVersions';
import { installPackage } from '../../tools/n8n/package';
import { anyFreePort } from '../../tools/n8n/ports';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../simulator';
import { copyPreparedData } from './preparedData';

declare global {
	/** Set by environment.js. */
	var hasFailedTest: boolean | undefined;
}

/** A fresh n8n with the packed tarball in it, signed in to, and a simulated Terra beside it. */
export interface Stack {
	simulator: Simulator;
	/** The n8n that runs now. */
	n8n: N8nServer;
	api: N8nApi;
	owner: Owner;
	credential: SavedCredential;
	/** n8n's data is in `.n8n` below it. */
	userFolder: string;
	/** Starts n8n again, with the same data at the same address, after it was stopped or killed. */
	startAgain: () => Promise<void>;
	/** Stops everything and removes the folder, unless a test of this file has failed. */
	close: () => Promise<void>;
}

/**
 * Starts one. Fetches n8n first where it is not in the cache yet, which takes minutes.
 *
 * @param env added to n8n's environment
 */
export async function startStack(
	options: SimulatorOptions = {},
	env: Record<string, string> = {},
	major: N8nMajor = 2,
): Promise<Stack> {
	const report = (line: string) => process.stdout.write(`${line}\n`);
	const installed = await ensureN8n(major, { report });
	const userFolder = await mkdtemp(join(tmpdir(), 'terra-teams-e2e-'));
	// Another database than SQLite is not in the folder, and has an encryption key of its own.
	if (!('DB_TYPE' in env)) await copyPreparedData(installed, userFolder);
	await installPackage(userFolder);
	const simulator = await startSimulator(options);
	const port = await anyFreePort();
	let starts = 0;
	const start = async () => {
		const logName = `n8n-${++starts}.log`;
		return await startN8n({ installed, userFolder, port, env, logName });
	};
	const n8n = await start();
	const api = new N8nApi(n8n.url);
	const owner = await ownerOf(userFolder);
	await api.signIn(owner);
	const { credential } = await saveCredential(api, simulator);
	const stack: Stack = {
		simulator,
		n8n,
		api,
		owner,
		credential,
		userFolder,
		async startAgain() {
			stack.n8n = await start();
		},
		async close() {
			await stack.n8n.stop();
			await simulator.close();
			if (globalThis.hasFailedTest) {
				report(`n8n's logs, and its database in .n8n, are kept in ${userFolder}`);
				return;
			}
			await rm(userFolder, { recursive: true, force: true, maxRetries: 3 });
		},
	};
	return stack;
}
