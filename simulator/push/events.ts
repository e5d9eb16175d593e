import type { ActivityRecord, AthleteRecord, CoachRecord, TestRecord } from '../records';

/** Body of an event of Terra Teams, as documented. */
export interface PushedEvent {
	type: string;
	data: unknown;
	coach?: CoachRecord;
	message?: string;
}

export function coachRegistered(coach: CoachRecord): PushedEvent {
	return { type: 'coach.registered', message: 'Coach has successfully registered', data: coach };
}

/** With the coach, as Terra sends it since November 2024. */
export function athletesRegistered(coach: CoachRecord, athletes: AthleteRecord[]): PushedEvent {
	const message = 'One or more athletes have registered';
	return { type: 'athlete.registered', message, coach, data: athletes };
}

/** For athletes who no longer exist at the provider. */
export function athletesDeleted(athletes: AthleteRecord[]): PushedEvent {
	const message = 'One or more athletes have been deleted';
	return { type: 'athlete.deleted', message, data: athletes };
}

/** For new and changed tests; the event does not name their athletes. */
export function testsRetrieved(coach: CoachRecord, tests: readonly TestRecord[]): PushedEvent {
	return { type: 'test.retrieved', coach, data: tests };
}

/** For new and changed activities. */
export function activitiesRetrieved(
	coach: CoachRecord,
	activities: readonly ActivityRecord[],
): PushedEvent {
	return { type: 'activity.retrieved', coach, data: activities };
}
