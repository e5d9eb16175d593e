import type { JsonObject } from './json';
import type { Athlete } from './types';

/** A record and whose it is, as far as the one who asked Terra knows. */
export interface OwnedRecord {
	record: JsonObject;
	coachId: string | null;
	/** Whose test it is, which no contract lets a test say itself. */
	athlete?: Athlete | null;
}
