/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ownerOf, saveCredential, signIn } from '../../demo/account';
import { N8nApi, type Owner, type SavedCredential } from '../../demo/n8nApi';
import { startN8n, type N8nServer } from '../../demo/n8nServer';
import { buildAndPack, installIntoN8n, removeTarball } from '../../demo/package';
import { ensureRuntime } from '../../demo/runtime';
import { startSimulator, type Simulator, type SimulatorOptions } from '../simulator';

/** A fresh n8n with the packed tarball in it, signed in to, and a simulated Terra beside it. */
export interface World {
	simulator: Simulator;
	n8n: N8nServer;
	api: N8nApi;
	owner: Owner;
	credential: SavedCredential;
	/** n8n's data stands in `.n8n` below it. */
	userFolder: string;
	/** Stops everything and removes the folder. */
	close: () => Promise<void>;
}

/** Starts one. Fetches n8n first where it is not in the cache yet, which takes minutes. */
export async function startWorld(options: SimulatorOptions = {}): Promise<World> {
	const runtime = await ensureRuntime({ report: (line) => process.stdout.write(`${line}\n`) });
	const userFolder = await mkdtemp(join(tmpdir(), 'terra-teams-e2e-'));
	const tarball = await buildAndPack();
	await installIntoN8n(tarball, userFolder);
	await removeTarball(tarball);
	const simulator = await startSimulator(options);
	const n8n = await startN8n({ runtime, userFolder });
	const api = new N8nApi(n8n.url);
	const owner = await ownerOf(userFolder);
	await signIn(api, owner);
	const { apiBaseUrl, widgetBaseUrl, credentials } = simulator;
	const { credential } = await saveCredential(api, {
		...credentials,
		apiBaseUrl,
		widgetBaseUrl,
	});
	return {
		simulator,
		n8n,
		api,
		owner,
		credential,
		userFolder,
		async close() {
			await n8n.stop();
			await simulator.close();
			await rm(userFolder, { recursive: true, force: true, maxRetries: 3 });
		},
	};
}
