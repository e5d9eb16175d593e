import { athleteName, readText } from '../records/readers';
import type { Athlete, Coach } from '../records/types';

/** A coach as users know it: provider and reference id, or what else there is. */
export function coachLabel(coach: Coach): string {
	const provider = readText(coach, 'provider');
	const name = readText(coach, 'reference_id') ?? readText(coach, 'external_coach_id');
	return [name ?? readText(coach, 'coach_id'), provider && `(${provider})`]
		.filter(Boolean)
		.join(' ');
}

/** An athlete as users know them: name, reference id and provider, or what else there is. */
export function athleteLabel(athlete: Athlete): string {
	const provider = readText(athlete, 'provider');
	const reference = readText(athlete, 'reference_id');
	const external = readText(athlete, 'external_athlete_id');
	const known =
		athleteName(athlete) ??
		readText(athlete, 'email') ??
		reference ??
		external ??
		readText(athlete, 'athlete_id');
	// The provider's id must not look like the user's own.
	const ofProvider = [provider, reference === null && external !== known ? external : null];
	const details = [reference === known ? null : reference, ofProvider.filter(Boolean).join(' ')];
	const shown = details.filter(Boolean).join(', ');
	return shown ? `${known} (${shown})` : `${known}`;
}
