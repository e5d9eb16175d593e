import type { Json } from '../records/json';
import {
	biomechanicalMovement,
	exerciseType,
	notApplicable,
	unknown,
	type CodeTable,
} from './codes';

/** From this code on, a movement is an exercise: older records have both in one list. */
const firstExercise = 480;

/**
 * The label of a code.
 *
 * @returns `Unknown (37)` for a code that is not in the table; `null` where the code says nothing
 *   (Terra's NA and UNKNOWN) or is missing; a text, should the server send one, as it is
 */
export function labelOf(table: CodeTable, code: Json | undefined): string | null {
	if (typeof code === 'string') return code === '' ? null : code;
	if (typeof code !== 'number') return null;
	const label = table[code];
	if (label === undefined) return `${unknown} (${code})`;
	return label === notApplicable || label === unknown ? null : label;
}

/** The label of the movement of a test or a set, also of an exercise in older records. */
export function movementLabelOf(code: Json | undefined): string | null {
	const isExercise =
		typeof code === 'number' && code >= firstExercise && !(code in biomechanicalMovement);
	return labelOf(isExercise ? exerciseType : biomechanicalMovement, code);
}

/** The label of a code in lower case, as the API itself writes it elsewhere. */
export function lowerCaseLabelOf(table: CodeTable, code: Json | undefined): string | null {
	return labelOf(table, code)?.toLowerCase() ?? null;
}
