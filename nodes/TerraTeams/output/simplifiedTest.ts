import type { JsonObject } from '../api/json';
import { readNumber, readText } from '../api/records';
import * as codes from './codes';
import { listOf, objectsOf } from './jsonLists';
import { valuesOf } from './metric';
import type { SourcedRecord } from './sourcedRecord';
import { testFacts } from './testFacts';
import type { TestMetricReader } from './testMetrics';
import { secondsOf, utcTime } from './times';
import { movementOf, wordOf } from './words';
import { withoutEmpty } from './withoutEmpty';

/** A test in ten fields: what one asks of a test first, its metrics by name, and the details. */
export function simplifyTest(sourced: SourcedRecord, readMetrics: TestMetricReader): JsonObject {
	const { record } = sourced;
	const {
		test_id,
		timestamp,
		display_name,
		test_type,
		athlete_id,
		athlete_name,
		athlete_reference_id,
		coach_id,
		...details
	} = testFacts(sourced);
	const sets = objectsOf(record.sets).map((set, index) => simplifySet(set, index + 1, readMetrics));
	return {
		test_id,
		timestamp,
		display_name,
		test_type,
		athlete_id,
		athlete_name,
		athlete_reference_id,
		coach_id,
		metrics: valuesOf(readMetrics(record.test_result_metrics)),
		details: withoutEmpty({ ...details, sets }),
	};
}

function simplifySet(set: JsonObject, number: number, readMetrics: TestMetricReader): JsonObject {
	return withoutEmpty({
		set: number,
		exercise_name: readText(set, 'exercise_name'),
		movement: movementOf(set.movement),
		side: wordOf(codes.side, set.side),
		aspect: wordOf(codes.aspect, set.aspect),
		weight: readNumber(set, 'weight'),
		variations: listOf(set.variations)
			.map((code) => wordOf(codes.variation, code))
			.filter((word) => word !== null),
		timestamp: utcTime(readNumber(set, 'timestamp_us')),
		duration_seconds: secondsOf(readNumber(set, 'duration_us')),
		metrics: valuesOf(readMetrics(set.metrics)),
		reps: objectsOf(set.reps).map((rep, index) =>
			withoutEmpty({
				rep: index + 1,
				offset_seconds: secondsOf(readNumber(rep, 'offset_us')),
				duration_seconds: secondsOf(readNumber(rep, 'duration_us')),
				metrics: valuesOf(readMetrics(rep.metrics)),
			}),
		),
	});
}
