/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error, no-console -- runs in Node.js, never inside n8n; a command prints */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { startSimulator, type Simulator } from '../simulator';
import { ownerOf, saveCredential, signIn } from './account';
import type { TerraAccess } from './account';
import { HELP, parseArguments, UsageError } from './arguments';
import type { DemoArguments } from './arguments';
import { addLiveData } from './liveData';
import { killAllChildren, lastLines } from '../tools/n8n/childProcess';
import { createMissingExamples, pushAddress } from './examples';
import type { SavedExample } from './examples';
import { followExecutions } from './executionLog';
import { listenForShutdown } from '../tools/n8n/shutdown';
import { acquireLock } from '../tools/n8n/lockFile';
import { N8nApi } from '../tools/n8n/n8nApi';
import type { Owner } from '../tools/n8n/n8nApi';
import { describeExit, startN8n } from '../tools/n8n/n8nServer';
import type { N8nServer } from '../tools/n8n/n8nServer';
import { runOnce } from './once';
import { buildAndPack, installIntoN8n, removeTarball, REPOSITORY } from '../tools/n8n/package';
import { freePort } from '../tools/n8n/ports';
import { ensureRuntime } from '../tools/n8n/runtime';
import { messageOf, SetupError } from '../tools/n8n/setupError';

/** What tsx and the packages used here need; n8n runs on a Node.js of its own. */
const OLDEST_NODE = [20, 19] as const;

const SIMULATOR_PORT = 5690;

/** Shorter than Terra's: nobody wants to watch for half a minute how n8n begins to listen. */
const RETRY_DELAYS_MS = [1000, 2000, 4000, 8000, 16_000, 32_000];

const print = (line: string) => console.log(line);

/** What has to be undone at the end, whatever happens; the last one first. */
type Undo = Array<() => Promise<void>>;

async function main(): Promise<number> {
	requireNode();
	const demo = parseArguments(process.argv.slice(2), process.env);
	if (demo.help) {
		print(HELP);
		return 0;
	}
	const interruption = listenForShutdown(() =>
		print('\nStopping ... (once more stops at once, without waiting for running executions)'),
	);
	const undo: Undo = [];
	try {
		return await runDemo(demo, interruption.signal, undo);
	} catch (error) {
		// Whatever was thrown on the way: it is the interruption that the user asked for.
		if (!interruption.signal.aborted) throw error;
		return interruption.exitCode();
	} finally {
		for (const step of undo.reverse()) await step();
	}
}

async function runDemo(demo: DemoArguments, signal: AbortSignal, undo: Undo): Promise<number> {
	const userFolder = demo.once ? await temporaryFolder() : await keptFolder(undo, signal);
	const runtime = await ensureRuntime({ report: print, signal });
	const tarball = await buildAndPack({ report: print, signal });
	try {
		await installIntoN8n(tarball, userFolder.path, signal);
	} finally {
		await removeTarball(tarball);
	}
	const { terra, simulator } = await openTerra(demo, undo);

	const port = await freePort(demo.port);
	if (port !== demo.port) print(`Port ${demo.port} is taken; n8n gets ${port}.`);
	print(`Starting n8n ${runtime.n8nVersion} (the first time takes about half a minute) ...`);
	const n8n = await startN8n({ runtime, userFolder: userFolder.path, port, signal });
	undo.push(async () => await n8n.stop());
	await userFolder.setNote(n8n.url);

	const stop = new AbortController();
	undo.push(async () => stop.abort());
	const ended = n8n.exited.then(async (exit) => {
		if (signal.aborted || stop.signal.aborted) return 0;
		const log = await lastLines(n8n.logFile, 20);
		throw new SetupError(`n8n ${describeExit(exit)} by itself. The end of ${n8n.logFile}:\n${log}`);
	});
	const use = demo.once
		? useOnce(n8n, terra, simulator, userFolder.path, signal)
		: useKept(n8n, terra, simulator, userFolder.path, signal);
	return await Promise.race([ended, use]);
}

