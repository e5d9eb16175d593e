import { formJson, type OutputSettings } from '../../output/output';
import type { JsonObject } from '../../records/json';
import type { Athlete } from '../../records/types';

/**
 * The items for athletes.
 *
 * @param coachId the coach that they were requested for, if any
 */
export function formAthletes(
	athletes: readonly Athlete[],
	coachId: string | null,
	output: OutputSettings,
): JsonObject[] {
	const owned = athletes.map((record) => ({ record, coachId }));
	return formJson('athlete', owned, output);
}
