import { Refusal } from './response';
import { dateTimeUs, dayUs, isDate } from './rfc3339';

/** Which contract the server follows; 'both' accepts what either of them asks for. */
export type Contract = '2025-05' | '2026.07' | 'both';

export const contracts: readonly Contract[] = ['2025-05', '2026.07', 'both'];

/** True for a time (microseconds since 1970) in the requested range. */
export type InRange = (timestampUs: number) => boolean;

interface RangeRequest {
	query: Readonly<Record<string, string>>;
	contract: Contract;
	strict: boolean;
}

/**
 * Reads the time range of a GET of activities or tests.
 *
 * - Documentation of May 2025: `start_time` and `end_time`, ISO date-times, both optional, both
 *   inclusive.
 * - Contract 2026.07: `start_date` is required, `end_date` defaults to the day after; days in UTC,
 *   the end is exclusive. `start_time` and `end_time` are ignored.
 * - both: a record must satisfy all given parameters; one of the two starts is required.
 *
 * Throws a Refusal (400) for a missing start, a malformed value or an end before its start. When
 * not strict, a missing or malformed value does not limit the range.
 */
export function requestedRange({ query, contract, strict }: RangeRequest): InRange {
	const times = contract === '2026.07' ? {} : readTimes(query, strict);
	const dates = contract === '2025-05' ? {} : readDates(query, strict);
	const hasStart = dates.fromUs !== undefined || (contract === 'both' && 'start_time' in query);
	if (strict && contract !== '2025-05' && !hasStart) {
		throw new Refusal(400, 'Missing required query parameter: start_date.');
	}
	return (timestampUs) =>
		timestampUs >= (times.fromUs ?? -Infinity) &&
		timestampUs <= (times.toUs ?? Infinity) &&
		timestampUs >= (dates.fromUs ?? -Infinity) &&
		timestampUs < (dates.toUs ?? Infinity);
}

/**
 * Reads the range of a tests/search body: days in UTC, the end exclusive; a value that is not a
 * date does not limit it. Throws a Refusal (400) when strict and the end is before the start.
 */
export function searchRange(startDate: unknown, endDate: unknown, strict: boolean): InRange {
	const from = typeof startDate === 'string' && isDate(startDate) ? dayUs(startDate) : -Infinity;
	const to = typeof endDate === 'string' && isDate(endDate) ? dayUs(endDate) : Infinity;
	if (strict && to < from) throw new Refusal(400, 'Field end_time lies before start_time.');
	return (timestampUs) => timestampUs >= from && timestampUs < to;
}

/**
 * True when the request asks for its data at the destination (contract 2026.07; under 2025-05 the
 * parameter is unknown and ignored). Throws a Refusal (400) for any value but `true` and `false`.
 */
export function wantsDestination({ query, contract, strict }: RangeRequest): boolean {
	const value = query.to_destination;
	if (value === undefined || contract === '2025-05') return false;
	if (strict && value !== 'true' && value !== 'false') {
		throw new Refusal(400, 'Query parameter to_destination must be true or false.');
	}
	return value === 'true';
}

interface Limits {
	fromUs?: number | undefined;
	toUs?: number | undefined;
}

function readTimes(query: Readonly<Record<string, string>>, strict: boolean): Limits {
	const read = (name: string) => {
		const value = query[name];
		const us = value === undefined ? undefined : dateTimeUs(value);
		if (strict && value !== undefined && us === undefined) {
			throw new Refusal(400, `Query parameter ${name} is not an ISO 8601 date-time: "${value}".`);
		}
		return us;
	};
	return checkOrder({ fromUs: read('start_time'), toUs: read('end_time') }, strict, 'end_time');
}

function readDates(query: Readonly<Record<string, string>>, strict: boolean): Limits {
	const read = (name: string) => {
		const value = query[name];
		if (value === undefined) return undefined;
		if (isDate(value)) return dayUs(value);
		if (!strict) return undefined;
		throw new Refusal(400, `Query parameter ${name} is not a date (YYYY-MM-DD): "${value}".`);
	};
	const fromUs = read('start_date');
	let toUs = read('end_date');
	if (fromUs !== undefined && !('end_date' in query)) toUs = fromUs + 86_400_000_000;
	return checkOrder({ fromUs, toUs }, strict, 'end_date');
}

function checkOrder(limits: Limits, strict: boolean, name: string): Limits {
	const { fromUs = -Infinity, toUs = Infinity } = limits;
	if (strict && toUs < fromUs) {
		throw new Refusal(400, `Query parameter ${name} lies before the start of the range.`);
	}
	return limits;
}
