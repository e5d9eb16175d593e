/** A figure of a case, beside what it is compared with. */
export interface Figure {
	case: string;
	/** What was measured, with its unit. */
	figure: string;
	ours: number;
	other: number;
	/** `ours / other`. */
	ratio: number;
	/** What it must reach, as text; empty where it only informs. */
	reach: string;
	/** Whether it does; null where it only informs. */
	holds: boolean | null;
	/** How far the runs lie apart, ours and theirs; not part of the JSON file. */
	spread: string;
}

/** The same figure of several runs of both sides, in the order of the runs. */
export interface Sides {
	ours: number[];
	other: number[];
}

/** What a figure must reach: every limit that is given. */
export interface Reach {
	/** The most that ours may be of theirs. */
	ratio?: number;
	/** The least that ours must be of theirs, where more is better. */
	ratioAtLeast?: number;
	/** The most that ours may be. */
	ours?: number;
	/** The most that ours may be more than theirs. */
	more?: number;
}

/** The figure that the medians of several runs give. */
export function figureOf(name: string, figure: string, runs: Sides, reach: Reach = {}): Figure {
	const ours = rounded(median(runs.ours));
	const other = rounded(median(runs.other));
	const ratio = rounded(median(runs.ours) / median(runs.other));
	const atMost = (limit = Infinity, value = NaN) => value <= limit;
	const atLeast = (limit = 0, value = NaN) => value >= limit;
	const limits = [
		{ text: 'ratio at most', limit: reach.ratio, value: ratio, holds: atMost },
		{ text: 'ratio at least', limit: reach.ratioAtLeast, value: ratio, holds: atLeast },
		{ text: 'ours at most', limit: reach.ours, value: ours, holds: atMost },
		{ text: 'more than other at most', limit: reach.more, value: ours - other, holds: atMost },
	].filter(({ limit }) => limit !== undefined);
	return {
		case: name,
		figure,
		ours,
		other,
		ratio,
		reach: limits.map(({ text, limit }) => `${text} ${limit}`).join(', '),
		holds:
			limits.length === 0 ? null : limits.every(({ limit, value, holds }) => holds(limit, value)),
		spread: `${spread(runs.ours)}, ${spread(runs.other)}`,
	};
}

/** The one in the middle, or the mean of the two there. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
	return (low + high) / 2;
}

/** The value that `part` of all values do not exceed, such as 0.95 of them. */
export function quantile(values: readonly number[], part: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.ceil(part * sorted.length) - 1] ?? NaN;
}

/** From the least to the greatest, in percent of the median. */
function spread(values: readonly number[]): string {
	if (values.length < 2) return '-';
	const range = Math.max(...values) - Math.min(...values);
	return `${Math.round((100 * range) / median(values))}%`;
}

function rounded(value: number): number {
	return Math.round(value * 100) / 100;
}
