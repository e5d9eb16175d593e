import { ConcurrencyLimiter } from '../api/concurrencyLimiter';
import type { ServerResponse } from './httpResponse';

/**
 * Max number of events that are handed to n8n at the same time. With hundreds, each one takes
 * longer than Terra waits, and Terra sends all of them again.
 */
const maxConcurrency = 20;

/** Hands the events of this process to n8n in the order in which their look-ups end. */
export class EventLimiter {
	private readonly limiter = new ConcurrencyLimiter(maxConcurrency);

	/**
	 * Waits for a place. The event keeps it until it has its response or its sender hangs up.
	 *
	 * @returns whether the sender still waits for the response
	 */
	async acquire(response: ServerResponse): Promise<boolean> {
		if (response.destroyed) return false;
		const closed = new Promise((resolve) => response.once('close', () => resolve(null)));
		const release = await this.limiter.acquire(closed);
		if (!release) return false;
		if (response.destroyed) release();
		else response.once('close', release);
		return !response.destroyed;
	}
}
