/**
 * Activities whose metrics could not be named by the current metrics schema. It is no reason to
 * fail: callers report it beside the activities.
 */
export class UnnamedMetricsError extends Error {
	override readonly name = 'UnnamedMetricsError';

	/**
	 * @param hasLastSchema whether the last known schema names the metrics instead
	 * @param failure why the schema could not be read
	 */
	constructor(
		readonly coachIds: readonly string[],
		readonly hasLastSchema: boolean,
		readonly failure: unknown,
	) {
		super('The metrics schema could not be read');
	}
}
