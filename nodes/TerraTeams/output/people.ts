import { athleteName } from '../api/identity';
import type { JsonObject } from '../api/json';
import { readText } from '../api/records';
import { objectsOf } from './jsonLists';

/** An athlete of an activity. */
export interface Person {
	/** Terra's id; else the id by which the activity speaks of them. */
	athlete_id: string | null;
	name: string | null;
	reference_id: string | null;
}

/** Finds the athlete of an activity by either id, always the same person for the same athlete. */
export class People {
	/** The athletes that the activity lists, in its order. */
	readonly listed: readonly Person[];
	private readonly byId = new Map<string, Person>();
	private readonly byExternalId = new Map<string, Person>();
	private readonly nobody: Person = { athlete_id: null, name: null, reference_id: null };

	/**
	 * The contract does not say whether participation lists and metrics go by Terra's ids or by the
	 * provider's. Both stand together in the list of athletes and in the periods.
	 */
	constructor(activity: JsonObject) {
		const listed = objectsOf(activity.athletes).map((athlete) => this.learn(athlete));
		this.listed = [...new Set(listed)];
		for (const period of objectsOf(activity.periods)) {
			objectsOf(period.detailed_athlete_participation).forEach((entry) => this.learn(entry));
		}
	}

	/** Whose id it is; nobody's where there is none. */
	find(id: string | null): Person {
		if (id === null) return this.nobody;
		const known = this.byId.get(id) ?? this.byExternalId.get(id);
		if (known) return known;
		const stranger = { athlete_id: id, name: null, reference_id: null };
		this.byId.set(id, stranger);
		return stranger;
	}

	/** The athlete of an entry that has one of the two ids, both or none. */
	learn(entry: JsonObject): Person {
		const id = readText(entry, 'athlete_id');
		const externalId = readText(entry, 'external_athlete_id');
		const person = (id === null ? undefined : this.byId.get(id)) ??
			(externalId === null ? undefined : this.byExternalId.get(externalId)) ?? {
				athlete_id: id ?? externalId,
				name: athleteName(entry),
				reference_id: readText(entry, 'reference_id'),
			};
		if (id !== null && !this.byId.has(id)) this.byId.set(id, person);
		if (externalId !== null && !this.byExternalId.has(externalId)) {
			this.byExternalId.set(externalId, person);
		}
		return person;
	}
}
