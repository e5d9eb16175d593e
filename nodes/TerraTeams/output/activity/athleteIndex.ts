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
	/** Terra's id, or else the id that the activity uses. */
	athlete_id: string | null;
	name: string | null;
	reference_id: string | null;
}

/**
 * Finds the athlete of an activity by either id. Gives the same object each time for the same
 * athlete.
 */
export class AthleteIndex {
	/** The athletes that the activity lists, in its order. */
	readonly listed: readonly ActivityAthlete[];
	private readonly byId = new Map<string, ActivityAthlete>();
	private readonly byExternalId = new Map<string, ActivityAthlete>();
	/** The athletes whose Terra id is known. */
	private readonly terraIds = new Set<ActivityAthlete>();
	private readonly withoutId: ActivityAthlete = {
		athlete_id: null,
		name: null,
		reference_id: null,
	};

	/**
	 * The contract does not say whether participation lists and metrics use the ids of Terra or of
	 * the provider. The list of athletes and the periods have both.
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

	/**
	 * The athlete with an id, whether listed or not; `null` always gives the same athlete without
	 * an id.
	 */
	find(id: string | null): ActivityAthlete {
		if (id === null) return this.withoutId;
		const known = this.byId.get(id) ?? this.byExternalId.get(id);
		if (known) return known;
		const unlisted = { athlete_id: id, name: null, reference_id: null };
		this.byId.set(id, unlisted);
		return unlisted;
	}

	/** The athlete of an entry that has one of the two ids, both or none. */
	register(entry: JsonObject): ActivityAthlete {
		const profile: Athlete = entry;
		const id = readText(profile, 'athlete_id');
		const externalId = readText(profile, 'external_athlete_id');
		const namesake = externalId === null ? undefined : this.byExternalId.get(externalId);
		// Several athletes may have one id of the provider, such as a shirt number.
		const isOther = id !== null && namesake !== undefined && this.terraIds.has(namesake);
		const athlete = (id === null ? undefined : this.byId.get(id)) ??
			(isOther ? undefined : namesake) ?? {
				athlete_id: id ?? externalId,
				name: athleteName(profile),
				reference_id: readText(profile, 'reference_id'),
			};
		if (id !== null) {
			if (!this.byId.has(id)) this.byId.set(id, athlete);
			this.terraIds.add(athlete);
		}
		if (externalId !== null && namesake !== athlete) {
			const nobody = { athlete_id: externalId, name: null, reference_id: null };
			this.byExternalId.set(externalId, namesake ? nobody : athlete);
		}
		return athlete;
	}
}
