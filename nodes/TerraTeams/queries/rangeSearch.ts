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

/**
 * All records of some coaches in a time range, each once, oldest first, those without a time last.
 * Sends a request for each slice of at most 31 days, a few at a time; a slice that the server finds
 * too large or too slow is requested in halves, down to a day.
 *
 * @throws TerraTeamsError of the first request that failed for good
 */
export async function searchRange<RecordType extends JsonObject>(
	source: RecordSource<RecordType>,
	coachIds: readonly string[],
	range: TimeRange,
	concurrency = maxConcurrentRequests,
): Promise<DatedRecord<RecordType>[]> {
	const slices = sliceRange(range);
	const tasks = coachIds.flatMap((coachId) => slices.map((slice) => ({ coachId, slice })));
	const responses = await mapConcurrently(
		tasks,
		concurrency,
		async ({ coachId, slice }, hasFailed) => ({
			coachId,
			records: await fetchSlice(source, coachId, slice, hasFailed),
		}),
	);

	const found: DatedRecord<RecordType>[] = [];
	const seenByCoach = new Map(coachIds.map((coachId) => [coachId, new Set<string>()]));
	for (const { coachId, records } of responses) {
		const seen = seenByCoach.get(coachId);
		for (const record of records) {
			const timestampUs = source.timestampUs(record);
			if (!isInRange(range, timestampUs)) continue;
			// Two records without an id that are alike in everything cannot be told apart.
			const identity = source.id(record) ?? JSON.stringify(record);
			if (seen?.has(identity)) continue;
			seen?.add(identity);
			found.push({ coachId, record, timestampUs: timestampUs ?? Infinity });
		}
	}
	// `Infinity - Infinity` is NaN. Equal times keep the order of the responses.
	return found.sort((a, b) =>
		a.timestampUs === b.timestampUs ? 0 : a.timestampUs - b.timestampUs,
	);
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
