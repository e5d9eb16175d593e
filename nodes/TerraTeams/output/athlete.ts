import type { JsonObject } from '../api/json';
import { readText, type Athlete } from '../api/records';
import type { SourcedRecord } from './sourcedRecord';

/** An athlete's first and last name as one text. */
export function athleteName(athlete: Athlete): string | null {
	const names = [readText(athlete, 'first_name'), readText(athlete, 'last_name')];
	return names.filter((name) => name !== null).join(' ') || null;
}

/** What people need of an athlete, at most ten fields. */
export function simplifyAthlete({ record, coachId }: SourcedRecord): JsonObject {
	return {
		athlete_id: readText(record, 'athlete_id'),
		name: athleteName(record),
		reference_id: readText(record, 'reference_id'),
		external_athlete_id: readText(record, 'external_athlete_id'),
		email: readText(record, 'email'),
		date_of_birth: readText(record, 'date_of_birth'),
		active: record.active ?? null,
		provider: readText(record, 'provider'),
		coach_id: readText(record, 'coach_id') ?? coachId,
		last_updated_at: readText(record, 'last_updated_at'),
	};
}
