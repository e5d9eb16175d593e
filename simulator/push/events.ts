import type { ActivityRecord, AthleteRecord, CoachRecord, TestRecord } from '../records';

/** The body of an event of Teams, as Terra documents it. */
export interface PushedEvent {
	type: string;
	data: unknown;
	coach?: CoachRecord;
	message?: string;
}

/** A coach has connected. */
export function coachRegistered(coach: CoachRecord): PushedEvent {
	return { type: 'coach.registered', message: 'Coach has successfully registered', data: coach };
}

/** Athletes have appeared under a coach; since November 2024 with the coach. */
export function athletesRegistered(coach: CoachRecord, athletes: AthleteRecord[]): PushedEvent {
	const message = 'One or more athletes have registered';
	return { type: 'athlete.registered', message, coach, data: athletes };
}

/** Athletes are gone on the provider's side. */
export function athletesDeleted(athletes: AthleteRecord[]): PushedEvent {
	const message = 'One or more athletes have been deleted';
	return { type: 'athlete.deleted', message, data: athletes };
}

/** Tests are new or have changed; nothing says whose they are. */
export function testsRetrieved(coach: CoachRecord, tests: readonly TestRecord[]): PushedEvent {
	return { type: 'test.retrieved', coach, data: tests };
}

/** Activities are new or have changed. */
export function activitiesRetrieved(
	coach: CoachRecord,
	activities: readonly ActivityRecord[],
): PushedEvent {
	return { type: 'activity.retrieved', coach, data: activities };
}
