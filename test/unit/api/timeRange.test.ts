import fc from 'fast-check';

import {
	coveringDates,
	halveRange,
	isInRange,
	maxSliceUs,
	rangeQuery,
	sliceRange,
	type TimeRange,
} from '../../../nodes/TerraTeams/api/timeRange';
import { ranges, usPerDay } from '../queries/ranges';

/** 10 May 2025, 1:07:23.286 UTC. */
const startUs = Date.UTC(2025, 4, 10, 1, 7, 23, 286) * 1000;
/** 1 June 2025, midnight UTC. */
const midnightUs = Date.UTC(2025, 5, 1) * 1000;

/** A range from that start on, of some days and microseconds. */
function range(days: number, us = 0): TimeRange {
	return { startUs, endUs: startUs + days * usPerDay + us };
}

/** The boundaries of neighbouring ranges, as days and microseconds after the start. */
function boundaries(parts: readonly TimeRange[]): [days: number, us: number][] {
	const [first] = parts;
	const all = [first?.startUs ?? NaN, ...parts.map(({ endUs }) => endUs)];
	return all.map((us) => [Math.floor((us - startUs) / usPerDay), (us - startUs) % usPerDay]);
}

describe('whether a record is in the range', () => {
	const tenToTwenty = { startUs: 10, endUs: 20 };

	it.each([
		[9, false],
		[10, true],
		[11, true],
		[19, true],
		[20, true],
		[21, false],
	])('includes both ends: %i is %p', (us, isIn) => {
		expect(isInRange(tenToTwenty, us)).toBe(isIn);
	});

	it('is so without a time', () => {
		expect(isInRange(tenToTwenty, null)).toBe(true);
	});

	it('is not so at 1970, whose time is zero', () => {
		expect(isInRange(tenToTwenty, 0)).toBe(false);
	});

	it('is so at the one time of a range of no length', () => {
		const moment = { startUs: 10, endUs: 10 };
		expect([9, 10, 11].map((us) => isInRange(moment, us))).toEqual([false, true, false]);
	});
});

describe('the slices of a range', () => {
	it('are of 31 days at most', () => {
		expect(maxSliceUs).toBe(2_678_400_000_000);
	});

	it.each<[string, TimeRange, [number, number][]]>([
		[
			'no length',
			range(0),
			[
				[0, 0],
				[0, 0],
			],
		],
		[
			'a microsecond',
			range(0, 1),
			[
				[0, 0],
				[0, 1],
			],
		],
		[
			'31 days less a microsecond',
			range(31, -1),
			[
				[0, 0],
				[30, usPerDay - 1],
			],
		],
		[
			'31 days',
			range(31),
			[
				[0, 0],
				[31, 0],
			],
		],
		[
			'31 days and a microsecond',
			range(31, 1),
			[
				[0, 0],
				[31, 0],
				[31, 1],
			],
		],
		[
			'62 days',
			range(62),
			[
				[0, 0],
				[31, 0],
				[62, 0],
			],
		],
		[
			'62 days and a microsecond',
			range(62, 1),
			[
				[0, 0],
				[31, 0],
				[62, 0],
				[62, 1],
			],
		],
		[
			'80 days',
			range(80),
			[
				[0, 0],
				[31, 0],
				[62, 0],
				[80, 0],
			],
		],
	])('share their boundaries: %s', (_, whole, expected) => {
		const slices = sliceRange(whole);
		expect(boundaries(slices)).toEqual(expected);
		expect(slices.slice(1).map((slice) => slice.startUs)).toEqual(
			slices.slice(0, -1).map(({ endUs }) => endUs),
		);
	});

	it('cover any range, oldest first', () => {
		fc.assert(
			fc.property(ranges(), (whole) => {
				const slices = sliceRange(whole);
				expect(slices[0]?.startUs).toBe(whole.startUs);
				expect(slices.at(-1)?.endUs).toBe(whole.endUs);
				const length = whole.endUs - whole.startUs;
				expect(slices).toHaveLength(Math.max(1, Math.ceil(length / (31 * usPerDay))));
			}),
		);
	});
});

describe('the halves of a range', () => {
	it.each([
		['no length', range(0)],
		['a microsecond', range(0, 1)],
		['a day less a microsecond', range(1, -1)],
		['a day', range(1)],
	])('do not exist of %s', (_, whole) => {
		expect(halveRange(whole)).toBeNull();
	});

	it.each<[string, TimeRange, number]>([
		['a day and a microsecond', range(1, 1), 1],
		['two days', range(2), 1],
		['two days and a microsecond', range(2, 1), 1],
		['three days', range(3), 1],
		['three days and a microsecond', range(3, 1), 2],
		['five days', range(5), 2],
		['31 days', range(31), 15],
	])('meet after whole days, in the middle: %s', (_, whole, days) => {
		const middleUs = startUs + days * usPerDay;
		expect(halveRange(whole)).toEqual([
			{ startUs, endUs: middleUs },
			{ startUs: middleUs, endUs: whole.endUs },
		]);
	});
});

describe('the query for a range', () => {
	it('names it as both contracts do', () => {
		expect(rangeQuery({ startUs, endUs: midnightUs })).toEqual({
			start_time: '2025-05-10T01:07:23.286Z',
			end_time: '2025-06-01T00:00:00.000Z',
			start_date: '2025-05-09',
			end_date: '2025-06-03',
		});
	});

	it.each([
		[0, '2025-05-10T01:07:23.286Z', '2025-05-10T01:07:23.286Z'],
		[1, '2025-05-10T01:07:23.286Z', '2025-05-10T01:07:23.287Z'],
		[999, '2025-05-10T01:07:23.286Z', '2025-05-10T01:07:23.287Z'],
		[1000, '2025-05-10T01:07:23.287Z', '2025-05-10T01:07:23.287Z'],
		[-1, '2025-05-10T01:07:23.285Z', '2025-05-10T01:07:23.286Z'],
	])('has whole milliseconds outside of it: %i µs', (us, start, end) => {
		expect(rangeQuery({ startUs: startUs + us, endUs: startUs + us })).toMatchObject({
			start_time: start,
			end_time: end,
		});
	});
});

describe('the dates that cover a range', () => {
	it.each([
		[-1, '2025-05-30', '2025-06-02'],
		[0, '2025-05-31', '2025-06-03'],
		[1, '2025-05-31', '2025-06-03'],
		[usPerDay - 1, '2025-05-31', '2025-06-03'],
		[usPerDay, '2025-06-01', '2025-06-04'],
	])('are a day further out than in UTC: %i µs after midnight', (us, first, end) => {
		const atUs = midnightUs + us;
		expect(coveringDates({ startUs: atUs, endUs: atUs })).toEqual({ first, end });
	});

	it('are those of its start and of its end', () => {
		expect(coveringDates({ startUs, endUs: midnightUs })).toEqual({
			first: '2025-05-09',
			end: '2025-06-03',
		});
	});
});
