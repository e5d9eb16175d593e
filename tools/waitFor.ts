/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
	/** Default: a minute. A slow machine must not fail here: give many times what it usually takes. */
	timeoutMs?: number;
	/** Default: 100. */
	everyMs?: number;
	/** Ends the waiting with the reason of the abort. */
	signal?: AbortSignal;
}

type Awaitable<T> = T | Promise<T>;

/**
 * Asks again and again until the condition gives something other than `false` or `undefined`, and
 * gives that.
 *
 * @param what names the condition; a function can also say how far it came
 * @throws Error that names the condition when the time is over; an error of the condition at once
 */
export async function waitFor<T>(
	what: string | (() => string),
	condition: () => Awaitable<T | false | undefined>,
	{ timeoutMs = 60_000, everyMs = 100, signal }: WaitOptions = {},
): Promise<T> {
	const deadline = performance.now() + timeoutMs;
	for (;;) {
		signal?.throwIfAborted();
		const met = await condition();
		if (met !== false && met !== undefined) return met;
		if (performance.now() > deadline) {
			const name = typeof what === 'string' ? what : what();
			throw new Error(`Waited ${timeoutMs / 1000} s in vain for: ${name}`);
		}
		// An abort ends the sleep with an error of its own; the reason is thrown above.
		await sleep(everyMs, undefined, { signal }).catch(() => undefined);
	}
}
