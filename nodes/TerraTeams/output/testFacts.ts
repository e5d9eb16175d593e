import { athleteName } from '../api/identity';
import { readNumber, readText } from '../api/records';
import * as codes from './codes';
import type { SourcedRecord } from './sourcedRecord';
import { localTime, secondsOf, utcTime } from './times';
import { movementOf, wordOf } from './words';

/**
 * What a test says about itself beside its metrics and sets, as people read it. An athlete's id that the
 * server does send is used as it is.
 */
export function testFacts({ record, coachId, athlete }: SourcedRecord) {
	const timestampUs = readNumber(record, 'timestamp_us');
	return {
		test_id: readText(record, 'test_id'),
		timestamp: utcTime(timestampUs),
		local_time: localTime(timestampUs, readNumber(record, 'tz_offset_seconds')),
		athlete_id:
			readText(record, 'athlete_id') ?? (athlete ? readText(athlete, 'athlete_id') : null),
		athlete_name: athlete ? athleteName(athlete) : null,
		athlete_reference_id: athlete ? readText(athlete, 'reference_id') : null,
		coach_id: coachId ?? readText(record, 'coach_id'),
		display_name: readText(record, 'display_name'),
		test_type: wordOf(codes.testType, record.test_type),
		exercise_type: wordOf(codes.exerciseType, record.exercise_type),
		movement: movementOf(record.movement),
		category: wordOf(codes.testCategory, record.category),
		body_region: wordOf(codes.bodyRegion, record.body_region),
		position: wordOf(codes.position, record.position),
		device: readText(record, 'device'),
		athlete_weight: readNumber(record, 'athlete_weight'),
		duration_seconds: secondsOf(readNumber(record, 'duration_us')),
		notes: readText(record, 'notes'),
	};
}
