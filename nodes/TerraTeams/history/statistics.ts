/** Differences below this part of the values are rounding errors of a computer, not of a device. */
const roundingError = 1e-13;

/**
 * The arithmetic mean; `null` of nothing. Summed up from the distances to the first value, so that
 * the mean of equal values is that value to the last digit.
 */
export function meanOf(values: readonly number[]): number | null {
	const [first = NaN] = values;
	let sum = 0;
	for (const value of values) sum += value - first;
	return finite(first + sum / values.length);
}

/** What describes some values. */
export interface Summary {
	mean: number | null;
	/** See {@link sampleSdOf}. */
	sd: number | null;
	min: number | null;
	max: number | null;
}

/** The summary of one value or more. */
export function summaryOf(values: readonly number[]): Summary {
	let min = Infinity;
	let max = -Infinity;
	for (const value of values) {
		if (value < min) min = value;
		if (value > max) max = value;
	}
	const mean = meanOf(values);
	return { mean, sd: sdAround(mean, values), min, max };
}

/**
 * The standard deviation of a sample (n - 1), as spreadsheets' STDEV; `null` of fewer than two
 * values. Computed from the distances to the mean, since the difference of large squares would lose
 * the digits that matter. Where these are rounding errors it is 0: a value divided by it would be
 * gigantic.
 */
export function sampleSdOf(values: readonly number[]): number | null {
	return sdAround(meanOf(values), values);
}

function sdAround(mean: number | null, values: readonly number[]): number | null {
	if (mean === null || values.length < 2) return null;
	let squares = 0;
	for (const value of values) squares += (value - mean) * (value - mean);
	const sd = Math.sqrt(squares / (values.length - 1));
	return sd <= Math.abs(mean) * roundingError ? 0 : finite(sd);
}

/**
 * A quotient.
 *
 * @returns `null` where a part is missing, or where it would not be a number (a division by 0)
 */
export function ratioOf(dividend: number | null, divisor: number | null): number | null {
	return dividend === null || divisor === null ? null : finite(dividend / divisor);
}

/** The number, or `null` for Infinity and NaN, which JSON does not have. */
export function finite(value: number): number | null {
	return Number.isFinite(value) ? value : null;
}
