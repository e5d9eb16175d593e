import type { OutputForm, OutputSettings } from '../../../nodes/TerraTeams/output/output';

/** The settings of a user who chose a form and changed nothing else, in UTC. */
export function inForm(form: OutputForm, changes: Partial<OutputSettings> = {}): OutputSettings {
	return {
		form,
		columns: [],
		athleteIds: new Set(),
		repetitions: [],
		computesAsymmetry: true,
		timeZone: 'UTC',
		...changes,
	};
}
