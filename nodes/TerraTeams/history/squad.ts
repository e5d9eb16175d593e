import { compareWithPast, type Comparison, type DatedValue } from './baseline';
import { meanOf, sampleSdOf } from './statistics';

/** A value that an athlete of a squad reached. */
export interface Measurement extends DatedValue {
	athleteId: string;
}

/** A value beside the athlete's own past, and beside what is a change worth noticing in the squad. */
export interface SquadComparison extends Comparison {
	/** The smallest worthwhile change. */
	swc: number | null;
	/** Whether the change since the previous value is larger than it, upward or downward. */
	exceedsSwc: boolean | null;
}

/** How to compare. */
export interface ComparisonRules {
	/** How far back the baseline of a value goes, in microseconds. */
	baselineUs: number;
	/** The smallest baseline that says something. */
	minCount: number;
}

/** Fewer athletes say little about how athletes differ. */
const minAthletes = 5;

/**
 * The smallest worthwhile change: 0.2 times the standard deviation between the athletes' means
 * (Hopkins, 2004, "How to interpret changes in an athletic performance test", Sportscience 8).
 *
 * @returns `null` of fewer than five athletes, or where all means are equal
 */
export function smallestWorthwhileChange(means: readonly number[]): number | null {
	if (means.length < minAthletes) return null;
	const sd = sampleSdOf(means);
	return sd === null || sd === 0 ? null : 0.2 * sd;
}

/**
 * Compares values with what lies before each of them in time: the athlete's own baseline, and the
 * baselines of the squad over the same days. What comes later, or at the same moment, does not count,
 * so the order in which values arrive does not matter.
 *
 * @param measurements one metric of a squad, in any order
 * @param wanted those of them to compare
 */
export function compareMeasurements<Of extends Measurement>(
	measurements: readonly Of[],
	wanted: ReadonlySet<Of>,
	{ baselineUs, minCount }: ComparisonRules,
): Map<Of, SquadComparison> {
	const compared = new Map<Of, SquadComparison>();
	const baselines = new Map<string, Baseline>();
	const sorted = [...measurements].sort(
		(one, other) => one.timestampUs - other.timestampUs || one.value - other.value,
	);
	let added = 0;
	for (const one of sorted) {
		if (!wanted.has(one)) continue;
		const { athleteId, timestampUs, value } = one;
		for (; added < sorted.length; added++) {
			const earlier = sorted[added];
			if (!earlier || earlier.timestampUs >= timestampUs) break;
			const baseline = baselines.get(earlier.athleteId) ?? new Baseline();
			baselines.set(earlier.athleteId, baseline);
			baseline.add(earlier);
		}
		const means: number[] = [];
		for (const baseline of baselines.values()) {
			baseline.forgetBefore(timestampUs - baselineUs);
			const mean = baseline.size >= minCount ? baseline.mean() : null;
			if (mean !== null) means.push(mean);
		}
		const past = baselines.get(athleteId)?.values() ?? [];
		const comparison = compareWithPast(value, past, minCount);
		const swc = comparison.mean === null ? null : smallestWorthwhileChange(means);
		const { change } = comparison;
		const exceedsSwc = swc === null || change === null ? null : Math.abs(change) > swc;
		compared.set(one, { ...comparison, swc, exceedsSwc });
	}
	return compared;
}

/** The values of an athlete over the days before a moment that moves on. */
class Baseline {
	private readonly all: DatedValue[] = [];
	private first = 0;
	private lastMean: number | null | undefined;

	get size(): number {
		return this.all.length - this.first;
	}

	/** Adds a value that is not older than those before. */
	add({ timestampUs, value }: DatedValue): void {
		this.all.push({ timestampUs, value });
		this.lastMean = undefined;
	}

	forgetBefore(us: number): void {
		while ((this.all[this.first]?.timestampUs ?? Infinity) < us) {
			this.first++;
			this.lastMean = undefined;
		}
	}

	values(): DatedValue[] {
		return this.all.slice(this.first);
	}

	mean(): number | null {
		if (this.lastMean === undefined)
			this.lastMean = meanOf(this.values().map(({ value }) => value));
		return this.lastMean;
	}
}
