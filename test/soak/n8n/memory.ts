import { linearRegression, mean, sumSimple } from 'simple-statistics';

/** The memory of n8n's main process at a time. */
export interface MemorySample {
	/** Minutes since the begin of the run. */
	minute: number;
	/** A new process begins with nothing. */
	pid: number;
	/**
	 * What the system has given to it alone, MB: the anonymous part of RSS, and swap. The rest of RSS
	 * are pages of files, which the system drops and reads again as it likes.
	 */
	ownMb: number;
	/** What is in use of V8's heap after a full garbage collection, MB. */
	heapMb: number;
}

/** How a value changes with time, by least squares. */
export interface Slope {
	/** MB in ten minutes. */
	slope: number;
	/** The 95 % band of the slope. */
	band: [number, number];
	points: number;
}

/** Memory that grows by no more counts as flat, MB in ten minutes. */
export const flatMbPer10Minutes = 1;

/** A shorter run has a last half in which n8n is still warming up, so that its memory grows. */
export const minMinutesToTell = 30;

/** Two always lie on a line. */
const minPoints = 3;

/** Of a normal distribution, on both sides. */
const quantile95 = 1.96;

/**
 * The line through some values by least squares, and how far it can be trusted.
 *
 * @param values pairs of minute and MB
 * @returns a band without an end where there are too few of them to tell
 */
export function slopeOf(values: ReadonlyArray<readonly [number, number]>): Slope {
	if (values.length < minPoints) return { slope: 0, band: [-1e6, 1e6], points: values.length };
	const pairs = values.map(([minute, mb]) => [minute, mb]);
	const { m, b } = linearRegression(pairs);
	const middle = mean(values.map(([minute]) => minute));
	const spread = sumSimple(values.map(([minute]) => (minute - middle) ** 2));
	const residuals = sumSimple(values.map(([minute, mb]) => (mb - (m * minute + b)) ** 2));
	const error = Math.sqrt(residuals / (values.length - 2) / spread);
	return {
		slope: m * 10,
		band: [(m - quantile95 * error) * 10, (m + quantile95 * error) * 10],
		points: values.length,
	};
}

/**
 * Whether the band allows for memory that is flat: nothing in it proves that more is needed. Too few
 * values to tell are not flat.
 */
export function isFlat({ band: [low], points }: Pick<Slope, 'band' | 'points'>): boolean {
	return points >= minPoints && low <= flatMbPer10Minutes;
}

/**
 * The samples of the last half of a run, of the process that runs at its end: a restart makes a new
 * one, whose memory says nothing about the old one's.
 */
export function lastHalf(samples: readonly MemorySample[], minutes: number): MemorySample[] {
	const pid = samples.at(-1)?.pid;
	return samples.filter((sample) => sample.pid === pid && sample.minute >= minutes / 2);
}

/** At most so many of a list, evenly, the last one among them. */
export function thinned<T>(list: readonly T[], most: number): T[] {
	const step = Math.max(1, list.length / most);
	const count = Math.min(list.length, most);
	return Array.from({ length: count }, (_, index) => {
		const at = list.length - 1 - Math.floor((count - 1 - index) * step);
		return list[at];
	}).filter((value): value is T => value !== undefined);
}
