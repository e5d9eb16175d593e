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
	/** `null` where several athletes have the id, such as a shirt number. */
	private readonly byExternalId = new Map<string, ActivityAthlete | null>();
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
		for (const place of [activity, ...recordsOf<PeriodFields>(activity.periods)]) {
			recordsOf<DetailedParticipationFields>(place.detailed_athlete_participation).forEach(
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

	/**
	 * The athlete of an entry that has one of the two ids, both or none. What the entry tells beyond
	 * what was known counts from now on.
	 */
	register(entry: JsonObject): ActivityAthlete {
		const profile: Athlete = entry;
		const id = readText(profile, 'athlete_id');
		const externalId = readText(profile, 'external_athlete_id');
		const namesake = externalId === null ? undefined : this.byExternalId.get(externalId);
		// Nobody knows which of them it is.
		if (id === null && externalId !== null && namesake === null) return this.find(externalId);
		const athlete = this.known(id, namesake ?? undefined) ?? {
			athlete_id: externalId,
			name: null,
			reference_id: null,
		};
		athlete.name ??= athleteName(profile);
		athlete.reference_id ??= readText(profile, 'reference_id');
		if (id !== null && !this.terraIds.has(athlete)) {
			athlete.athlete_id = id;
			this.terraIds.add(athlete);
			this.byId.set(id, athlete);
		}
		if (externalId !== null) {
			const isOnly = namesake === undefined || namesake === athlete;
			this.byExternalId.set(externalId, isOnly ? athlete : null);
		}
		return athlete;
	}

	private known(id: string | null, namesake?: ActivityAthlete): ActivityAthlete | undefined {
		if (id === null) return namesake;
		const isOther = namesake !== undefined && this.terraIds.has(namesake);
		return this.byId.get(id) ?? (isOther ? undefined : namesake);
	}
}
