/**
 * Does a task for each input, a few at a time, and gives the results in the order of the inputs.
 * After a task has failed no further one is begun; the first failure is thrown when those under
 * way have ended.
 */
export async function mapConcurrently<Input, Result>(
	inputs: readonly Input[],
	atOnce: number,
	task: (input: Input) => Promise<Result>,
): Promise<Result[]> {
	const results = new Array<Result>(inputs.length);
	const failures: unknown[] = [];
	const queue = inputs.entries();
	const work = async () => {
		for (const [index, input] of queue) {
			if (failures.length > 0) return;
			try {
				results[index] = await task(input);
			} catch (thrown) {
				failures.push(thrown);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, inputs.length) }, work));
	if (failures.length > 0) throw failures[0];
	return results;
}
