import { extended } from '../columnName';
import type { Metric, MetricsByKey } from '../metric';

/** How the values of repetitions become one value. */
export type RepetitionValue = 'mean' | 'highest' | 'lowest';

const combine: Record<RepetitionValue, (values: readonly number[]) => number> = {
	mean: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
	highest: (values) => values.reduce((one, other) => Math.max(one, other)),
	lowest: (values) => values.reduce((one, other) => Math.min(one, other)),
};

/**
 * One value of the repetitions for each metric that they have: `rep_mean_force_max_left`. What is no
 * number does not count.
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
				name: { ...name, key: ownKey, distinctKey: ownKey, base: extended(prefix, name.base, key) },
				value: combine[choice](values),
			});
		}
	}
	return combined;
}

/**
 * The difference between left and right where both are there and Terra sends none:
 * (right - left) / the larger of the two * 100, to two decimals. Positive where the right is larger.
 * Its key ends in `asymmetry_computed_percent`, which none of Terra's own does.
 */
export function computeAsymmetries(metrics: Iterable<Metric>): MetricsByKey {
	const sides = new Map<string, { left?: Metric; right?: Metric; isDone?: true }>();
	for (const metric of metrics) {
		const { base, side } = metric.name;
		const found = sides.get(base) ?? {};
		sides.set(base, found);
		if (side === 'Asymmetry') found.isDone = true;
		// Of several values nobody knows which belong together.
		else if (side === 'Left') {
			if (found.left) found.isDone = true;
			found.left = metric;
		} else if (side === 'Right') {
			if (found.right) found.isDone = true;
			found.right = metric;
		}
	}
	const computed = new Map<string, Metric>();
	for (const [base, { left, right, isDone }] of sides) {
		if (isDone || !left || !right) continue;
		const value = asymmetryOf(left.value, right.value);
		if (value === null) continue;
		const key = extended(base, 'asymmetry_computed_percent', base);
		const name = { ...left.name, key, distinctKey: key, side: 'Asymmetry (Computed)', unit: '%' };
		computed.set(key, { name, value });
	}
	return computed;
}

function asymmetryOf(left: unknown, right: unknown): number | null {
	if (typeof left !== 'number' || typeof right !== 'number') return null;
	const larger = Math.max(Math.abs(left), Math.abs(right));
	const percent = ((right - left) / larger) * 100;
	return Number.isFinite(percent) ? Math.round(percent * 100) / 100 : null;
}

function valuesByKey(reps: readonly MetricsByKey[]) {
	const found = new Map<string, { name: Metric['name']; values: number[] }>();
	for (const rep of reps) {
		for (const [key, { name, value }] of rep) {
			if (typeof value !== 'number' || !Number.isFinite(value)) continue;
			const known = found.get(key);
			if (known) known.values.push(value);
			else found.set(key, { name, values: [value] });
		}
	}
	return found;
}
