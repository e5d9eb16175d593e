import { ConcurrencyLimiter } from '../api/concurrencyLimiter';
import type { ServerResponse } from './httpResponse';

/**
 * Max number of events that are handed to n8n at the same time: the more it has, the longer each one
 * takes, and with hundreds longer than Terra waits, which then sends all of them again.
 */
const maxConcurrency = 20;

/** Hands the events of this process to n8n first come, first served. */
export class EventLimiter {
	private readonly limiter = new ConcurrencyLimiter(maxConcurrency);

	/**
	 * Waits for a place, which the event keeps until it has its response or its sender hangs up.
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
