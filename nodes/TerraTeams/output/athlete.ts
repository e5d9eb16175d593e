import { athleteName } from '../api/identity';
import type { JsonObject } from '../api/json';
import { readText } from '../api/records';
import type { SourcedRecord } from './sourcedRecord';

/** What people need of an athlete, at most ten fields. */
export function simplifyAthlete({ record, coachId }: SourcedRecord): JsonObject {
	return {
		athlete_id: readText(record, 'athlete_id'),
		name: athleteName(record),
		reference_id: readText(record, 'reference_id'),
		external_athlete_id: readText(record, 'external_athlete_id'),
		email: readText(record, 'email'),
		date_of_birth: readText(record, 'date_of_birth'),
		active: typeof record.active === 'boolean' ? record.active : null,
		provider: readText(record, 'provider'),
		coach_id: readText(record, 'coach_id') ?? coachId,
		last_updated_at: readText(record, 'last_updated_at'),
	};
}
