import type { JsonObject } from '../api/json';
import type { Athlete } from '../api/records';

/** What a record is. */
export type RecordKind = 'activity' | 'athlete' | 'coach' | 'test';

/** A record and whose it is, as far as the one who asked Terra knows. */
export interface SourcedRecord {
	record: JsonObject;
	coachId: string | null;
	/** Whose test it is, which no contract lets a test say itself. */
	athlete?: Athlete | null;
}
