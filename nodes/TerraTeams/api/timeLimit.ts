import { ConnectionError } from './connectionError';

/**
 * The result of a task. At the time limit its signal is aborted, and its result is no longer waited
 * for.
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
		// The listener would keep the value in memory until the limit is over.
		limit.removeEventListener('abort', end);
	}
}
