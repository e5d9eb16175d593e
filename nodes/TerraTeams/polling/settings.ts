import type { RecordFilter } from '../queries/recordFilter';
import type { PollEvent } from './events';

export const defaultLookBackDays = 7;
export const defaultMaxItems = 500;

/** The node's parameters. */
export interface PollSettings {
	events: ReadonlySet<PollEvent>;
	coaches: 'all' | readonly string[];
	/** What to leave out; whose a test is, is found out later. */
	filter: RecordFilter;
	/** How many days late a record may arrive and still be picked up. */
	lookBackDays: number;
	/** How many days of existing records the first poll emits. */
	emitExistingDays: number;
	/** Max number of items to emit in one poll. */
	maxItems: number;
	/** Identifies the Terra account. */
	account: string;
}
