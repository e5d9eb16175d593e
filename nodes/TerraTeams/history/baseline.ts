import { finite, ratioOf, summaryOf, type Summary } from './statistics';

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
	/** The smallest worthwhile change of the squad; `null` where the squad is not known. */
	swc: number | null;
	/** Whether the change is larger than it, upward or downward. */
	exceedsSwc: boolean | null;
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
	swc: null,
	exceedsSwc: null,
};

const nothing: Summary = { mean: null, sd: null, min: null, max: null };

/** What an athlete did before a moment. */
export interface Past {
	/** The last value; `null` where there is none. */
	previous: DatedValue | null;
	/** The values of the baseline, oldest first. */
	values: readonly number[];
}

/**
 * Compares a value with those of the same athlete before it. The z-score is (value - mean) / SD of
 * the baseline, as in any textbook of statistics; it and the other statistics are `null` where the
 * baseline is too small, and the z-score also where all of its values are equal.
 *
 * @param past without the value itself
 * @param minCount the smallest baseline that says something
 */
export function compareWithPast(
	value: number,
	{ previous, values }: Past,
	minCount: number,
): Comparison {
	const change = previous && finite(value - previous.value);
	const percent = ratioOf(change, previous && Math.abs(previous.value));
	const hasBaseline = values.length >= Math.max(1, minCount);
	const { mean, sd, min, max } = hasBaseline ? summaryOf(values) : nothing;
	return {
		previous,
		change,
		changePercent: percent === null ? null : finite(percent * 100),
		count: values.length,
		mean,
		sd,
		min,
		max,
		zScore: mean === null ? null : ratioOf(value - mean, sd),
		isHighest: max === null ? null : value > max,
		isLowest: min === null ? null : value < min,
		swc: null,
		exceedsSwc: null,
	};
}
