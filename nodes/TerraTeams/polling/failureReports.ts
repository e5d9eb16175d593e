import type { PollResult } from './poll';

/** A lasting failure is reported once in this time. */
const reportEveryMs = 60 * 60_000;

/** How long items may hide a failure: polls come once an hour at the latest, give or take a little. */
const hiddenMs = 55 * 60_000;

/** What to do about the failure of a poll: fail in its place, write a line in the log, or nothing. */
export type Report = 'throw' | 'log' | 'none';

/** What is kept of a trigger. */
interface History {
	polls: number;
	failingSinceMs: number | null;
	thrownMs: number;
	loggedMs: number;
	/** Whether the last poll failed instead of giving its items. */
	hasHeldItems: boolean;
}

/**
 * Decides how to report what failed without stopping the trigger. It is kept in the process, since
 * n8n may not save the state of a poll that throws.
 *
 * Nothing is thrown in the first poll of a trigger in a process. n8n polls when it starts a
 * workflow, and an error would keep the whole workflow from starting, after every restart.
 */
export class FailureReports {
	private readonly histories = new Map<string, History>();

	/**
	 * Call it when a poll begins.
	 *
	 * @param trigger identifies the trigger
	 */
	begin(trigger: string): void {
		this.historyOf(trigger).polls++;
	}

	/**
	 * Whether a poll that gave no result may throw. The first one in this process must not: n8n would
	 * not start the workflow again by itself. One that has never polled must, so that its user sees
	 * what is wrong.
	 */
	mayThrow(trigger: string, hasSavedState: boolean): boolean {
		return !hasSavedState || this.historyOf(trigger).polls > 1;
	}

	/**
	 * Call it once in each poll that gave a result. A poll that has items throws only where they have
	 * hidden a failure for almost an hour, and never twice in a row: its items come with the next one.
	 */
	decide(
		trigger: string,
		{ failure, items, hasNewBaseline }: Pick<PollResult, 'failure' | 'items' | 'hasNewBaseline'>,
		nowMs: number,
	): Report {
		const history = this.historyOf(trigger);
		const heldItems = history.hasHeldItems;
		history.hasHeldItems = false;
		if (failure === undefined) {
			history.failingSinceMs = null;
			return 'none';
		}
		const isNew = history.failingSinceMs === null;
		// A clock that was ahead must not make failures invisible until it gets there again.
		history.failingSinceMs = Math.min(history.failingSinceMs ?? nowMs, nowMs);
		const hasItems = items.length > 0;
		const isHidden = nowMs - history.failingSinceMs >= hiddenMs && !heldItems;
		const mayThrow = history.polls > 1 && !hasNewBaseline && (!hasItems || isHidden);
		if (mayThrow && isDue(history.thrownMs, nowMs)) {
			history.thrownMs = nowMs;
			history.hasHeldItems = hasItems;
			return 'throw';
		}
		if (!isNew && !isDue(history.loggedMs, nowMs)) return 'none';
		history.loggedMs = nowMs;
		return 'log';
	}

	private historyOf(trigger: string): History {
		const history = this.histories.get(trigger) ?? {
			polls: 0,
			failingSinceMs: null,
			thrownMs: -Infinity,
			loggedMs: -Infinity,
			hasHeldItems: false,
		};
		this.histories.set(trigger, history);
		return history;
	}
}

/** Also if the last report was later than now: the clock was ahead then. */
function isDue(lastMs: number, nowMs: number): boolean {
	return nowMs - lastMs >= reportEveryMs || lastMs > nowMs;
}
