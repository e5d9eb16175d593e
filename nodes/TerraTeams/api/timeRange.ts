import { usPerDay, usPerMs } from '../records/time';

/** Max range of one request: there is no paging, and a gateway stops at 30 s. */
export const maxSliceUs = 31 * usPerDay;

/** A time range, both ends included, in microseconds since 1970 in UTC. */
export interface TimeRange {
	startUs: number;
	endUs: number;
}

/** Whether a record of this time is in the range. One without a time always is. */
export function isInRange(range: TimeRange, timestampUs: number | null): boolean {
	return timestampUs === null || (timestampUs >= range.startUs && timestampUs <= range.endUs);
}

/**
 * The range in slices of at most 31 days, oldest first. Neighbours share their boundary, so that
 * nothing falls between them.
 */
export function sliceRange(range: TimeRange): TimeRange[] {
	const slices: TimeRange[] = [];
	let startUs = range.startUs;
	do {
		const endUs = Math.min(startUs + maxSliceUs, range.endUs);
		slices.push({ startUs, endUs });
		startUs = endUs;
	} while (startUs < range.endUs);
	return slices;
}

/**
 * The range in two halves of whole days, for when the response to the whole is too large or too slow.
 *
 * @returns `null` where the range is not longer than a day
 */
export function halveRange({ startUs, endUs }: TimeRange): [TimeRange, TimeRange] | null {
	const days = Math.ceil((endUs - startUs) / usPerDay);
	if (days <= 1) return null;
	const middleUs = startUs + Math.floor(days / 2) * usPerDay;
	return [
		{ startUs, endUs: middleUs },
		{ startUs: middleUs, endUs },
	];
}

/**
 * The query for a range under the names of both contracts: `start_time`/`end_time` (documentation
 * of May 2025: date-times) and `start_date`/`end_date` (contract 2026.07: dates, the end
 * exclusive). A server ignores the pair that it does not know, so a response may hold more than the
 * range and has to be filtered.
 */
export function rangeQuery(range: TimeRange): Record<string, string> {
	const { first, end } = coveringDates(range);
	return {
		start_time: isoTime(Math.floor(range.startUs / usPerMs)),
		end_time: isoTime(Math.ceil(range.endUs / usPerMs)),
		start_date: first,
		end_date: end,
	};
}

/**
 * The days that cover a range, as YYYY-MM-DD: the first one, and the one after the last. Both are a
 * day further out than in UTC, since no contract names the time zone of its dates.
 */
export function coveringDates(range: TimeRange): { first: string; end: string } {
	return {
		first: isoDate(Math.floor((range.startUs - usPerDay) / usPerMs)),
		end: isoDate(Math.floor((range.endUs + 2 * usPerDay) / usPerMs)),
	};
}

function isoTime(ms: number): string {
	return new Date(ms).toISOString();
}

function isoDate(ms: number): string {
	return isoTime(ms).slice(0, 10);
}