/** Runs the examples and says what they gave. */
async function useOnce(
	n8n: N8nServer,
	terra: TerraAccess,
	simulator: Simulator | undefined,
	userFolder: string,
	signal: AbortSignal,
): Promise<number> {
	const { api, examples } = await prepare(n8n, terra, userFolder, false);
	// Nobody who tries this package wants ids written to the club's real roster.
	const isOurs = simulator !== undefined;
	const runnable = examples.filter(
		({ changesData, isPushed = false }) => isOurs || !(changesData || isPushed),
	);
	for (const { workflow, isPushed } of examples.filter((one) => !runnable.includes(one))) {
		const why = isPushed
			? 'it waits for Terra, which cannot reach this n8n'
			: 'it would change data of the real account';
		print(`"${workflow.name}" is not run, as ${why}.`);
	}
	const { executed, failed } = await runOnce(api, runnable, simulator, print, signal);
	print('');
	print(`${executed} workflows executed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

/** Keeps n8n running and says what is executed in it. */
async function useKept(
	n8n: N8nServer,
	terra: TerraAccess,
	simulator: Simulator | undefined,
	userFolder: string,
	signal: AbortSignal,
): Promise<number> {
	const { api, owner, signedIn, examples } = await prepare(n8n, terra, userFolder, true);
	for (const example of examples.filter(({ isPushed }) => isPushed)) {
		const address = await pushAddress(api, example);
		if (address !== undefined) simulator?.pushes.register(address);
	}
	print('');
	print(`  n8n        ${n8n.url}/home/workflows`);
	if (signedIn) {
		print(`  Email      ${owner.email}`);
		print(`  Password   ${owner.password}`);
	}
	print(`  Log        ${relative(process.cwd(), n8n.logFile)}`);
	if (simulator) {
		print('');
		print('To enter a Terra credential yourself, beside the one that is there:');
		print(`  Dev ID                  ${simulator.credentials.devId}`);
		print(`  API Key                 ${simulator.credentials.apiKey}`);
		print(`  API Base URL            ${simulator.apiBaseUrl}`);
		print(`  Widget Base URL         ${simulator.widgetBaseUrl}`);
		print(`  Webhook Signing Secret  ${simulator.pushes.secret}`);
	}
	print('');
	if (signedIn) {
		const nameOf = ({ workflow }: SavedExample) => `"${workflow.name}"`;
		const manual = examples.filter(({ isLive }) => !isLive);
		print(`Open ${manual.map(nameOf).join(', ')} and press "Execute workflow".`);
		for (const example of examples.filter(({ isLive, isPushed }) => isLive && !isPushed)) {
			print(`${nameOf(example)} runs by itself: it asks Terra for new data.`);
		}
		for (const example of examples.filter(({ isPushed }) => isPushed)) {
			print(`${nameOf(example)} runs by itself: Terra sends it new data at once.`);
		}
		print('Executions are listed here; Ctrl-C stops everything.');
		print('');
		void followExecutions(api, print, signal).catch((error: unknown) =>
			print(`Executions are not shown: ${messageOf(error)}`),
		);
	} else {
		print(`The password of ${owner.email} has been changed in n8n: sign in with yours.`);
		print('The credential could not be brought up to date, and executions are not shown here.');
		print('Ctrl-C stops everything.');
	}
	return await new Promise((resolve) => {
		// Ctrl-C is how this is meant to end.
		signal.addEventListener('abort', () => resolve(0), { once: true });
		if (signal.aborted) resolve(0);
	});
}

/** The account, the credential and the examples in a running n8n. */
async function prepare(
	n8n: N8nServer,
	terra: TerraAccess,
	userFolder: string,
	activate: boolean,
): Promise<{ api: N8nApi; owner: Owner; signedIn: boolean; examples: SavedExample[] }> {
	const api = new N8nApi(n8n.url);
	const owner = await ownerOf(userFolder);
	if (!(await signIn(api, owner))) return { api, owner, signedIn: false, examples: [] };
	const { credential, data } = await saveCredential(api, terra);
	const test = await api.testCredential(credential.id, data);
	if (!test.ok) print(`n8n's test of the Terra credential says: ${test.message}`);
	const examples = await createMissingExamples(api, credential, activate);
	return { api, owner, signedIn: true, examples };
}

/** The real Terra, or the simulator as long as the demo runs. */
async function openTerra(
	demo: DemoArguments,
	undo: Undo,
): Promise<{ terra: TerraAccess; simulator?: Simulator }> {
	if (demo.terraKeys) {
		print('Using the real Terra with the given keys.');
		return { terra: demo.terraKeys };
	}
	// The same port each time, so that credentials that a user has made for it go on working.
	const port = demo.once ? 0 : await freePort(SIMULATOR_PORT);
	const simulator = await startSimulator({ port, retryDelaysMs: RETRY_DELAYS_MS });
	undo.push(async () => await simulator.close());
	if (!demo.once) {
		const end = addLiveData(simulator);
		undo.push(async () => end());
	}
	print(`Simulating Terra, with invented athletes, at ${simulator.url}`);
	const { apiBaseUrl, widgetBaseUrl, credentials, pushes } = simulator;
	const webhookSigningSecret = pushes.secret;
	return {
		terra: { ...credentials, apiBaseUrl, widgetBaseUrl, webhookSigningSecret },
		simulator,
	};
}

interface UserFolder {
	path: string;
	/** Tells other starts about this one. */
	setNote(note: string): Promise<void>;
}

/** A folder that is gone at the end, even if the end is a process.exit(). */
async function temporaryFolder(): Promise<UserFolder> {
	const path = await mkdtemp(join(tmpdir(), 'terra-teams-n8n-'));
	process.once('exit', () => {
		killAllChildren();
		rmSync(path, { recursive: true, force: true, maxRetries: 3 });
	});
	return { path, setNote: async () => undefined };
}

/** The folder in the repository that keeps what the user builds. Two n8n must not share it. */
async function keptFolder(undo: Undo, signal: AbortSignal): Promise<UserFolder> {
	const path = join(REPOSITORY, '.demo');
	const lock = await acquireLock(join(path, 'demo.lock'), {
		signal,
		onWait: ({ pid, note }) => {
			throw new SetupError(
				`The demo is running already (process ${pid}${note ? `, ${note}` : ''}). ` +
					'Use that one, stop it, or start "npm start -- --once".',
			);
		},
	});
	undo.push(async () => await lock.release());
	return { path, setNote: async (note) => await lock.setNote(note) };
}

function requireNode(): void {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	const [oldestMajor, oldestMinor] = OLDEST_NODE;
	if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
	throw new SetupError(
		`Node.js ${oldestMajor}.${oldestMinor} or newer is needed, and this is ${process.versions.node}.`,
	);
}

process.once('exit', killAllChildren);
main().then(
	(exitCode) => process.exit(exitCode),
	(error: unknown) => {
		if (error instanceof UsageError) {
			console.error(`${error.message} See npm start -- --help.`);
			process.exit(2);
		}
		console.error(error instanceof SetupError ? error.message : error);
		process.exit(1);
	},
);
