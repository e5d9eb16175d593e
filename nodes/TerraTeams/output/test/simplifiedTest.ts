import { listOf, type JsonObject } from '../../records/json';
import { readNumber, readText, readTimeUs } from '../../records/readers';
import { labelOf, movementLabelOf } from '../codeLabels';
import * as codes from '../codes';
import { valuesOf } from '../metric';
import { secondsOf, utcTime } from '../times';
import type { SetContent, TestContent } from './readTest';

/** A test in ten fields: who, when and what, its metrics by name, ids, and the details. */
export function simplifyTest({ facts, metrics, combined, sets }: TestContent): JsonObject {
	const { athlete_name, timestamp, local_date, name, test_type, ...others } = facts;
	const { athlete_id, test_id, coach_id, ...details } = others;
	return {
		athlete_name,
		timestamp,
		local_date,
		name,
		test_type,
		metrics: { ...valuesOf(metrics), ...valuesOf(combined) },
		athlete_id,
		test_id,
		coach_id,
		details: withoutEmpty({ ...details, sets: sets.map(simplifySet) }),
	};
}

function simplifySet(content: SetContent, index: number): JsonObject {
	const { record: set, side, aspect, weight, metrics, combined, reps } = content;
	return withoutEmpty({
		set: index + 1,
		exercise_name: readText(set, 'exercise_name'),
		movement: movementLabelOf(set.movement),
		side,
		aspect,
		weight,
		variations: listOf(set.variations)
			.map((code) => labelOf(codes.variation, code))
			.filter((label) => label !== null),
		timestamp: utcTime(readTimeUs(set, 'timestamp_us')),
		duration_seconds: secondsOf(readNumber(set, 'duration_us')),
		metrics: { ...valuesOf(metrics), ...valuesOf(combined) },
		reps: reps.map(({ record: rep, metrics: ofRep }, repIndex) =>
			withoutEmpty({
				rep: repIndex + 1,
				offset_seconds: secondsOf(readNumber(rep, 'offset_us')),
				duration_seconds: secondsOf(readNumber(rep, 'duration_us')),
				metrics: valuesOf(ofRep),
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
