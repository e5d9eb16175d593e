import { listOf, type JsonObject } from '../../records/json';
import type { OwnedRecord } from '../../records/ownedRecord';
import { readNumber, readText, readTimeUs, recordsOf } from '../../records/readers';
import type { RepFields, SetFields, TestSet } from '../../records/types';
import { movementLabelOf, labelOf } from '../codeLabels';
import * as codes from '../codes';
import { valuesOf } from '../metric';
import { secondsOf, utcTime } from '../times';
import { testFacts } from './testFacts';
import type { TestMetricReader } from './testMetrics';

/** A test in ten fields: the main facts, its metrics by name, and the details. */
export function simplifyTest(owned: OwnedRecord, readMetrics: TestMetricReader): JsonObject {
	const { record } = owned;
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
	} = testFacts(owned);
	const sets = recordsOf<SetFields>(record.sets).map((set, index) =>
		simplifySet(set, index + 1, readMetrics),
	);
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

function simplifySet(set: TestSet, number: number, readMetrics: TestMetricReader): JsonObject {
	return withoutEmpty({
		set: number,
		exercise_name: readText(set, 'exercise_name'),
		movement: movementLabelOf(set.movement),
		side: labelOf(codes.side, set.side),
		aspect: labelOf(codes.aspect, set.aspect),
		weight: readNumber(set, 'weight'),
		variations: listOf(set.variations)
			.map((code) => labelOf(codes.variation, code))
			.filter((label) => label !== null),
		timestamp: utcTime(readTimeUs(set, 'timestamp_us')),
		duration_seconds: secondsOf(readNumber(set, 'duration_us')),
		metrics: valuesOf(readMetrics(set.metrics)),
		reps: recordsOf<RepFields>(set.reps).map((rep, index) =>
			withoutEmpty({
				rep: index + 1,
				offset_seconds: secondsOf(readNumber(rep, 'offset_us')),
				duration_seconds: secondsOf(readNumber(rep, 'duration_us')),
				metrics: valuesOf(readMetrics(rep.metrics)),
			}),
		),
	});
}

/** An object without the fields that say nothing: null, empty lists, empty objects. */
function withoutEmpty(record: JsonObject): JsonObject {
	return Object.fromEntries(
		Object.entries(record).filter(([, value]) =>
			typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : value !== null,
		),
	);
}
