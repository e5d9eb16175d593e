import type { JsonObject } from '../../records/json';
import { athleteName, readText, recordsOf } from '../../records/readers';
import type {
	Activity,
	Athlete,
	AthleteFields,
	DetailedParticipationFields,
	PeriodFields,
} from '../../records/types';

/** An athlete of an activity. */
export interface ActivityAthlete {
	/** Terra's id; else the id by which the activity speaks of them. */
	athlete_id: string | null;
	name: string | null;
	reference_id: string | null;
}

/** Finds the athlete of an activity by either id, always the same person for the same athlete. */
export class AthleteIndex {
	/** The athletes that the activity lists, in its order. */
	readonly listed: readonly ActivityAthlete[];
	private readonly byId = new Map<string, ActivityAthlete>();
	private readonly byExternalId = new Map<string, ActivityAthlete>();
	private readonly nobody: ActivityAthlete = { athlete_id: null, name: null, reference_id: null };

	/**
	 * The contract does not say whether participation lists and metrics go by Terra's ids or by the
	 * provider's. Both stand together in the list of athletes and in the periods.
	 */
	constructor(activity: Activity) {
		const listed = recordsOf<AthleteFields>(activity.athletes).map((athlete) =>
			this.register(athlete),
		);
		this.listed = [...new Set(listed)];
		for (const period of recordsOf<PeriodFields>(activity.periods)) {
			recordsOf<DetailedParticipationFields>(period.detailed_athlete_participation).forEach(
				(entry) => this.register(entry),
			);
		}
	}

	/** Whose id it is; nobody's where there is none. */
	find(id: string | null): ActivityAthlete {
		if (id === null) return this.nobody;
		const known = this.byId.get(id) ?? this.byExternalId.get(id);
		if (known) return known;
		const stranger = { athlete_id: id, name: null, reference_id: null };
		this.byId.set(id, stranger);
		return stranger;
	}

	/** The athlete of an entry that has one of the two ids, both or none. */
	register(entry: JsonObject): ActivityAthlete {
		const profile: Athlete = entry;
		const id = readText(profile, 'athlete_id');
		const externalId = readText(profile, 'external_athlete_id');
		const athlete = (id === null ? undefined : this.byId.get(id)) ??
			(externalId === null ? undefined : this.byExternalId.get(externalId)) ?? {
				athlete_id: id ?? externalId,
				name: athleteName(profile),
				reference_id: readText(profile, 'reference_id'),
			};
		if (id !== null && !this.byId.has(id)) this.byId.set(id, athlete);
		if (externalId !== null && !this.byExternalId.has(externalId)) {
			this.byExternalId.set(externalId, athlete);
		}
		return athlete;
	}
}
