import type { Json } from '../records/json';
import {
	biomechanicalMovement,
	exerciseType,
	notApplicable,
	unknown,
	type CodeTable,
} from './codes';

/** From this code on, a movement is an exercise of the time when both were one list. */
const firstExercise = 480;

/**
 * A code in words.
 *
 * @returns `Unknown (37)` for a code that is not in the table; `null` where the code says nothing
 *   (Terra's NA and UNKNOWN) or is missing; a text, should the server send one, as it is
 */
export function labelOf(table: CodeTable, code: Json | undefined): string | null {
	if (typeof code === 'string') return code === '' ? null : code;
	if (typeof code !== 'number') return null;
	const word = table[code];
	if (word === undefined) return `${unknown} (${code})`;
	return word === notApplicable || word === unknown ? null : word;
}

/** The movement of a test or a set in words, an exercise of older records included. */
export function movementLabelOf(code: Json | undefined): string | null {
	const isExercise =
		typeof code === 'number' && code >= firstExercise && !(code in biomechanicalMovement);
	return labelOf(isExercise ? exerciseType : biomechanicalMovement, code);
}

/** A code in lower-case words, where the API itself writes the same words in lower case. */
export function lowerCaseLabelOf(table: CodeTable, code: Json | undefined): string | null {
	return labelOf(table, code)?.toLowerCase() ?? null;
}
