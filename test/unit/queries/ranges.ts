import fc from 'fast-check';

import type { TimeRange } from '../../../nodes/TerraTeams/api/timeRange';

export const usPerMinute = 60_000_000;
export const usPerDay = 86_400_000_000;

const firstDay = Date.UTC(1995, 0, 1) / 86_400_000;
const lastDay = Date.UTC(2045, 0, 1) / 86_400_000;

/** Times in microseconds, among them midnights, whole milliseconds and what is right beside. */
export const timestamps = fc
	.tuple(
		fc.integer({ min: firstDay, max: lastDay }),
		fc.oneof(
			fc.constantFrom(0, 1, 999, 1000, usPerDay / 2, usPerDay - 1),
			fc.integer({ min: 0, max: 86_399_999 }).map((ms) => ms * 1000),
			fc.integer({ min: 0, max: usPerDay - 1 }),
		),
	)
	.map(([day, us]) => day * usPerDay + us);

/** Lengths in microseconds, from nothing to `longestDays` days, among them whole days and 31 of them. */
function lengths(longestDays: number): fc.Arbitrary<number> {
	const us = fc.oneof(
		fc.integer({ min: 0, max: 180 }).map((minutes) => minutes * usPerMinute),
		fc.integer({ min: 0, max: longestDays }).map((days) => days * usPerDay),
		fc
			.integer({ min: 0, max: Math.ceil(longestDays / 31) })
			.map((slices) => slices * 31 * usPerDay),
		fc.integer({ min: 0, max: longestDays * usPerDay }),
	);
	return fc
		.tuple(us, fc.constantFrom(0, 0, -1, 1))
		.map(([length, beside]) => Math.max(0, length + beside));
}

/** Time ranges of up to `longestDays` days. */
export function ranges(longestDays = 400): fc.Arbitrary<TimeRange> {
	return fc
		.tuple(timestamps, lengths(longestDays))
		.map(([startUs, length]) => ({ startUs, endUs: startUs + length }));
}
