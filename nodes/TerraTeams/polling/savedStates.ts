import type { PollResult } from './poll';
import { readState, toSavedState, type PollState } from './state';

/**
 * Keeps what n8n saves in step with what has become of the items.
 *
 * n8n's default engine saves the state of a poll a moment before the execution that gets its items,
 * and separately: if n8n is killed in between, the items are gone. So the state that is saved with
 * items would find them again. The state in which they are seen is kept in the process, and saved
 * with the next poll, by when there is an execution. If the process ends before that, the items of
 * its last poll come once more.
 *
 * With durable cursors n8n saves the state and the execution in one transaction, so that the state
 * in which the items are seen can be saved at once.
 */
export class SavedStates {
	/** The last two of each trigger, since n8n may have dropped the items of the last one. */
	private readonly afterItems = new Map<string, { pendingMs: number; state: PollState }[]>();

	/**
	 * The state that a poll begins from.
	 *
	 * @param saved n8n's static data of the node
	 */
	read(trigger: string, saved: Record<string, unknown>): PollState | null {
		const state = readState(saved);
		// n8n has saved that it took the items, and the process lives: they have arrived. Items that
		// n8n dropped, since the workflow was changed during the poll, have left no such state.
		const arrived = this.afterItems
			.get(trigger)
			?.find(({ pendingMs }) => pendingMs === state?.pendingMs);
		return arrived?.state ?? state;
	}

	/** Assigns what n8n is to save with what a poll gave. */
	write(
		trigger: string,
		saved: Record<string, unknown>,
		{ state, stateBeforeItems, items }: PollResult,
	): void {
		if (items.length === 0 || isDurable(saved)) {
			assign(saved, state);
			return;
		}
		assign(saved, stateBeforeItems);
		const [last] = this.afterItems.get(trigger)?.slice(-1) ?? [];
		const now = { pendingMs: stateBeforeItems.pendingMs, state };
		this.afterItems.set(trigger, last ? [last, now] : [now]);
	}
}

/**
 * Whether n8n saves together with the execution. Its static data notes that it was changed, in this
 * property; a durable cursor is a plain copy.
 */
function isDurable(saved: object): boolean {
	return !('__dataChanged' in saved);
}

/** Assigns only what changed: each assignment makes n8n write all of the state to its database. */
function assign(saved: Record<string, unknown>, state: PollState): void {
	for (const [name, value] of Object.entries(toSavedState(state))) {
		if (saved[name] !== value) saved[name] = value;
	}
}
