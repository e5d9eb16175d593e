/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { mkdir } from 'node:fs/promises';
import { dirname, delimiter, join } from 'node:path';

import axios from 'axios';

import { startProgram, untilReady } from './childProcess';
import type { ChildTree } from './childProcess';
import type { N8nVersion } from './n8nVersions';
import { anyFreePort, HOST } from './ports';

const STOP_GRACE_MS = 10_000;

export interface N8nOptions {
	installed: N8nVersion;
	/** n8n keeps its data in `<userFolder>/.n8n`; the folder is created if need be. */
	userFolder: string;
	/** Default: a free one. */
	port?: number;
	/** The name of the log in the user folder. */
	logName?: string;
	/** Added to n8n's environment; wins over what is set here. */
	env?: Readonly<Record<string, string>>;
	/** Stops n8n while it is still starting. */
	signal?: AbortSignal;
}

/** A running n8n. */
export class N8nServer {
	constructor(
		readonly url: string,
		/** What n8n prints; started anew at each start. */
		readonly logFile: string,
		readonly child: ChildTree,
	) {}

	/** Lets n8n end its executions, by force after ten seconds. Safe to call twice. */
	async stop(): Promise<void> {
		await this.child.stop(STOP_GRACE_MS);
	}

	/** Ends n8n at once, as a crash would, and waits until it is gone. */
	async kill(): Promise<void> {
		this.child.kill();
		await this.child.exited;
	}
}

/**
 * Starts n8n on 127.0.0.1 and waits until its REST API responds.
 *
 * @throws SetupError with the end of n8n's log; the reason of an abort
 */
export async function startN8n(options: N8nOptions): Promise<N8nServer> {
	const { installed, userFolder, signal, logName = 'n8n.log' } = options;
	signal?.throwIfAborted();
	await mkdir(userFolder, { recursive: true });
	const port = options.port ?? (await anyFreePort());
	const url = `http://${HOST}:${port}`;
	const logFile = join(userFolder, logName);
	const child = await startProgram(installed.nodeBinary, [installed.cli, 'start'], {
		cwd: userFolder,
		env: { ...(await quietEnvironment(options, port)), ...options.env },
		logFile,
		orphanGraceMs: STOP_GRACE_MS,
	});
	// /healthz responds before the REST API does.
	await untilReady('n8n', child, logFile, async () => await hasSettings(url), { signal });
	return new N8nServer(url, logFile, child);
}

/** Settings that keep n8n on this machine, and silent towards the internet. */
export async function quietEnvironment(
	{ installed, userFolder }: Pick<N8nOptions, 'installed' | 'userFolder'>,
	port: number,
): Promise<NodeJS.ProcessEnv> {
	// Settings of another n8n on this machine, and of an outer npm, must not leak into this one.
	const foreign = /^(n8n_|npm_|db_|executions_|queue_|webhook_url$|node_options$|node_env$|path$)/i;
	const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	const modules = installed.disabledModules.join(',');
	const noProxy = [process.env.NO_PROXY ?? process.env.no_proxy, HOST, 'localhost'];
	return {
		...Object.fromEntries(inherited),
		PATH: [dirname(installed.nodeBinary), process.env.PATH ?? ''].join(delimiter),
		NO_PROXY: noProxy.filter(Boolean).join(','),
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: HOST,
		N8N_HOST: HOST,
		N8N_PORT: String(port),
		// The port of n8n's own helper process; the default one is taken when a second n8n runs.
		N8N_RUNNERS_BROKER_PORT: String(await anyFreePort()),
		N8N_SECURE_COOKIE: 'false',
		...(modules && { N8N_DISABLED_MODULES: modules }),
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
	};
}

async function hasSettings(url: string): Promise<boolean> {
	const options = { timeout: 5_000, proxy: false, responseType: 'text' } as const;
	return await axios.get<unknown>(`${url}/rest/settings`, options).then(
		({ data }) => JSON.stringify(data).includes('settingsMode'),
		() => false,
	);
}
