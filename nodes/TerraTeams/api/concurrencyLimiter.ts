/**
 * Does a task for each input, a few at a time, and gives the results in the order of the inputs.
 * After a task has failed no further one is begun; the first failure is thrown when those under
 * way have ended.
 *
 * @param task is also given a function that says whether a task has failed, for those that take
 *   several steps; what they give then is not used
 */
export async function mapConcurrently<Input, Result>(
	inputs: readonly Input[],
	concurrency: number,
	task: (input: Input, hasFailed: () => boolean) => Promise<Result>,
): Promise<Result[]> {
	const results = new Array<Result>(inputs.length);
	const failures: unknown[] = [];
	const hasFailed = () => failures.length > 0;
	const queue = inputs.entries();
	const work = async () => {
		for (const [index, input] of queue) {
			if (hasFailed()) return;
			try {
				results[index] = await task(input, hasFailed);
			} catch (thrown) {
				failures.push(thrown);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, inputs.length) }, work));
	if (failures.length > 0) throw failures[0];
	return results;
}
