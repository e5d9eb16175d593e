import fc from 'fast-check';

import {
	coveringDates,
	halveRange,
	isInRange,
	rangeQuery,
	sliceRange,
	type TimeRange,
} from '../../../nodes/TerraTeams/api/timeRange';
import { timestamps, ranges, usPerDay, usPerMinute } from '../../unit/queries/ranges';

const runs = { numRuns: 2000 };

function length({ startUs, endUs }: TimeRange): number {
	return endUs - startUs;
}

/** Whether parts cover a range from end to end, neighbours sharing nothing but a point in time. */
function expectToCover(parts: readonly TimeRange[], range: TimeRange): void {
	const starts = parts.map(({ startUs }) => startUs);
	const ends = parts.map(({ endUs }) => endUs);
	expect([...starts, range.endUs]).toEqual([range.startUs, ...ends]);
}

/** Microseconds of a midnight, of a day written as YYYY-MM-DD, somewhere on earth. */
function midnightUs(date: string, offsetMinutes: number): number {
	return Date.parse(`${date}T00:00:00Z`) * 1000 - offsetMinutes * usPerMinute;
}

/** From UTC-12 to UTC+14, in steps of a quarter of an hour. */
const offsets = fc.integer({ min: -12 * 4, max: 14 * 4 }).map((quarters) => quarters * 15);

describe('slices', () => {
	it('cover the range, share a point in time and are as few as 31 days each allow', () => {
		fc.assert(
			fc.property(ranges(1000), (range) => {
				const slices = sliceRange(range);
				expectToCover(slices, range);
				expect(Math.max(...slices.map(length))).toBeLessThanOrEqual(31 * usPerDay);
				expect(slices).toHaveLength(Math.max(1, Math.ceil(length(range) / (31 * usPerDay))));
			}),
			runs,
		);
	});

	it('are one for a single point in time', () => {
		expect(sliceRange({ startUs: 5, endUs: 5 })).toEqual([{ startUs: 5, endUs: 5 }]);
	});
});

describe('halves', () => {
	it('cover the range, are shorter and lie whole days apart', () => {
		fc.assert(
			fc.property(ranges(31), (range) => {
				const halves = halveRange(range);
				if (!halves) return;
				expectToCover(halves, range);
				const lengths = halves.map(length);
				expect(lengths.filter((one) => one <= 0 || one >= length(range))).toEqual([]);
				const [first = NaN, second = NaN] = lengths;
				expect([first % usPerDay, Math.abs(first - second) <= usPerDay]).toEqual([0, true]);
			}),
			runs,
		);
	});

	it('end with pieces of a day at most, one for each day begun', () => {
		const pieces = (range: TimeRange): TimeRange[] => halveRange(range)?.flatMap(pieces) ?? [range];
		fc.assert(
			fc.property(ranges(31), (range) => {
				const all = pieces(range);
				expectToCover(all, range);
				expect(Math.max(...all.map(length))).toBeLessThanOrEqual(usPerDay);
				expect(all).toHaveLength(Math.max(1, Math.ceil(length(range) / usPerDay)));
			}),
			runs,
		);
	});
});

describe('the query', () => {
	it('covers the range with its date-times, by less than a millisecond at each end', () => {
		fc.assert(
			fc.property(ranges(), (range) => {
				const { start_time: start = '', end_time: end = '' } = rangeQuery(range);
				const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
				expect([start, end].every((time) => form.test(time))).toBe(true);
				const before = range.startUs - Date.parse(start) * 1000;
				const after = Date.parse(end) * 1000 - range.endUs;
				expect([before, after].filter((more) => !(more >= 0 && more < 1000))).toEqual([]);
			}),
			runs,
		);
	});

	it('covers the range with its dates in every time zone, whether the end counts or not', () => {
		fc.assert(
			fc.property(ranges(), offsets, offsets, (range, offset, other) => {
				const { start_date: first = '', end_date: end = '' } = rangeQuery(range);
				// Exclusive: the server stops when that day begins. Inclusive reaches a day further.
				const midnights = [
					midnightUs(first, offset) <= range.startUs,
					midnightUs(end, offset) > range.endUs,
				];
				// A server may also go by the local date of each record, whatever its zone.
				const localDates = [range.startUs, range.endUs].map((us) =>
					new Date(us / 1000 + other * 60_000).toISOString().slice(0, 10),
				);
				const isCovered = localDates.map((local) => local >= first && local < end);
				expect([...midnights, ...isCovered]).toEqual([true, true, true, true]);
			}),
			runs,
		);
	});

	it('asks for two days beyond either end at most', () => {
		fc.assert(
			fc.property(ranges(), (range) => {
				const { start_date: first = '', end_date: end = '' } = rangeQuery(range);
				const before = range.startUs - midnightUs(first, 0);
				const after = midnightUs(end, 0) - range.endUs;
				expect([before < 2 * usPerDay, after <= 2 * usPerDay]).toEqual([true, true]);
			}),
			runs,
		);
	});

	it('is sent as date-times and as dates that cover it', () => {
		const startUs = Date.UTC(2025, 4, 10, 1, 7, 23, 286) * 1000 + 500;
		const endUs = Date.UTC(2025, 4, 31, 23, 59, 59, 999) * 1000 + 999;
		expect(rangeQuery({ startUs, endUs })).toEqual({
			start_time: '2025-05-10T01:07:23.286Z',
			end_time: '2025-06-01T00:00:00.000Z',
			start_date: '2025-05-09',
			end_date: '2025-06-02',
		});
	});
});

it('writes the covering dates as YYYY-MM-DD, also before 1970', () => {
	fc.assert(
		fc.property(
			fc.oneof(
				ranges(),
				fc.constantFrom({ startUs: -1, endUs: 0 }, { startUs: -62e15, endUs: -61e15 }),
			),
			(range) => {
				const { first, end } = coveringDates(range);
				const isWritten = (date: string) =>
					/^\d{4}-\d\d-\d\d$/.test(date) && new Date(date).toISOString().startsWith(date);
				expect([first, end].filter((date) => !isWritten(date))).toEqual([]);
				expect(first < end).toBe(true);
			},
		),
		runs,
	);
});

it('takes both ends of a range as part of it, and records without a time always', () => {
	fc.assert(
		fc.property(ranges(), timestamps, (range, us) => {
			const { startUs, endUs } = range;
			const times = [startUs, endUs, null, startUs - 1, endUs + 1, us];
			const isInside = us >= startUs && us <= endUs;
			expect(times.map((at) => isInRange(range, at))).toEqual([
				true,
				true,
				true,
				false,
				false,
				isInside,
			]);
		}),
		runs,
	);
});
