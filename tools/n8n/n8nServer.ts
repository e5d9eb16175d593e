/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs in Node.js, never inside n8n */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import axios from 'axios';

import { lastLines, startNodeProgram } from './childProcess';
import type { ChildTree, Exit } from './childProcess';
import { anyFreePort, HOST } from './ports';
import type { Runtime } from './runtime';
import { SetupError } from './setupError';

const READY_WITHIN_MS = 180_000;
const READY_POLL_MS = 250;
const STOP_GRACE_MS = 10_000;

export interface N8nOptions {
	runtime: Runtime;
	/** n8n keeps its data in `<userFolder>/.n8n`; the folder is created if need be. */
	userFolder: string;
	/** Default: a free one. */
	port?: number;
	/** Added to n8n's environment; wins over what is set here. */
	env?: Readonly<Record<string, string>>;
	/** Stops n8n while it is still starting. */
	signal?: AbortSignal;
}

/** A running n8n. */
export interface N8nServer {
	url: string;
	pid: number;
	/** What n8n prints; begun anew at each start. */
	logFile: string;
	/** Settles when n8n has ended, asked or not. */
	exited: Promise<Exit>;
	/** Lets n8n end its executions, by force after ten seconds. Safe to call twice. */
	stop(): Promise<void>;
	/** Ends n8n at once, as a crash would, and waits until it is gone. */
	kill(): Promise<void>;
}

/** Starts n8n on 127.0.0.1 and waits until its REST API answers. */
export async function startN8n(options: N8nOptions): Promise<N8nServer> {
	const { runtime, userFolder, signal } = options;
	signal?.throwIfAborted();
	await mkdir(userFolder, { recursive: true });
	const port = options.port ?? (await anyFreePort());
	const url = `http://${HOST}:${port}`;
	const logFile = join(userFolder, 'n8n.log');
	await writeFile(logFile, '');
	const child = await startNodeProgram(runtime.nodeBinary, [runtime.n8nCli, 'start'], {
		cwd: userFolder,
		env: { ...(await quietEnvironment(options, port)), ...options.env },
		logFile,
		orphanGraceMs: STOP_GRACE_MS,
	});
	try {
		await waitUntilReady(url, child, logFile, signal);
	} catch (error) {
		child.kill();
		await child.exited;
		throw error;
	}
	return {
		url,
		pid: child.pid,
		logFile,
		exited: child.exited,
		async stop() {
			await child.stop(STOP_GRACE_MS);
		},
		async kill() {
			child.kill();
			await child.exited;
		},
	};
}

/** Settings that keep n8n on this machine, and silent towards the internet. */
export async function quietEnvironment(
	{ runtime, userFolder }: Pick<N8nOptions, 'runtime' | 'userFolder'>,
	port: number,
): Promise<NodeJS.ProcessEnv> {
	// Settings of another n8n on this machine, and of an outer npm, must not leak into this one.
	const foreign = /^(n8n_|npm_|db_|executions_|queue_|webhook_url$|node_options$|node_env$|path$)/i;
	const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	const noProxy = [process.env.NO_PROXY ?? process.env.no_proxy, HOST, 'localhost'];
	return {
		...Object.fromEntries(inherited),
		PATH: [dirname(runtime.nodeBinary), process.env.PATH ?? ''].join(delimiter),
		NO_PROXY: noProxy.filter(Boolean).join(','),
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: HOST,
		N8N_HOST: HOST,
		N8N_PORT: String(port),
		// The port of n8n's own helper process; the default one is taken when a second n8n runs.
		N8N_RUNNERS_BROKER_PORT: String(await anyFreePort()),
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
	};
}

async function waitUntilReady(
	url: string,
	child: ChildTree,
	logFile: string,
	signal: AbortSignal | undefined,
): Promise<void> {
	let ended: Exit | undefined;
	void child.exited.then((exit) => (ended = exit));
	const deadline = Date.now() + READY_WITHIN_MS;
	// /healthz answers before the REST API does.
	while (!(await answersSettings(url))) {
		signal?.throwIfAborted();
		if (ended !== undefined) throw await failure(describeExit(ended), logFile);
		if (Date.now() > deadline) {
			throw await failure(`was not ready after ${READY_WITHIN_MS / 1000} s`, logFile);
		}
		await sleep(READY_POLL_MS, undefined, { signal });
	}
	// Somebody else's n8n on this port would answer as well.
	if (ended !== undefined) throw await failure(describeExit(ended), logFile);
}

async function answersSettings(url: string): Promise<boolean> {
	try {
		const { data } = await axios.get<unknown>(`${url}/rest/settings`, {
			timeout: 5_000,
			proxy: false,
			responseType: 'text',
			transformResponse: (body: unknown) => body,
		});
		return typeof data === 'string' && data.includes('"settingsMode"');
	} catch {
		return false;
	}
}

/** How n8n ended, in words that follow "n8n". */
export function describeExit(exit: Exit): string {
	return exit.signal ? `was ended by ${exit.signal}` : `ended with exit code ${exit.code}`;
}

async function failure(what: string, logFile: string): Promise<SetupError> {
	return new SetupError(`n8n ${what}. The end of ${logFile}:\n${await lastLines(logFile, 20)}`);
}
