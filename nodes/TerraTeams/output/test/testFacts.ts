import type { OwnedRecord } from '../../records/ownedRecord';
import { athleteName, readCoachId, readNumber, readText, readTimeUs } from '../../records/readers';
import type { Test, TestWithAthleteIds } from '../../records/types';
import { movementLabelOf, labelOf } from '../codeLabels';
import * as codes from '../codes';
import { localDate, localTime, secondsOf, utcTime } from '../times';

/**
 * The fields of a test besides its metrics and sets, with labels for codes; who, when and what come
 * first. `name` says what kind of test it is. An id of the athlete in the test itself is used as it
 * is.
 *
 * @param timeZone for the day of a test whose offset is not known
 */
export function testFacts({ record, coachId, athlete }: OwnedRecord, timeZone: string) {
	const test: TestWithAthleteIds = record;
	const timestampUs = readTimeUs(test, 'timestamp_us');
	const offsetSeconds = readNumber(test, 'tz_offset_seconds');
	return {
		athlete_name: athlete ? athleteName(athlete) : null,
		timestamp: utcTime(timestampUs),
		local_date: localDate(timestampUs, offsetSeconds, timeZone),
		name: testName(test),
		test_type: labelOf(codes.testType, test.test_type),
		local_time: localTime(timestampUs, offsetSeconds),
		athlete_reference_id: athlete ? readText(athlete, 'reference_id') : null,
		athlete_id: readText(test, 'athlete_id') ?? (athlete ? readText(athlete, 'athlete_id') : null),
		test_id: readText(test, 'test_id'),
		coach_id: coachId ?? readCoachId(test),
		display_name: readText(test, 'display_name'),
		exercise_type: labelOf(codes.exerciseType, test.exercise_type),
		movement: movementLabelOf(test.movement),
		category: labelOf(codes.testCategory, test.category),
		body_region: labelOf(codes.bodyRegion, test.body_region),
		position: labelOf(codes.position, test.position),
		device: readText(test, 'device'),
		athlete_weight: readNumber(test, 'athlete_weight'),
		duration_seconds: secondsOf(readNumber(test, 'duration_us')),
		notes: readText(test, 'notes'),
	};
}

export type TestFacts = ReturnType<typeof testFacts>;

/** What kind of test it is: the name that Terra gives it, or else its type, exercise or movement. */
export function testName(test: Test): string | null {
	return (
		readText(test, 'display_name') ??
		labelOf(codes.testType, test.test_type) ??
		labelOf(codes.exerciseType, test.exercise_type) ??
		movementLabelOf(test.movement)
	);
}
