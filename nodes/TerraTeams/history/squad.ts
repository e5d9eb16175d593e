import { compareWithPast, type Comparison, type DatedValue, type Past } from './baseline';
import { meanOf, sampleSdOf } from './statistics';

/** A value that an athlete of a squad reached. */
export interface Measurement extends DatedValue {
	athleteId: string;
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
	return sd ? 0.2 * sd : null;
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
): Map<Of, Comparison> {
	const compared = new Map<Of, Comparison>();
	const sorted = [...measurements].sort(
		(one, other) => one.timestampUs - other.timestampUs || one.value - other.value,
	);
	const squad = new Squad(minCount);
	let added = 0;
	let forgotten = 0;
	for (const one of sorted) {
		if (!wanted.has(one)) continue;
		const { athleteId, timestampUs, value } = one;
		for (let next = sorted[added]; next && next.timestampUs < timestampUs; next = sorted[++added]) {
			squad.add(next);
		}
		const startUs = timestampUs - baselineUs;
		for (let old = sorted[forgotten]; old && old.timestampUs < startUs; old = sorted[++forgotten]) {
			squad.forgetOldestOf(old.athleteId);
		}
		const comparison = compareWithPast(value, squad.pastOf(athleteId), minCount);
		const { change, mean } = comparison;
		const swc = mean === null ? null : smallestWorthwhileChange(squad.means());
		comparison.swc = swc;
		comparison.exceedsSwc = swc === null || change === null ? null : Math.abs(change) > swc;
		compared.set(one, comparison);
	}
	return compared;
}

/** What the athletes of a squad did over the days before a moment that moves on. */
class Squad {
	private readonly baselines = new Map<string, Baseline>();
	/** The same in an array, which is faster to go through for each value. */
	private readonly all: Baseline[] = [];
	private readonly knownMeans: number[] = [];

	constructor(private readonly minCount: number) {}

	/** Adds a value that is not older than those before. */
	add(one: Measurement): void {
		let baseline = this.baselines.get(one.athleteId);
		if (!baseline) {
			baseline = { values: [], previous: null, mean: null };
			this.baselines.set(one.athleteId, baseline);
			this.all.push(baseline);
		}
		baseline.values.push(one.value);
		baseline.previous = one;
		this.update(baseline);
	}

	forgetOldestOf(athleteId: string): void {
		const baseline = this.baselines.get(athleteId);
		if (!baseline) return;
		baseline.values.shift();
		if (baseline.values.length === 0) baseline.previous = null;
		this.update(baseline);
	}

	/** Only until the next change. */
	pastOf(athleteId: string): Past {
		return this.baselines.get(athleteId) ?? { previous: null, values: [] };
	}

	/** Of the athletes that have a baseline; only until the next call. */
	means(): readonly number[] {
		let count = 0;
		for (const { mean } of this.all) if (mean !== null) this.knownMeans[count++] = mean;
		this.knownMeans.length = count;
		return this.knownMeans;
	}

	private update(baseline: Baseline): void {
		const { values } = baseline;
		baseline.mean = values.length < this.minCount ? null : meanOf(values);
	}
}

interface Baseline extends Past {
	values: number[];
	/** `null` where there are too few values. */
	mean: number | null;
}
