/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/require-node-api-error -- runs in Node.js, never inside n8n */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

import { waitFor } from '../waitFor';
import { messageOf, SetupError } from './setupError';

const ON_WINDOWS = process.platform === 'win32';

/** How a child process ended. */
export interface Exit {
	code: number | null;
	signal: NodeJS.Signals | null;
}

export interface ChildOptions {
	cwd: string;
	env: NodeJS.ProcessEnv;
	/** Gets standard output and error; what it held before is gone. */
	logFile: string;
	/**
	 * For Node.js programs: ends it when this process ends, even by SIGKILL, after so much time to end
	 * in its own way. An npm that lived on would write into a folder that the next start already uses.
	 */
	orphanGraceMs?: number;
}

const running = new Set<ChildTree>();

/** Ends every child process that is still there. Synchronous, so that an `exit` handler may call it. */
export function killAllChildren(): void {
	for (const child of running) child.kill();
}

/**
 * Starts a program as the head of a group of its own: Ctrl-C in the terminal reaches only this
 * process, which decides on the order in which things stop, and the whole group can be ended at once.
 *
 * @throws SetupError when there is no such program
 */
export async function startProgram(
	command: string,
	args: readonly string[],
	{ cwd, env, logFile, orphanGraceMs }: ChildOptions,
): Promise<ChildTree> {
	const log = openSync(logFile, 'w');
	const stdio: StdioOptions = ['ignore', log, log];
	const all = orphanGraceMs === undefined ? args : [...endWithParent(orphanGraceMs), ...args];
	if (orphanGraceMs !== undefined) stdio.push('ipc');
	try {
		const child = spawn(command, all, {
			cwd,
			env,
			stdio,
			detached: !ON_WINDOWS,
			windowsHide: true,
		});
		await once(child, 'spawn');
		return new ChildTree(child);
	} catch (error) {
		throw new SetupError(`${command} could not be started: ${messageOf(error)}`);
	} finally {
		closeSync(log);
	}
}

/** Code that runs before a Node.js program: its channel to this process breaks when this one ends. */
function endWithParent(graceMs: number): string[] {
	const code = `
		const end = () => {
			try { process.kill(-process.pid, 'SIGKILL'); } catch { process.exit(1); }
		};
		process.once('disconnect', () => {
			process.kill(process.pid, 'SIGTERM');
			setTimeout(end, ${graceMs});
		});
		process.channel?.unref();
	`;
	return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}

/** A child process together with everything it starts itself. */
export class ChildTree {
	readonly pid: number;

	/** Settles when the process itself has ended; never rejects. */
	readonly exited: Promise<Exit>;

	constructor(private readonly child: ChildProcess) {
		this.pid = child.pid ?? -1;
		running.add(this);
		this.exited = new Promise((resolve) => {
			child.once('exit', (code, signal) => {
				// What it started and left behind belongs to the same group.
				if (!ON_WINDOWS) killTree(this.pid);
				running.delete(this);
				resolve({ code, signal });
			});
		});
	}

	/** Asks it to stop, and ends the whole tree by force after `graceMs`. */
	async stop(graceMs: number): Promise<Exit> {
		if (running.has(this)) this.child.kill('SIGTERM');
		const timer = setTimeout(() => this.kill(), graceMs);
		const exit = await this.exited;
		clearTimeout(timer);
		return exit;
	}

	/** Ends the whole tree by force, at once. */
	kill(): void {
		if (running.has(this)) killTree(this.pid);
	}
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
 * Waits until a child process has ended by itself. An abort stops it.
 *
 * @throws SetupError with the end of its log when it failed; the reason of an abort
 */
export async function waitForEnd(
	label: string,
	child: ChildTree,
	logFile: string,
	signal?: AbortSignal,
): Promise<void> {
	const onAbort = () => void child.stop(3000);
	signal?.addEventListener('abort', onAbort, { once: true });
	if (signal?.aborted) onAbort();
	const exit = await child.exited;
	signal?.removeEventListener('abort', onAbort);
	signal?.throwIfAborted();
	if (exit.code !== 0) throw await failureOf(label, exit, logFile);
}

/**
 * Waits until a program that runs on and on is ready; one that never is gets killed.
 *
 * @param timeoutMs many times what it takes on a quiet machine
 * @throws SetupError with the end of its log when it ended or was not ready in time; the reason of
 *   an abort; what `isReady` throws
 */
export async function untilReady(
	label: string,
	child: ChildTree,
	logFile: string,
	isReady: () => Promise<boolean>,
	{ signal, timeoutMs = 180_000 }: { signal?: AbortSignal; timeoutMs?: number } = {},
): Promise<void> {
	const begin = performance.now();
	let exit: Exit | undefined;
	void child.exited.then((ended) => (exit = ended));
	try {
		await waitFor(
			label,
			async () => {
				const ready = await isReady();
				// Another program on this port may be ready as well.
				if (exit !== undefined) throw await failureOf(label, exit, logFile);
				if (ready) return true;
				if (performance.now() - begin < timeoutMs) return false;
				const log = `From ${logFile}:\n${await endOfLog(logFile)}`;
				throw new SetupError(`${label} was not ready after ${timeoutMs / 1000} s. ${log}`);
			},
			{ timeoutMs: Infinity, everyMs: 200, signal },
		);
	} catch (error) {
		child.kill();
		await child.exited;
		throw error;
	}
}

/** What to say when a program has ended, with the end of its log. */
export async function failureOf(label: string, exit: Exit, logFile: string): Promise<SetupError> {
	const how = exit.signal ? `was ended by ${exit.signal}` : `ended with exit code ${exit.code}`;
	return new SetupError(`${label} ${how}. From ${logFile}:\n${await endOfLog(logFile)}`);
}

/** The lines of a log that say what went wrong, indented; empty when there is no file. */
export async function endOfLog(logFile: string): Promise<string> {
	const lines = (await readFile(logFile, 'utf8').catch(() => ''))
		.split('\n')
		.filter((line) => line.trim() !== '' && !/^npm (http|warn|notice)/.test(line));
	// npm prints its error code first and then pages of usage; other programs say it at the end.
	const code = lines.findIndex((line) => /^npm (error|ERR!) code E/.test(line));
	const told = code === -1 ? lines.slice(-20) : lines.slice(code, code + 12);
	return told.map((line) => `    ${line}`).join('\n');
}
