import { mapConcurrently } from '../api/concurrencyLimiter';
import { asTerraTeamsError, TerraTeamsError } from '../api/errors';
import { halveRange, isInRange, sliceRange, type TimeRange } from '../api/timeRange';
import type { JsonObject } from '../records/json';

/** Max number of requests at the same time. */
export const maxConcurrentRequests = 4;

/** How to get records of one kind, and what identifies and dates them. */
export interface RecordSource<RecordType extends JsonObject> {
	/**
	 * One request: the records of a coach in a slice, perhaps with others around it. Throws
	 * TerraTeamsError.
	 */
	fetch: (coachId: string, slice: TimeRange) => Promise<RecordType[]>;
	/** The record's own id, where it has one. */
	id: (record: RecordType) => string | null;
	/** Microseconds since 1970, where the record has a time. */
	timestampUs: (record: RecordType) => number | null;
}

/** A record and the coach that it was requested for: most records do not name theirs. */
export interface FoundRecord<RecordType extends JsonObject> {
	coachId: string;
	record: RecordType;
}

/** A record that a search found. */
export interface DatedRecord<RecordType extends JsonObject> extends FoundRecord<RecordType> {
	/** Microseconds since 1970; `Infinity` where it has no time. */
	timestampUs: number;
}

/** How to search. */
export interface SearchOptions {
	/** Max number of requests at the same time. */
	concurrency?: number;
	/**
	 * Takes the first error of each coach that failed, by the coach's id; the records of the others
	 * are given. Without it the first error is thrown.
	 */
	failures?: Map<string, TerraTeamsError>;
}

/**
 * All records of some coaches in a time range, each once, oldest first, those without a time last.
 * Sends a request for each slice of at most 31 days, a few at a time; a slice that the server finds
 * too large or too slow is requested in halves, down to a day.
 *
 * @throws TerraTeamsError of the first request that failed for good; where there are several coaches,
 *   it names its coach
 */
export async function searchRange<RecordType extends JsonObject>(
	source: RecordSource<RecordType>,
	coachIds: readonly string[],
	range: TimeRange,
	{ concurrency = maxConcurrentRequests, failures }: SearchOptions = {},
): Promise<DatedRecord<RecordType>[]> {
	const slices = sliceRange(range);
	const tasks = coachIds.flatMap((coachId) => slices.map((slice) => ({ coachId, slice })));
	const responses = await mapConcurrently(
		tasks,
		concurrency,
		async ({ coachId, slice }, hasFailed) => {
			const isOver = () => hasFailed() || failures?.has(coachId) === true;
			const fetch = async () => await fetchSlice(source, coachId, slice, isOver);
			const records = await ofCoach(coachId, coachIds.length, fetch, failures);
			return { coachId, records: records ?? [] };
		},
	);

	const found: DatedRecord<RecordType>[] = [];
	/** Where the first record with an identity is in `found`, by coach. */
	const placesByCoach = new Map(coachIds.map((coachId) => [coachId, new Map<string, number>()]));
	for (const { coachId, records } of responses) {
		const places = placesByCoach.get(coachId);
		if (!places || failures?.has(coachId)) continue;
		const begin = found.length;
		for (const record of records) {
			const timestampUs = source.timestampUs(record);
			if (!isInRange(range, timestampUs)) continue;
			// Two records without an id that are alike in everything cannot be told apart.
			const id = source.id(record);
			const identity = id ?? JSON.stringify(record);
			const place = places.get(identity);
			// Neighbouring slices share records. Two of the same response that differ are both given.
			const isRepeated = () =>
				found
					.slice(place)
					.some((other) => source.id(other.record) === id && isAlike(other.record, record));
			if (place === undefined) places.set(identity, found.length);
			else if (place < begin || isRepeated()) continue;
			found.push({ coachId, record, timestampUs: timestampUs ?? Infinity });
		}
	}
	// `Infinity - Infinity` is NaN. Equal times keep the order of the responses.
	return found.sort((a, b) =>
		a.timestampUs === b.timestampUs ? 0 : a.timestampUs - b.timestampUs,
	);
}

/**
 * The result of a task for one of several coaches.
 *
 * @param failures takes the first error of the coach instead of throwing it
 * @returns `null` where the task failed
 * @throws what the task throws; a TerraTeamsError names the coach where there are several
 */
export async function ofCoach<Value>(
	coachId: string,
	coaches: number,
	task: () => Promise<Value>,
	failures?: Map<string, TerraTeamsError>,
): Promise<Value | null> {
	const outcome = await task().catch(asTerraTeamsError);
	if (!(outcome instanceof TerraTeamsError)) return outcome;
	const named = coaches > 1 ? new TerraTeamsError({ ...outcome.facts, coachId }) : outcome;
	if (!failures) throw named;
	if (!failures.has(coachId)) failures.set(coachId, named);
	return null;
}

function isAlike(one: JsonObject, other: JsonObject): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

async function fetchSlice<RecordType extends JsonObject>(
	source: RecordSource<RecordType>,
	coachId: string,
	slice: TimeRange,
	hasFailed: () => boolean,
): Promise<RecordType[]> {
	// Once another slice has failed, the remaining halves are not requested.
	if (hasFailed()) return [];
	const outcome = await source.fetch(coachId, slice).catch(asTerraTeamsError);
	if (!(outcome instanceof TerraTeamsError)) return outcome;
	const halves = isTooMuch(outcome) ? halveRange(slice) : null;
	if (!halves) throw outcome;
	const [earlier, later] = halves;
	return [
		...(await fetchSlice(source, coachId, earlier, hasFailed)),
		...(await fetchSlice(source, coachId, later, hasFailed)),
	];
}

function isTooMuch(error: TerraTeamsError): boolean {
	return error.status === 413 || error.status === 504 || error.problem === 'timed-out';
}
