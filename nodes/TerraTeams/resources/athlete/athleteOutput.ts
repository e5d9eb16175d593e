import type { JsonObject } from '../../records/json';
import type { Athlete } from '../../records/types';
import { type OutputForm, formJson } from '../../output/output';

/**
 * The items for athletes.
 *
 * @param coachId whose athletes they are, where they were asked for by coach
 */
export function formAthletes(
	athletes: readonly Athlete[],
	coachId: string | null,
	form: OutputForm,
): JsonObject[] {
	const sourced = athletes.map((record) => ({ record, coachId }));
	return formJson('athlete', sourced, form);
}
