import { ConnectionError } from './connectionError';

/**
 * What a task gives, if it does so in time. Otherwise nobody waits for it any longer, whatever becomes
 * of it, and the signal that it was given is aborted.
 *
 * @throws ConnectionError (timed out), and whatever the task throws
 */
export async function withinTimeLimit<Value>(
	limitMs: number,
	task: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
	const limit = AbortSignal.timeout(limitMs);
	let end = () => {};
	const isOver = new Promise<never>((_, reject) => {
		end = () => reject(new ConnectionError('timed-out'));
		limit.addEventListener('abort', end, { once: true });
	});
	try {
		return await Promise.race([isOver, task(limit)]);
	} finally {
		// It would keep the value in memory until the limit is over.
		limit.removeEventListener('abort', end);
	}
}
