import { extended } from '../columnName';
import type { Metric, MetricsByKey } from '../metric';

/** How the values of repetitions become one value. */
export type RepetitionValue = 'mean' | 'highest' | 'lowest';

/** How several values become one; there must be one at least. */
export const combine: Record<RepetitionValue, (values: readonly number[]) => number> = {
	mean: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
	highest: (values) => values.reduce((one, other) => Math.max(one, other)),
	lowest: (values) => values.reduce((one, other) => Math.min(one, other)),
};

/** The side of an asymmetry that Terra sent. */
const sentSide = 'Asymmetry';

/** The side of one that it did not. */
const computedSide = 'Asymmetry (Computed)';

/**
 * One value of the repetitions for each metric that they have: `rep_mean_force_max_left`. What is no
 * number does not count, nor do computed asymmetries: that of the combined sides is computed anew.
 */
export function combineRepetitions(
	reps: readonly MetricsByKey[],
	choices: readonly RepetitionValue[],
): MetricsByKey {
	const combined = new Map<string, Metric>();
	for (const [key, { name, values }] of valuesByKey(reps)) {
		for (const choice of choices) {
			const prefix = `rep_${choice}`;
			const ownKey = extended(prefix, key, key);
			combined.set(ownKey, {
				name: {
					...name,
					key: ownKey,
					distinctKey: ownKey,
					base: extended(prefix, name.base, name.base),
				},
				value: combine[choice](values),
			});
		}
	}
	return combined;
}

/**
 * The difference between left and right where both are there and Terra sends none:
 * (right - left) / the larger of the two * 100, to two decimals. Positive where the right is larger.
 * Its key ends in `asymmetry_computed_percent`, which none of Terra's own does, unless it is too long.
 *
 * @param others metrics of other places to look for the two sides in
 */
export function computeAsymmetries(
	metrics: MetricsByKey,
	others: readonly Metric[] = [],
): MetricsByKey {
	const lefts: Metric[] = [];
	const rights: Metric[] = [];
	const known = new Set<string>();
	const sort = (metric: Metric) => {
		const { side, base } = metric.name;
		if (side === 'Left') lefts.push(metric);
		else if (side === 'Right') rights.push(metric);
		else if (side === sentSide) known.add(base);
	};
	metrics.forEach(sort);
	others.forEach(sort);
	const computed = new Map<string, Metric>();
	for (const { name, value } of lefts) {
		const { base } = name;
		if (known.has(base)) continue;
		const [right, ...moreRights] = rights.filter((metric) => metric.name.base === base);
		const isOnly = lefts.filter((metric) => metric.name.base === base).length === 1;
		// Of several values nobody knows which belong together.
		if (!right || moreRights.length > 0 || !isOnly) continue;
		const percent = asymmetryOf(value, right.value);
		if (percent === null) continue;
		const key = extended(base, 'asymmetry_computed_percent', base);
		computed.set(key, {
			name: { ...name, key, distinctKey: key, side: computedSide, unit: '%' },
			value: percent,
		});
	}
	return computed;
}

/** The asymmetries that Terra sent. */
export function asymmetriesIn(metrics: MetricsByKey): Metric[] {
	return [...metrics.values()].filter(({ name }) => name.side === sentSide);
}

function asymmetryOf(left: unknown, right: unknown): number | null {
	if (typeof left !== 'number' || typeof right !== 'number') return null;
	const larger = Math.max(Math.abs(left), Math.abs(right));
	const percent = ((right - left) / larger) * 100;
	return Number.isFinite(percent) ? Math.round(percent * 100) / 100 : null;
}

/** The numbers of each metric in some places, by its key; no computed asymmetries. */
export function valuesByKey(places: readonly MetricsByKey[]) {
	const found = new Map<string, { name: Metric['name']; values: number[] }>();
	for (const place of places) {
		for (const [key, { name, value }] of place) {
			if (typeof value !== 'number' || !Number.isFinite(value)) continue;
			if (name.side === computedSide) continue;
			const known = found.get(key);
			if (known) known.values.push(value);
			else found.set(key, { name, values: [value] });
		}
	}
	return found;
}
