import type { PollEvent } from './events';

export const defaultLookBackDays = 7;
export const defaultMaxItems = 500;

/** What the trigger was set to. */
export interface PollSettings {
	events: ReadonlySet<PollEvent>;
	coaches: 'all' | readonly string[];
	/** How many days after its time a record may arrive and still be noticed. */
	lookBackDays: number;
	/** Of how many days the first poll gives what exists already. */
	emitExistingDays: number;
	/** The most items that one poll gives. */
	maxItems: number;
	/** What tells one Terra account from another. */
	account: string;
}
