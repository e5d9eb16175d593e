import type { HttpResponse } from './httpResponse';

/**
 * So many events are handed to n8n at the same time: the more it has, the longer each one takes, and
 * with hundreds longer than Terra waits, which then sends all of them again.
 */
const maxConcurrency = 20;

/** The turns in which the events of this process are handed to n8n, first come, first served. */
export class Turns {
	private taken = 0;
	private readonly queue = new Set<() => void>();

	/**
	 * Waits until it is an event's turn, which lasts until there is an answer or its sender hangs up.
	 *
	 * @returns whether its sender still waits for the answer
	 */
	async take(response: HttpResponse): Promise<boolean> {
		if (response.destroyed) return false;
		if (this.taken < maxConcurrency) this.taken++;
		else if (!(await this.isCalled(response))) return false;
		if (response.destroyed) this.pass();
		else response.once('close', () => this.pass());
		return !response.destroyed;
	}

	/** Whether an event in the queue is called before its sender hangs up. */
	private async isCalled(response: HttpResponse): Promise<boolean> {
		return await new Promise((resolve) => {
			const call = () => resolve(true);
			this.queue.add(call);
			response.once('close', () => {
				this.queue.delete(call);
				resolve(false);
			});
		});
	}

	/** Gives a turn to the next one in the queue. */
	private pass(): void {
		const [call] = this.queue;
		if (!call) {
			this.taken--;
			return;
		}
		this.queue.delete(call);
		call();
	}
}
