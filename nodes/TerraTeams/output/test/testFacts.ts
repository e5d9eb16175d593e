import type { OwnedRecord } from '../../records/ownedRecord';
import { athleteName, readCoachId, readNumber, readText, readTimeUs } from '../../records/readers';
import type { TestWithAthleteIds } from '../../records/types';
import { movementLabelOf, labelOf } from '../codeLabels';
import * as codes from '../codes';
import { localTime, secondsOf, utcTime } from '../times';

/**
 * The fields of a test besides its metrics and sets, with labels for codes. An id of the athlete in
 * the test itself is used as it is.
 */
export function testFacts({ record, coachId, athlete }: OwnedRecord) {
	const test: TestWithAthleteIds = record;
	const timestampUs = readTimeUs(test, 'timestamp_us');
	return {
		test_id: readText(test, 'test_id'),
		timestamp: utcTime(timestampUs),
		local_time: localTime(timestampUs, readNumber(test, 'tz_offset_seconds')),
		athlete_id: readText(test, 'athlete_id') ?? (athlete ? readText(athlete, 'athlete_id') : null),
		athlete_name: athlete ? athleteName(athlete) : null,
		athlete_reference_id: athlete ? readText(athlete, 'reference_id') : null,
		coach_id: coachId ?? readCoachId(test),
		display_name: readText(test, 'display_name'),
		test_type: labelOf(codes.testType, test.test_type),
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
