/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs in Node.js, never inside n8n */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

import { lock } from 'proper-lockfile';

import { waitFor } from '../waitFor';
import { SetupError } from './setupError';

/** How old the sign of life of a holder may be; one that was killed is replaced after this time. */
const STALE_MS = 10_000;
const SIGN_OF_LIFE_MS = 2_000;

const TRY_EVERY_MS = 250;
const TRIES_PER_REPORT = 40;

export interface LockOptions {
	signal?: AbortSignal;
	/**
	 * Called when another process holds the lock, then every ten seconds. Throw in it to give up
	 * instead of waiting.
	 */
	onWait?: (waitedSeconds: number) => void | Promise<void>;
}

/**
 * Does something that one process at a time may do, waiting for the others if need be.
 *
 * @param path what the lock is named after; the lock is the folder `<path>.lock`
 * @param work gets a signal that aborts with the caller's, or when the lock is lost: after a long
 * sleep of the machine, another process may have taken this one for dead
 */
export async function withLock<T>(
	path: string,
	{ signal, onWait }: LockOptions,
	work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	await mkdir(dirname(path), { recursive: true });
	const lost = new AbortController();
	const options = {
		realpath: false,
		stale: STALE_MS,
		update: SIGN_OF_LIFE_MS,
		onCompromised: () => lost.abort(new SetupError(`Another process took over ${path}.lock.`)),
	};
	let tries = 0;
	const release = await waitFor(
		`${path}.lock`,
		async () => {
			try {
				return await lock(path, options);
			} catch (error) {
				const isHeld = error instanceof Error && 'code' in error && error.code === 'ELOCKED';
				if (!isHeld) throw error;
				if (tries % TRIES_PER_REPORT === 0) await onWait?.((tries * TRY_EVERY_MS) / 1000);
				tries += 1;
				return undefined;
			}
		},
		{ timeoutMs: Infinity, everyMs: TRY_EVERY_MS, signal },
	);
	try {
		return await work(signal ? AbortSignal.any([signal, lost.signal]) : lost.signal);
	} finally {
		if (!lost.signal.aborted) await release();
	}
}
