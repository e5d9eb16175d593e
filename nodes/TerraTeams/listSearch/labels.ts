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

/** An athlete as users know them: name and reference id, or what else there is. */
export function athleteLabel(athlete: Athlete): string {
	const reference = readText(athlete, 'reference_id') ?? readText(athlete, 'external_athlete_id');
	const known =
		athleteName(athlete) ??
		readText(athlete, 'email') ??
		reference ??
		readText(athlete, 'athlete_id');
	const details = [reference === known ? null : reference, readText(athlete, 'provider')];
	const shown = details.filter(Boolean).join(', ');
	return shown ? `${known} (${shown})` : `${known}`;
}
