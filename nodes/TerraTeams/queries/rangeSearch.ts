import { mapConcurrently } from '../api/concurrencyLimiter';
import { asTerraTeamsError, TerraTeamsError } from '../api/errors';
import type { JsonObject } from '../records/json';
import { halveRange, isInRange, sliceRange, type TimeRange } from '../api/timeRange';

/** The most requests that are under way at once. */
export const maxConcurrentRequests = 4;

/** How to get records of one kind, and what identifies and dates them. */
export interface RecordSource<Kind extends JsonObject> {
	/** One request: what a coach has in a slice, and maybe more. Throws TerraTeamsError. */
	fetch: (coachId: string, slice: TimeRange) => Promise<Kind[]>;
	/** The record's own id, where it has one. */
	id: (record: Kind) => string | null;
	/** Microseconds since 1970, where the record has a time. */
	timestampUs: (record: Kind) => number | null;
}

/** A record, and the coach in whose answer it came: most records do not say so themselves. */
export interface FoundRecord<Kind extends JsonObject> {
	coachId: string;
	record: Kind;
}

/** A record as a search gives it. */
export interface DatedRecord<Kind extends JsonObject> extends FoundRecord<Kind> {
	/** Microseconds since 1970; `Infinity` where it has no time. */
	timestampUs: number;
}

/**
 * Everything that some coaches have in a time range, each record once, oldest first, those without
 * a time last. Goes out in slices of at most 31 days, a few requests at a time; a slice that the
 * server finds too large or too slow is asked for in halves, down to a day.
 *
 * @throws TerraTeamsError of the first request that failed for good
 */
export async function searchRange<Kind extends JsonObject>(
	source: RecordSource<Kind>,
	coachIds: readonly string[],
	range: TimeRange,
	concurrency = maxConcurrentRequests,
): Promise<DatedRecord<Kind>[]> {
	const slices = sliceRange(range);
	const tasks = coachIds.flatMap((coachId) => slices.map((slice) => ({ coachId, slice })));
	const answers = await mapConcurrently(
		tasks,
		concurrency,
		async ({ coachId, slice }, hasFailed) => ({
			coachId,
			records: await fetchSlice(source, coachId, slice, hasFailed),
		}),
	);

	const found: DatedRecord<Kind>[] = [];
	const seenByCoach = new Map(coachIds.map((coachId) => [coachId, new Set<string>()]));
	for (const { coachId, records } of answers) {
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
	// Two times without a value would differ by NaN; the order of equals is that of the answers.
	return found.sort((a, b) =>
		a.timestampUs === b.timestampUs ? 0 : a.timestampUs - b.timestampUs,
	);
}

async function fetchSlice<Kind extends JsonObject>(
	source: RecordSource<Kind>,
	coachId: string,
	slice: TimeRange,
	hasFailed: () => boolean,
): Promise<Kind[]> {
	// Of a slice in halves, the rest is not asked for once another slice has failed.
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
