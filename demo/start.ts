/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error, no-console -- runs in Node.js, never inside n8n; a command prints */
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

import { startSimulator, type Simulator } from '../simulator';
import { addLiveData } from '../simulator/liveData';
import { failureOf, killAllChildren } from '../tools/n8n/childProcess';
import { ensureN8n } from '../tools/n8n/installN8n';
import { withLock } from '../tools/n8n/lock';
import { N8nApi, type Owner } from '../tools/n8n/n8nApi';
import { startN8n, type N8nServer } from '../tools/n8n/n8nServer';
import { installPackage } from '../tools/n8n/package';
import { freePort } from '../tools/n8n/ports';
import { messageOf, SetupError } from '../tools/n8n/setupError';
import { listenForShutdown } from '../tools/n8n/shutdown';
import { ownerOf, saveCredential, type TerraKeys } from './account';
import { parseArguments, type DemoArguments } from './arguments';
import { createMissingExamples, type SavedExample } from './examples';
import { followExecutions } from './executionLog';
import { runOnce } from './once';
import { followPushAddresses } from './pushAddresses';
import { rebuildOnChange } from './watch';

/** Tells another start where n8n is. */
const ADDRESS_FILE = 'address.txt';

const SIMULATOR_PORT = 5690;

/** Shorter than Terra's: nobody wants to watch for half a minute how n8n begins to listen. */
const RETRY_DELAYS_MS = [1000, 2000, 4000, 8000, 16_000, 32_000];

const print = (line: string) => console.log(line);

async function main(): Promise<number> {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	if (major < 20 || (major === 20 && minor < 19)) {
		throw new SetupError(`Node.js 20.19 or newer is needed, and this is ${process.versions.node}.`);
	}
	const demo = parseArguments(process.argv.slice(2), process.env);
	const shutdown = listenForShutdown(() =>
		print('\nStopping ... (once more stops at once, without waiting for running executions)'),
	);
	try {
		return await (demo.once ? runInTemporaryFolder : runInKeptFolder)(demo, shutdown.signal);
	} catch (error) {
		// Whatever was thrown on the way: it is the shutdown that the user asked for.
		if (!shutdown.signal.aborted) throw error;
		return shutdown.exitCode();
	} finally {
		if (shutdown.signal.aborted) print('Stopped.');
	}
}

/** In a folder that is gone at the end, even if the end is a process.exit(). */
async function runInTemporaryFolder(demo: DemoArguments, signal: AbortSignal): Promise<number> {
	const userFolder = await mkdtemp(join(tmpdir(), 'terra-teams-n8n-'));
	process.once('exit', () => {
		killAllChildren();
		rmSync(userFolder, { recursive: true, force: true, maxRetries: 3 });
	});
	return await run(demo, userFolder, signal);
}

/** In a folder that keeps what the user builds. Two n8n must not share it. */
async function runInKeptFolder(demo: DemoArguments, signal: AbortSignal): Promise<number> {
	const userFolder = resolve(demo.folder);
	const onWait = async () => {
		const url = await readFile(join(userFolder, ADDRESS_FILE), 'utf8').catch(
			() => 'still starting',
		);
		throw new SetupError(
			`The demo is running already (${url}). Use that one, stop it, or start "npm start -- --once".`,
		);
	};
	return await withLock(join(userFolder, 'demo'), { signal, onWait }, async (whileLocked) => {
		rmSync(join(userFolder, ADDRESS_FILE), { force: true });
		return await run(demo, userFolder, whileLocked);
	});
}

async function run(demo: DemoArguments, userFolder: string, signal: AbortSignal): Promise<number> {
	const installed = await ensureN8n(2, { report: print, signal });
	await installPackage(userFolder, { report: print, signal });
	const stop = new AbortController();
	const running = AbortSignal.any([signal, stop.signal]);
	let terra: Simulator | TerraKeys | undefined;
	let n8n: N8nServer | undefined;
	try {
		terra = demo.terraKeys ?? (await simulateTerra(demo, running));
		const port = await freePort(demo.port);
		if (port !== demo.port) print(`Port ${demo.port} is taken; n8n gets ${port}.`);
		print(`Starting n8n ${installed.version} (the first time takes about half a minute) ...`);
		const env: Record<string, string> = demo.watch ? { N8N_DEV_RELOAD: 'true' } : {};
		n8n = await startN8n({ installed, userFolder, port, env, signal });
		await writeFile(join(userFolder, ADDRESS_FILE), n8n.url);
		const { logFile } = n8n;
		const ended = n8n.child.exited.then(async (exit) => {
			if (running.aborted) return 0;
			throw await failureOf('n8n', exit, logFile);
		});
		return await Promise.race([ended, use(demo, n8n, terra, userFolder, running)]);
	} finally {
		stop.abort();
		await n8n?.stop();
		if (terra && 'pushes' in terra) await terra.close();
	}
}

