/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/require-node-api-error -- runs in Node.js, never inside n8n */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';

import { messageOf, SetupError } from './setupError';

const ON_WINDOWS = process.platform === 'win32';

/**
 * Run inside each Node.js child before its program. The channel to us breaks when we die, however
 * that happens (even by SIGKILL), and the child must not live on alone: an npm that nobody waits
 * for would write into a folder that the next start is already cleaning up.
 */
function dieWithParent(graceMs: number): string {
	return `data:text/javascript,${encodeURIComponent(`
		const end = () => {
			try { process.kill(-process.pid, 'SIGKILL'); } catch { process.exit(1); }
		};
		process.once('disconnect', () => {
			if (${graceMs} === 0) end();
			process.kill(process.pid, 'SIGTERM');
			setTimeout(end, ${graceMs});
		});
		process.channel?.unref();
	`)}`;
}

/** How a child process ended. */
export interface Exit {
	code: number | null;
	signal: NodeJS.Signals | null;
}

/** A child process together with everything it starts itself. */
export interface ChildTree {
	pid: number;
	/** Settles when the process itself has ended; never rejects. */
	exited: Promise<Exit>;
	/** Asks it to stop, and ends the whole tree by force after `graceMs`. */
	stop(graceMs: number): Promise<Exit>;
	/** Ends the whole tree by force, at once. */
	kill(): void;
}

export interface ChildOptions {
	cwd: string;
	env: NodeJS.ProcessEnv;
	/** Standard output and error are appended to this file. */
	logFile: string;
}

const running = new Set<ChildTree>();

/** Ends every child process that is still there. Synchronous, so that an `exit` handler may call it. */
export function killAllChildren(): void {
	for (const child of running) child.kill();
}

/**
 * Starts a Node.js program that ends when this process ends, whatever the reason; it then has
 * `orphanGraceMs` to end in its own way.
 */
export async function startNodeProgram(
	nodeBinary: string,
	args: readonly string[],
	options: ChildOptions & { orphanGraceMs: number },
): Promise<ChildTree> {
	const guard = dieWithParent(options.orphanGraceMs);
	return await start(nodeBinary, ['--import', guard, ...args], options, true);
}

async function start(
	command: string,
	args: readonly string[],
	options: ChildOptions,
	withChannel: boolean,
): Promise<ChildTree> {
	const log = openSync(options.logFile, 'a');
	try {
		const child = spawn(command, args, {
			cwd: options.cwd,
			env: options.env,
			stdio: withChannel ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
			// A group of its own: Ctrl-C in the terminal reaches only us, and we decide on the order in
			// which things stop; and the whole group can be ended at once.
			detached: !ON_WINDOWS,
			windowsHide: true,
		});
		await new Promise<void>((resolve, reject) => {
			child.once('spawn', resolve);
			child.once('error', reject);
		});
		return track(child);
	} catch (error) {
		throw new SetupError(`${command} could not be started: ${messageOf(error)}`);
	} finally {
		closeSync(log);
	}
}

function track(child: ChildProcess): ChildTree {
	const pid = child.pid ?? -1;
	let ended = false;
	const tree: ChildTree = {
		pid,
		exited: new Promise((resolve) => {
			child.once('exit', (code, signal) => {
				ended = true;
				// What it started and left behind belongs to the same group.
				if (!ON_WINDOWS) killTree(pid);
				running.delete(tree);
				resolve({ code, signal });
			});
		}),
		async stop(graceMs) {
			if (!ended) child.kill('SIGTERM');
			const timer = setTimeout(() => killTree(pid), graceMs);
			const exit = await tree.exited;
			clearTimeout(timer);
			return exit;
		},
		kill() {
			if (!ended) killTree(pid);
		},
	};
	running.add(tree);
	return tree;
}

function killTree(pid: number): void {
	if (pid <= 0) return;
	if (ON_WINDOWS) {
		spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true });
		return;
	}
	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// ESRCH: nobody is left in the group, which is what was wanted.
	}
}

/**
 * Runs a program to its end and throws a SetupError with the last lines of its log unless it ends
 * with 0. An abort stops it, waits until it is gone, and throws the signal's reason.
 */
export async function runToEnd(
	label: string,
	started: Promise<ChildTree>,
	logFile: string,
	signal?: AbortSignal,
): Promise<void> {
	const before = await sizeOf(logFile);
	const child = await started;
	const onAbort = () => void child.stop(3000);
	signal?.addEventListener('abort', onAbort, { once: true });
	if (signal?.aborted) onAbort();
	const exit = await child.exited;
	signal?.removeEventListener('abort', onAbort);
	signal?.throwIfAborted();
	if (exit.code === 0) return;
	const how = exit.signal ? `was ended by ${exit.signal}` : `failed (exit code ${exit.code})`;
	throw new SetupError(
		`${label} ${how}. From ${logFile}:\n${await whatWentWrong(logFile, before)}`,
	);
}

async function sizeOf(file: string): Promise<number> {
	const found = await stat(file).catch(() => undefined);
	return found?.size ?? 0;
}

/** npm prints its error code first and then pages of usage; other programs say it at the end. */
async function whatWentWrong(logFile: string, from: number): Promise<string> {
	const log = await readFile(logFile).catch(() => Buffer.alloc(0));
	const lines = log
		.subarray(from)
		.toString('utf8')
		.split('\n')
		.filter((line) => line.trim() !== '' && !/^npm (http|warn|notice)/.test(line));
	const code = lines.findIndex((line) => /^npm (error|ERR!) code E/.test(line));
	return indent(code === -1 ? lines.slice(-20) : lines.slice(code, code + 12));
}

function indent(lines: readonly string[]): string {
	return lines.map((line) => `    ${line}`).join('\n');
}

/** Like startNodeProgram, for a program that is not Node.js (apt-get, tar). */
export async function startProgram(
	command: string,
	args: readonly string[],
	options: ChildOptions,
): Promise<ChildTree> {
	return await start(command, args, options, false);
}

/** The last lines of a log file, indented; empty when there is no file. */
export async function lastLines(file: string, count: number): Promise<string> {
	const text = await readFile(file, 'utf8').catch(() => '');
	return indent(
		text
			.split('\n')
			.filter((line) => line.trim() !== '')
			.slice(-count),
	);
}
