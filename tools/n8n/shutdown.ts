/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs in Node.js, never inside n8n */
import { spawnSync } from 'node:child_process';

import { isAlive } from './lockFile';

/** One Ctrl-C may arrive several times: from the terminal, and passed on by npm and by tsx. */
const SAME_INTERRUPT_MS = 500;

const ANCESTORS_POLL_MS = 1_000;

const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** The wish of whoever started us that we stop. */
export interface Shutdown {
	signal: AbortSignal;
	/** By the signal that came. */
	exitCode(): number;
}

/**
 * Turns the first SIGINT, SIGTERM or SIGHUP into an abort, upon which everything should end in
 * order; a second one ends this process at once.
 */
export function listenForShutdown(onFirst: () => void): Shutdown {
	const controller = new AbortController();
	let exitCode = 0;
	let first = 0;
	const interrupt = (code: number) => {
		if (controller.signal.aborted) {
			if (Date.now() - first > SAME_INTERRUPT_MS) process.exit(code);
			return;
		}
		first = Date.now();
		exitCode = code;
		onFirst();
		controller.abort();
	};
	process.on('SIGINT', () => interrupt(EXIT_CODES.SIGINT));
	process.on('SIGTERM', () => interrupt(EXIT_CODES.SIGTERM));
	process.on('SIGHUP', () => interrupt(EXIT_CODES.SIGHUP));

	const ancestors = ancestorsUpToNpm();
	const watch = setInterval(() => {
		if (ancestors.every(isAlive)) return;
		clearInterval(watch);
		interrupt(EXIT_CODES.SIGTERM);
	}, ANCESTORS_POLL_MS);
	watch.unref();
	return { signal: controller.signal, exitCode: () => exitCode };
}

/**
 * The processes between us and npm, npm included: tsx and a shell. A SIGTERM for npm ends npm and
 * the shell, but the shell does not pass it on, and we would go on without them. Empty when npm has
 * not started us, or where there is no `ps` to ask.
 */
function ancestorsUpToNpm(): number[] {
	if (process.env.npm_lifecycle_event === undefined) return [];
	const found: number[] = [];
	for (let pid = process.ppid; pid > 1 && found.length < 5; ) {
		found.push(pid);
		const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], {
			encoding: 'utf8',
		});
		const [, parent, command] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? '') ?? [];
		if (parent === undefined || command === undefined) return [];
		if (/^npm( |$)|npm-cli/.test(command)) return found;
		pid = Number(parent);
	}
	return [];
}
