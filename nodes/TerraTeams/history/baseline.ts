import { finite, meanOf, ratioOf, sampleSdOf } from './statistics';

/** A value and when it was measured. */
export interface DatedValue {
	/** Microseconds since 1970. */
	timestampUs: number;
	value: number;
}

/** A value beside the athlete's own past. All numbers are in the unit of the value but for the ratios. */
export interface Comparison {
	/** The last value before this one. */
	previous: DatedValue | null;
	/** This value minus the previous one. */
	change: number | null;
	/** The change in percent of the size of the previous value, so that it has the sign of the change. */
	changePercent: number | null;
	/** How many values the baseline has; `null` where the past is not known. */
	count: number | null;
	mean: number | null;
	/** Of a sample (n - 1). */
	sd: number | null;
	min: number | null;
	max: number | null;
	/** How many standard deviations the value lies above the mean of the baseline. */
	zScore: number | null;
	/** Whether it is higher than every value of the baseline. */
	isHighest: boolean | null;
	/** Whether it is lower than every value of the baseline. */
	isLowest: boolean | null;
}

/** The comparison of a value whose past is not known. */
export const unknownPast: Comparison = {
	previous: null,
	change: null,
	changePercent: null,
	count: null,
	mean: null,
	sd: null,
	min: null,
	max: null,
	zScore: null,
	isHighest: null,
	isLowest: null,
};

/**
 * Compares a value with those of the same athlete before it. The z-score is (value - mean) / SD of
 * the baseline, as in any textbook of statistics; it and the other statistics are `null` where the
 * baseline is too small, and the z-score also where all of its values are equal.
 *
 * @param past oldest first, without the value itself
 * @param minCount the smallest baseline that says something, at least 1
 */
export function compareWithPast(
	value: number,
	past: readonly DatedValue[],
	minCount: number,
): Comparison {
	const previous = past.at(-1) ?? null;
	const change = previous && finite(value - previous.value);
	const percent = ratioOf(change, previous && Math.abs(previous.value));
	const compared = {
		...unknownPast,
		previous,
		change,
		changePercent: percent === null ? null : finite(percent * 100),
		count: past.length,
	};
	if (past.length < Math.max(1, minCount)) return compared;
	const values = past.map((one) => one.value);
	const mean = meanOf(values);
	const sd = sampleSdOf(values);
	const min = values.reduce((one, other) => Math.min(one, other));
	const max = values.reduce((one, other) => Math.max(one, other));
	return {
		...compared,
		mean,
		sd,
		min,
		max,
		zScore: ratioOf(mean === null ? null : value - mean, sd),
		isHighest: value > max,
		isLowest: value < min,
	};
}