async function simulateTerra(demo: DemoArguments, signal: AbortSignal): Promise<Simulator> {
	// The same port each time, so that credentials that a user has made for it go on working.
	const port = demo.once ? 0 : await freePort(SIMULATOR_PORT);
	const simulator = await startSimulator({ port, retryDelaysMs: RETRY_DELAYS_MS });
	if (!demo.once) signal.addEventListener('abort', addLiveData(simulator), { once: true });
	print(`Simulating Terra, with invented athletes, at ${simulator.url}`);
	return simulator;
}

/** Fills n8n, and runs the examples once or waits for the end. */
async function use(
	{ once, watch }: DemoArguments,
	n8n: N8nServer,
	terra: Simulator | TerraKeys,
	userFolder: string,
	signal: AbortSignal,
): Promise<number> {
	const api = new N8nApi(n8n.url);
	const owner = await ownerOf(userFolder);
	const signedIn = await api.signIn(owner);
	let examples: SavedExample[] = [];
	if (signedIn) {
		const { credential, data } = await saveCredential(api, terra);
		const test = await api.testCredential(credential.id, data);
		if (!test.ok) print(`n8n's test of the Terra credential says: ${test.message}`);
		examples = await createMissingExamples(api, credential, !once);
	}
	const simulator = 'pushes' in terra ? terra : undefined;
	if (once) return (await runOnce(api, examples, simulator, print, signal)) === 0 ? 0 : 1;
	if (simulator && signedIn) void followPushAddresses(api, simulator.pushes, signal);
	print(welcome(n8n, signedIn ? owner : undefined, examples, simulator));
	if (watch) rebuildOnChange(userFolder, print, signal);
	if (signedIn) {
		void followExecutions(api, print, signal).catch((error: unknown) =>
			print(`Executions are not shown: ${messageOf(error)}`),
		);
	}
	// Ctrl-C is how this is meant to end.
	return await new Promise((resolve) => {
		signal.addEventListener('abort', () => resolve(0), { once: true });
		if (signal.aborted) resolve(0);
	});
}

const whatArrives = [
	'Every 20 seconds something arrives at the simulated Terra: a test that was just done, one that is',
	'uploaded a day late, a finished session, or a note on a test. It is sent to every published',
	'workflow with a Terra Teams Webhook Trigger, yours included.',
	'Workflows, credentials and what triggers have seen are kept for the next start; the athletes of',
	'the simulated Terra begin anew, and what arrives then is new to every trigger.',
];

/**
 * Where everything is, and what to do first.
 *
 * @param owner undefined: the user has changed the password
 */
function welcome(
	{ url, logFile }: N8nServer,
	owner: Owner | undefined,
	examples: readonly SavedExample[],
	simulator: Simulator | undefined,
): string {
	const named = (isNamed: (example: SavedExample) => boolean | undefined) =>
		examples
			.filter(isNamed)
			.map(({ workflow }) => `"${workflow.name}"`)
			.join(', ');
	const account = owner && [`  Email      ${owner.email}`, `  Password   ${owner.password}`];
	const terra = simulator && [
		'',
		'To enter a Terra credential yourself, beside the one that is there:',
		`  Dev ID                  ${simulator.credentials.devId}`,
		`  API Key                 ${simulator.credentials.apiKey}`,
		`  API Base URL            ${simulator.apiBaseUrl}`,
		`  Widget Base URL         ${simulator.widgetBaseUrl}`,
		`  Webhook Signing Secret  ${simulator.pushes.secret}`,
	];
	const next = owner
		? [
				`Open ${named(({ isLive }) => !isLive)} and press "Execute workflow".`,
				`${named(({ isLive, isPushed }) => isLive && !isPushed)} runs by itself: it asks Terra for new data.`,
				`${named(({ isPushed }) => isPushed)} runs by itself: Terra sends it new data at once.`,
				...(simulator ? whatArrives : []),
				'Executions are listed here; Ctrl-C stops everything.',
			]
		: [
				"The password of n8n's owner has been changed: sign in with yours. The credential could not",
				'be brought up to date, and executions are not shown here. Ctrl-C stops everything.',
			];
	const log = `  Log        ${relative(process.cwd(), logFile)}`;
	const n8n = `  n8n        ${url}/home/workflows`;
	return ['', n8n, ...(account ?? []), log, ...(terra ?? []), '', ...next, ''].join('\n');
}

process.once('exit', killAllChildren);
main().then(
	(exitCode) => process.exit(exitCode),
	(error: unknown) => {
		console.error(error instanceof SetupError ? error.message : error);
		process.exit(1);
	},
);
