/**
 * Tests that come without their athlete, although they may have one. It is no reason to fail:
 * callers report it beside the tests.
 */
export class UnnamedTestsError extends Error {
	override readonly name = 'UnnamedTestsError';

	/**
	 * @param failure why the athletes could not be looked up; `null` where the responses contradict
	 *   each other
	 */
	constructor(
		readonly coachIds: readonly string[],
		readonly tests: number,
		readonly failure: unknown,
	) {
		super(`${tests} tests have no athlete`);
	}
}
