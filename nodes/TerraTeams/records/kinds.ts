import { activityIdentity, testIdentity } from './identity';
import type { JsonObject } from './json';
import { readNumber, readText } from './readers';
import type { Activity, Athlete, Coach, Test } from './types';

/** The kinds of records. Activities and tests are dated and requested by time range. */
export type RecordKind = 'activity' | 'athlete' | 'coach' | 'test';

/** How to tell records of a kind apart, and when they are from. */
interface KindRules {
	/** The record's own id, where it has one. */
	id: (record: JsonObject) => string | null;
	/** The coach of the record, where a stream holds records of several coaches. */
	owner?: (record: JsonObject) => string | null;
	/** Values that identify a record without an id, as far as possible. */
	features: (record: JsonObject) => (string | number | null)[];
	/** When the record is from, in microseconds since 1970. */
	timestampUs: (record: JsonObject) => number | null;
	/** The part of the record whose change is an update. */
	content: (record: JsonObject) => JsonObject;
}

export const kindRules: Record<RecordKind, KindRules> = {
	activity: {
		...activityIdentity,
		features: (activity: Activity) => [
			readNumber(activity, 'start_timestamp_us'),
			readText(activity, 'description'),
		],
		// An activity repeats the profiles of its athletes: a new e-mail address of an athlete is
		// not an update of each activity that the athlete took part in.
		content: (activity) => ({ ...activity, athletes: undefined }),
	},
	athlete: {
		id: (athlete: Athlete) => readText(athlete, 'athlete_id'),
		owner: (athlete: Athlete) => readText(athlete, 'coach_id'),
		features: (athlete: Athlete) => [
			readText(athlete, 'coach_id'),
			readText(athlete, 'external_athlete_id'),
			readText(athlete, 'first_name'),
			readText(athlete, 'last_name'),
		],
		timestampUs: (athlete: Athlete) => dateUs(readText(athlete, 'created_at')),
		content: (athlete) => athlete,
	},
	coach: {
		id: (coach: Coach) => readText(coach, 'coach_id'),
		features: (coach: Coach) => [readText(coach, 'external_coach_id'), readText(coach, 'provider')],
		timestampUs: (coach: Coach) => dateUs(readText(coach, 'created_at')),
		content: (coach) => coach,
	},
	test: {
		...testIdentity,
		features: (test: Test) => [readNumber(test, 'timestamp_us'), readText(test, 'display_name')],
		content: (test) => test,
	},
};

/**
 * Whether records of a kind are requested by time range; the API gives all records of the other
 * kinds.
 */
export function isDated(kind: RecordKind): boolean {
	return kind === 'activity' || kind === 'test';
}

function dateUs(text: string | null): number | null {
	const ms = text === null ? NaN : Date.parse(text);
	return Number.isNaN(ms) ? null : ms * 1000;
}
