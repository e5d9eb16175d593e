/** A failure that goes on is made known once in that time. */
const reportEveryMs = 60 * 60_000;

/**
 * Decides when to make known what failed without stopping the trigger. Lives as long as the process
 * does: what a poll that throws would save, n8n may not keep.
 *
 * The first poll of a trigger in a process is never the one that throws. n8n polls when it starts a
 * workflow, and an error then would keep all of the workflow from starting, after every restart.
 */
export class FailureReports {
	private readonly lastMs = new Map<string, number>();

	/**
	 * To be asked once in each poll.
	 *
	 * @param trigger what tells one trigger from another
	 * @returns whether this poll should throw its failure
	 */
	isDue(trigger: string, hasFailure: boolean, nowMs: number): boolean {
		const lastMs = this.lastMs.get(trigger);
		if (lastMs === undefined) this.lastMs.set(trigger, -Infinity);
		if (!hasFailure || lastMs === undefined || nowMs - lastMs < reportEveryMs) return false;
		this.lastMs.set(trigger, nowMs);
		return true;
	}
}
