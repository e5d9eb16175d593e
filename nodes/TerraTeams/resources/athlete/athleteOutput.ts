import type { JsonObject } from '../../api/json';
import type { Athlete } from '../../api/records';
import { formJson } from '../../output/output';
import type { OutputForm } from '../../output/outputForm';

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
