import type { PollResult } from './poll';
import { readState, toSavedState, type PollState } from './state';

/**
 * Makes sure that n8n saves items as seen only once it has them.
 *
 * n8n's default engine saves the state of a poll just before the execution that gets its items, and
 * separately: if n8n is killed in between, the items are lost. So the state that is saved with
 * items would find them again. The state in which they are seen is kept in the process and saved
 * with the next poll, when the execution exists. If the process ends before that, the items of its
 * last poll are emitted again.
 *
 * With durable cursors n8n saves the state and the execution in one transaction, so the state in
 * which the items are seen can be saved at once.
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
		// The saved state is the one that went with these items, so n8n took them. If the workflow
		// was changed during the poll, n8n drops the items and does not save that state.
		const confirmed = this.afterItems
			.get(trigger)
			?.find(({ pendingMs }) => pendingMs === state?.pendingMs);
		return confirmed?.state ?? state;
	}

	/** Assigns the state that n8n saves with the items of a poll. */
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
 * Whether n8n saves the state together with the execution: a durable cursor is a plain copy, while
 * static data notes changes in this property.
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
