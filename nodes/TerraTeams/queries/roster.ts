import { isJsonObject, type JsonObject } from '../records/json';
import { readText } from '../records/readers';
import type { Athlete, TestWithAthleteIds } from '../records/types';

/** The athletes of a coach, in the order in which Terra gave them. */
export class Roster {
	/** Those with an id, each once. */
	readonly athletes: readonly { id: string; athlete: Athlete }[];
	private readonly byId = new Map<string, Athlete>();
	/** `null` for an id that several athletes have. */
	private readonly byExternalId = new Map<string, Athlete | null>();

	constructor(athletes: readonly Athlete[]) {
		for (const athlete of athletes) {
			const id = readText(athlete, 'athlete_id');
			if (id !== null && this.byId.has(id)) continue;
			if (id !== null) this.byId.set(id, athlete);
			const externalId = readText(athlete, 'external_athlete_id');
			if (externalId === null) continue;
			this.byExternalId.set(externalId, this.byExternalId.has(externalId) ? null : athlete);
		}
		this.athletes = [...this.byId].map(([id, athlete]) => ({ id, athlete }));
	}

	/**
	 * The athlete that a test names itself. No contract documents that, but a server may do it: as
	 * `athlete_id`, `external_athlete_id` or an `athlete` with one of them, beside the test's own
	 * fields.
	 *
	 * @returns the athlete of the roster, else what the test says of the athlete; `null` where it
	 *   names none
	 */
	namedBy(record: JsonObject): Athlete | null {
		const test: TestWithAthleteIds = record;
		const athlete: Athlete = isJsonObject(test.athlete) ? test.athlete : {};
		const id = readText(test, 'athlete_id') ?? readText(athlete, 'athlete_id');
		const externalId =
			readText(test, 'external_athlete_id') ?? readText(athlete, 'external_athlete_id');
		if (id === null && externalId === null) return null;
		return (
			this.find(id) ??
			this.find(externalId) ?? { ...athlete, athlete_id: id, external_athlete_id: externalId }
		);
	}

	/** Some servers give the provider's id as `athlete_id`. */
	private find(id: string | null): Athlete | undefined {
		return id === null ? undefined : (this.byId.get(id) ?? this.byExternalId.get(id) ?? undefined);
	}
}
