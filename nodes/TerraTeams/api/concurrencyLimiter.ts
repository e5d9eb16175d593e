/** Frees a place; a second call does nothing. */
export type Release = () => void;

/**
 * Limits how many tasks run at the same time. Tasks that wait start in the order of the calls.
 */
export class ConcurrencyLimiter {
	private running = 0;
	private readonly queue = new Set<() => void>();

	constructor(private readonly maxConcurrency: number) {}

	/**
	 * Waits for a place, which is taken until it is released.
	 *
	 * @param abandoned stops the wait when it resolves
	 * @returns how to release the place; `null` where the wait was abandoned
	 */
	async acquire(abandoned?: Promise<unknown>): Promise<Release | null> {
		if (this.running < this.maxConcurrency) {
			this.running++;
			return this.release();
		}
		return await new Promise((resolve) => {
			const start = () => resolve(this.release());
			this.queue.add(start);
			void abandoned?.then(() => {
				if (this.queue.delete(start)) resolve(null);
			});
		});
	}

	/** The place of a task that ends goes to the next one in the queue. */
	private release(): Release {
		let isReleased = false;
		return () => {
			if (isReleased) return;
			isReleased = true;
			const [start] = this.queue;
			if (!start) {
				this.running--;
				return;
			}
			this.queue.delete(start);
			start();
		};
	}
}

/**
 * Runs a task for each input, a few at a time, and gives the results in the order of the inputs.
 * After a failure no further task is started; the first failure is thrown once the running tasks
 * have ended.
 *
 * @param task `hasFailed` tells a task of several steps that another task has failed, so that its
 *   result will not be used
 */
export async function mapConcurrently<Input, Result>(
	inputs: readonly Input[],
	maxConcurrency: number,
	task: (input: Input, hasFailed: () => boolean) => Promise<Result>,
): Promise<Result[]> {
	const limiter = new ConcurrencyLimiter(maxConcurrency);
	const failures: unknown[] = [];
	const hasFailed = () => failures.length > 0;
	const results = new Array<Result>(inputs.length);
	await Promise.all(
		inputs.map(async (input, index) => {
			const release = await limiter.acquire();
			try {
				if (!hasFailed()) results[index] = await task(input, hasFailed);
			} catch (thrown) {
				failures.push(thrown);
			} finally {
				release?.();
			}
		}),
	);
	if (hasFailed()) throw failures[0];
	return results;
}
