import type { FailureFacts, Problem } from './errors';

/** How many times a call is retried. */
export const maxRetries = 3;

/** Longer waits are left to the user, or to the next poll; the error then names the wait. */
export const maxWaitMs = 60_000;

const firstWaitMs = 500;
const retryableStatuses = new Set([408, 425, 429, 502, 503, 504]);

/** The connection, or a proxy on the way, did not deliver the whole response. */
const passingProblems = new Set<Problem>([
	'broken',
	'refused',
	'not-connected',
	'damaged',
	'empty',
	'no-list',
	'web-page',
]);

/**
 * How long to wait before a call is retried: 0.5, 1, then 2 seconds, minus up to half at random so
 * that clients do not come back in step, and never less than the server asked for.
 *
 * @param attempt how many retries there have been
 * @param random a number from 0 to 1
 * @returns milliseconds, or `null` where the call should not be retried
 */
export function waitBeforeRetry(
	failure: Pick<FailureFacts, 'problem' | 'status' | 'retryAfterMs'>,
	attempt: number,
	random: number,
): number | null {
	const passing =
		passingProblems.has(failure.problem) ||
		(failure.status !== undefined && retryableStatuses.has(failure.status));
	if (!passing || attempt >= maxRetries) return null;
	const backOff = firstWaitMs * 2 ** attempt * (1 - random / 2);
	const wait = Math.max(backOff, failure.retryAfterMs ?? 0);
	return wait <= maxWaitMs ? wait : null;
}

/**
 * The wait that a `Retry-After` header asks for (RFC 9110, 10.2.3: seconds or an HTTP date).
 *
 * @param header the header's value, whatever it is
 * @param nowMs the current time, milliseconds since 1970
 * @returns milliseconds, never negative; `undefined` where there is no readable header
 */
export function retryAfter(header: unknown, nowMs: number): number | undefined {
	if (typeof header !== 'string') return undefined;
	const text = header.trim();
	if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
	// Every form of an HTTP date begins with the day of the week. Date.parse reads much else, such as -5.
	if (!/^[A-Z][a-z]+,? /.test(text)) return undefined;
	// One form does not say that it is in UTC.
	const date = Date.parse(text.endsWith(' GMT') ? text : `${text} GMT`);
	return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
