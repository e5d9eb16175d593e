/** A lasting failure is reported once in this time. */
const reportEveryMs = 60 * 60_000;

/**
 * Decides when to report what failed without stopping the trigger. It is kept in the process, since
 * n8n may not save the state of a poll that throws.
 *
 * Nothing is reported in the first poll of a trigger in a process. n8n polls when it starts a
 * workflow, and an error would keep the whole workflow from starting, after every restart.
 */
export class FailureReports {
	private readonly lastMs = new Map<string, number>();

	/**
	 * Call it once in each poll.
	 *
	 * @param trigger identifies the trigger
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
