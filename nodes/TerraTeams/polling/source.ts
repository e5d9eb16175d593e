import type { TimeRange } from '../api/timeRange';
import type { JsonObject } from '../records/json';
import type { PollSettings } from './settings';
import type { StreamName } from './streams';

/** Gives a poll its records. Each call throws where it fails for good. */
export interface PollSource {
	/** Every coach of the account. */
	coaches: () => Promise<JsonObject[]>;
	/** The athletes of a coach, or of all. */
	athletes: (coachId: string | null) => Promise<JsonObject[]>;
	/** The records of a coach in a time range, each once. */
	activities: (coachId: string, range: TimeRange) => Promise<JsonObject[]>;
	tests: (coachId: string, range: TimeRange) => Promise<JsonObject[]>;
}

/** The coaches of the account, or why there is no list of them. */
export type CoachList = { coaches: JsonObject[] | null } | { failed: unknown };

/** The coaches of the account where all of them are watched; `null` where some are chosen. */
export async function listCoaches(settings: PollSettings, source: PollSource): Promise<CoachList> {
	if (settings.coaches !== 'all') return { coaches: null };
	try {
		return { coaches: await source.coaches() };
	} catch (failed) {
		return { failed };
	}
}

/**
 * The records of a stream: those of dated kinds in a range, those of other kinds in full.
 *
 * @param coaches the coaches of the account, where they have been listed already
 */
export async function readStream(
	{ kind, coachId }: StreamName,
	range: TimeRange,
	source: PollSource,
	coaches: JsonObject[] | null,
): Promise<JsonObject[]> {
	if (kind === 'coach') return coaches ?? (await source.coaches());
	if (kind === 'athlete' || coachId === null) return await source.athletes(coachId);
	return kind === 'activity'
		? await source.activities(coachId, range)
		: await source.tests(coachId, range);
}
