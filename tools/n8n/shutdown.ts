/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs in Node.js, never inside n8n */
import { spawnSync } from 'node:child_process';

/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm. */
const SAME_INTERRUPT_MS = 500;

const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** The request to stop. */
export interface Shutdown {
	signal: AbortSignal;
	/** By the signal that came. */
	exitCode(): number;
}

/**
 * Turns the first SIGINT, SIGTERM or SIGHUP into an abort, after which everything should end in
 * order; a second one ends this process at once. The end of npm, which started this process, counts
 * as a signal: a killed npm passes none on.
 *
 * @param onFirst is called before the abort: the place to say that everything stops now
 */
export function listenForShutdown(onFirst: () => void): Shutdown {
	const controller = new AbortController();
	let exitCode = 0;
	let firstAt = 0;
	const stop = (code: number) => {
		if (controller.signal.aborted) {
			if (Date.now() - firstAt > SAME_INTERRUPT_MS) process.exit(code);
			return;
		}
		firstAt = Date.now();
		exitCode = code;
		onFirst();
		controller.abort();
	};
	for (const [name, code] of Object.entries(EXIT_CODES)) process.on(name, () => stop(code));

	const starters = startersOfThis();
	const watch = setInterval(() => {
		if (starters.every(isAlive)) return;
		clearInterval(watch);
		stop(EXIT_CODES.SIGTERM);
	}, 1_000);
	watch.unref();
	return { signal: controller.signal, exitCode: () => exitCode };
}

/** The shell that npm starts a script with, and npm; empty where there is no `ps` to ask. */
function startersOfThis(): number[] {
	const shell = String(process.ppid);
	const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', shell], { encoding: 'utf8' });
	const [, npm, command = ''] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? '') ?? [];
	if (npm === undefined) return [];
	// A shell that replaces itself by the script leaves npm as the parent.
	return /sh$/.test(command) ? [process.ppid, Number(npm)] : [process.ppid];
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
