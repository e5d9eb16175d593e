import type { JsonObject } from '../records/json';
import type { OwnedRecord } from '../records/ownedRecord';
import { athleteName, readText } from '../records/readers';
import type { Athlete } from '../records/types';

/** An athlete in ten fields. */
export function simplifyAthlete({ record, coachId }: OwnedRecord): JsonObject {
	const athlete: Athlete = record;
	return {
		athlete_id: readText(athlete, 'athlete_id'),
		name: athleteName(athlete),
		reference_id: readText(athlete, 'reference_id'),
		external_athlete_id: readText(athlete, 'external_athlete_id'),
		email: readText(athlete, 'email'),
		date_of_birth: readText(athlete, 'date_of_birth'),
		active: typeof athlete.active === 'boolean' ? athlete.active : null,
		provider: readText(athlete, 'provider'),
		coach_id: readText(athlete, 'coach_id') ?? coachId,
		last_updated_at: readText(athlete, 'last_updated_at'),
	};
}
