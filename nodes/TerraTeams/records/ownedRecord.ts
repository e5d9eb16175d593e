import type { JsonObject } from './json';
import type { Athlete } from './types';

/** A record with its coach and its athlete, as far as they are known. */
export interface OwnedRecord {
	record: JsonObject;
	coachId: string | null;
	/**
	 * The athlete of a test, which no contract has in the test itself: `null` where none was found,
	 * `undefined` where it was not looked up.
	 */
	athlete?: Athlete | null;
}
