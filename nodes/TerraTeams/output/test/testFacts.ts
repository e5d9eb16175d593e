import type { OwnedRecord } from '../../records/ownedRecord';
import { athleteName, readCoachId, readNumber, readText, readTimeUs } from '../../records/readers';
import type { TestWithAthleteIds } from '../../records/types';
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
	const displayName = readText(test, 'display_name');
	const testType = labelOf(codes.testType, test.test_type);
	const exerciseType = labelOf(codes.exerciseType, test.exercise_type);
	const movement = movementLabelOf(test.movement);
	return {
		athlete_name: athlete ? athleteName(athlete) : null,
		timestamp: utcTime(timestampUs),
		local_date: localDate(timestampUs, offsetSeconds, timeZone),
		name: displayName ?? testType ?? exerciseType ?? movement,
		test_type: testType,
		local_time: localTime(timestampUs, offsetSeconds),
		athlete_reference_id: athlete ? readText(athlete, 'reference_id') : null,
		athlete_id: readText(test, 'athlete_id') ?? (athlete ? readText(athlete, 'athlete_id') : null),
		test_id: readText(test, 'test_id'),
		coach_id: coachId ?? readCoachId(test),
		display_name: displayName,
		exercise_type: exerciseType,
		movement,
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
