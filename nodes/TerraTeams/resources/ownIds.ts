import type { JsonObject } from '../records/json';
import { readText } from '../records/readers';
import type { Athlete, Coach } from '../records/types';
import { InputError } from '../shared/inputError';
import type { Execution } from './execution';

/** The fields by which users know an athlete in their own systems. */
export type OwnIdField = 'email' | 'external_athlete_id' | 'reference_id';

/** Athletes by the values of a field, in the form of {@link comparable}. */
export type AthletesByOwnId = ReadonlyMap<string, readonly Athlete[]>;

const labels: Record<OwnIdField, string> = {
	email: 'Email',
	external_athlete_id: 'External Athlete ID',
	reference_id: 'Reference ID',
};

export function isOwnIdField(value: unknown): value is OwnIdField {
	return typeof value === 'string' && Object.hasOwn(labels, value);
}

/** An index of athletes by one of their fields. */
export function indexAthletes(athletes: readonly Athlete[], field: OwnIdField): AthletesByOwnId {
	const index = new Map<string, Athlete[]>();
	for (const athlete of athletes) {
		const value = readText(athlete, field);
		if (value === null) continue;
		const key = comparable(value, field);
		const known = index.get(key);
		if (known) known.push(athlete);
		else index.set(key, [athlete]);
	}
	return index;
}

/**
 * Terra's id of the only athlete with a value. The athletes are requested once in an execution.
 *
 * @throws InputError where no athlete has it, or several have it
 */
export async function findAthlete(
	field: OwnIdField,
	value: string,
	execution: Execution,
): Promise<string> {
	const athletes = (await execution.getAthletesBy(field)).get(comparable(value, field)) ?? [];
	const ids = athletes.flatMap((athlete) => withProvider(athlete, readText(athlete, 'athlete_id')));
	return onlyOf(ids, 'athlete', `${labels[field]} "${value}"`);
}

/**
 * Terra's id of the only coach with a reference id. The coaches are requested once in an execution.
 *
 * @throws InputError where no coach has it, or several have it
 */
export async function findCoach(referenceId: string, execution: Execution): Promise<string> {
	const coaches = (await execution.getCoaches()).filter(
		(coach) => readText(coach, 'reference_id') === referenceId,
	);
	const ids = coaches.flatMap((coach) => withProvider(coach, readText(coach, 'coach_id')));
	return onlyOf(ids, 'coach', `Reference ID "${referenceId}"`);
}

interface Found {
	id: string;
	provider: string | null;
}

function withProvider(record: JsonObject, id: string | null): Found[] {
	const named: Coach = record;
	return id === null ? [] : [{ id, provider: readText(named, 'provider') }];
}

function onlyOf(found: readonly Found[], what: 'athlete' | 'coach', wanted: string): string {
	const [only, ...others] = found;
	if (!only) {
		throw new InputError(
			`No ${what} has the ${wanted}`,
			`Check the value, or choose the ${what} from the list.`,
		);
	}
	if (others.length === 0) return only.id;
	const listed = found.map(({ id, provider }) => (provider === null ? id : `${id} (${provider})`));
	throw new InputError(
		`${found.length} ${what === 'coach' ? 'coaches' : 'athletes'} have the ${wanted}: ${listed.join(', ')}`,
		`Choose one of them by its ID.`,
	);
}

/** People write e-mail addresses in either case. */
function comparable(value: string, field: OwnIdField): string {
	return field === 'email' ? value.trim().toLowerCase() : value.trim();
}
