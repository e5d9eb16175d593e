/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { isDeepStrictEqual } from 'node:util';

import { mean, sampleStandardDeviation } from 'simple-statistics';

import {
	compareMeasurements,
	smallestWorthwhileChange,
	type Measurement,
} from '../../../nodes/TerraTeams/history/squad';
import type { Comparison } from '../../../nodes/TerraTeams/history/baseline';
import { randomHistory, randomOf, usPerDay } from './histories';

const rules = { baselineUs: 42 * usPerDay, minCount: 3 };
const histories = 10_000;

const compareAll = (all: readonly Measurement[]) => compareMeasurements(all, new Set(all), rules);

/** The comparison of a value straight from its definition, with a statistics library. */
function byDefinition(one: Measurement, all: readonly Measurement[]) {
	const before = all.filter(
		({ timestampUs: us }) => us < one.timestampUs && us >= one.timestampUs - rules.baselineUs,
	);
	const valuesOf = (athleteId: string) =>
		before.filter((other) => other.athleteId === athleteId).map(({ value }) => value);
	const past = valuesOf(one.athleteId);
	const means = [...new Set(before.map(({ athleteId }) => athleteId))]
		.map(valuesOf)
		.filter((values) => values.length >= rules.minCount)
		.map(mean);
	if (past.length < rules.minCount) {
		return { count: past.length, mean: null, sd: null, zScore: null, swc: null };
	}
	const sd = sampleStandardDeviation(past);
	return {
		count: past.length,
		mean: mean(past),
		sd,
		zScore: (one.value - mean(past)) / sd,
		swc: means.length < 5 ? null : 0.2 * sampleStandardDeviation(means),
	};
}

/** Whether two numbers are equal to 1e-9 of their size. */
function isEqual(ours: number | null, other: number | null): boolean {
	if (ours === null || other === null) return ours === other;
	return Math.abs(ours - other) <= 1e-9 * Math.max(1, Math.abs(other));
}

describe('the smallest worthwhile change', () => {
	it('is 0.2 of the standard deviation between five athletes or more', () => {
		// Means 30 to 38: squares 16 + 4 + 0 + 4 + 16 = 40, over 4 = 10.
		expect(smallestWorthwhileChange([30, 32, 34, 36, 38])).toBeCloseTo(0.2 * Math.sqrt(10), 12);
		expect(smallestWorthwhileChange([30, 32, 34, 36])).toBeNull();
		expect(smallestWorthwhileChange([30, 30, 30, 30, 30])).toBeNull();
	});
});

it(`equals a statistics library over ${histories} random histories`, () => {
	const random = randomOf(1);
	let statistics = 0;
	let changes = 0;
	for (let n = 0; n < histories; n++) {
		const all = randomHistory(random);
		for (const [one, ours] of compareAll(all)) {
			const other = byDefinition(one, all);
			const names = ['count', 'mean', 'sd', 'zScore', 'swc'] as const;
			const wrong = names.filter((name) => !isEqual(ours[name], other[name]));
			if (wrong.length > 0) expect(ours).toMatchObject(other);
			if (ours.zScore !== null) statistics++;
			if (ours.swc !== null) changes++;
		}
	}
	expect(statistics).toBeGreaterThan(histories);
	expect(changes).toBeGreaterThan(histories / 10);
});

describe('laws of comparisons', () => {
	const seeds = Array.from({ length: 100 }, (_, n) => n + 100);

	it('the value itself, what comes later and what comes at the same moment do not count', () => {
		for (const seed of seeds) {
			const all = randomHistory(randomOf(seed));
			for (const [one, comparison] of compareAll(all)) {
				const earlier = all.filter(({ timestampUs }) => timestampUs < one.timestampUs);
				const alone = compareMeasurements([...earlier, one], new Set([one]), rules);
				if (!isDeepStrictEqual(alone.get(one), comparison)) {
					expect(alone.get(one)).toEqual(comparison);
				}
			}
		}
	});

	it('the order of arrival does not change the result', () => {
		for (const seed of seeds) {
			const random = randomOf(seed);
			const all = randomHistory(random);
			const before = compareAll(all);
			const places = new Map(all.map((one) => [one, random()]));
			const mixed = [...all].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
			const after = compareAll(mixed);
			expect(all.map((one) => after.get(one))).toEqual(all.map((one) => before.get(one)));
		}
	});

	it('in another unit everything is in that unit, and ratios stay', () => {
		// A power of two changes no digit.
		const factor = 1 / 1024;
		const scaled = (value: number | null) => value && value * factor;
		for (const seed of seeds) {
			const all = randomHistory(randomOf(seed));
			const inOtherUnit = all.map((one) => ({ ...one, value: one.value * factor }));
			const ours = [...compareAll(all).values()];
			const others = [...compareAll(inOtherUnit).values()];
			const expected = ours.map(
				(one): Comparison => ({
					...one,
					previous: one.previous && {
						...one.previous,
						value: one.previous.value * factor,
					},
					change: scaled(one.change),
					mean: scaled(one.mean),
					sd: scaled(one.sd),
					min: scaled(one.min),
					max: scaled(one.max),
					swc: scaled(one.swc),
				}),
			);
			expect(others).toEqual(expected);
		}
	});

	it('a baseline begins exactly as many days before the value as it says', () => {
		const at = (day: number, value: number) => ({
			athleteId: 'one',
			timestampUs: day * usPerDay,
			value,
		});
		const [old, first, second, third, newest] = [
			{ ...at(0, 9), timestampUs: -1 },
			at(0, 1),
			at(1, 2),
			at(2, 3),
			at(42, 4),
		] as const;
		const all = [old, first, second, third, newest];
		expect(compareAll(all).get(newest)).toMatchObject({ count: 3, max: 3, isHighest: true });
	});

	it('what was last time is forgotten with the baseline', () => {
		const before = { athleteId: 'one', timestampUs: 0, value: 40 };
		const at = (day: number) => ({ athleteId: 'one', timestampUs: day * usPerDay, value: 44 });
		const [still, gone] = [at(42), at(43)];
		const alone = (one: Measurement) =>
			compareMeasurements([before, one], new Set([one]), rules).get(one);
		expect(alone(still)).toMatchObject({ previous: before, change: 4, count: 1 });
		expect(alone(gone)).toMatchObject({ previous: null, change: null, count: 0 });
	});

	it('only what is wanted is compared', () => {
		const all = randomHistory(randomOf(7));
		const wanted = new Set(all.slice(0, 3));
		expect(new Set(compareMeasurements(all, wanted, rules).keys())).toEqual(wanted);
	});

	it('without a squad, or without a change, nothing exceeds anything', () => {
		const day = (n: number, value: number) => ({ athleteId: 'one', timestampUs: n, value });
		const all = [day(0, 30), day(1, 31), day(2, 32), day(3, 90)];
		const alone = compareMeasurements(all, new Set(all), rules);
		expect(all.map((one) => alone.get(one)?.exceedsSwc)).toEqual([null, null, null, null]);
		expect(all.map((one) => alone.get(one)?.swc)).toEqual([null, null, null, null]);
	});

	it('a change exceeds the smallest worthwhile one upward and downward', () => {
		const squad = [30, 32, 34, 36, 38].flatMap((value, athlete) =>
			[0, 1, 2].map((day) => ({ athleteId: `${athlete}`, timestampUs: day, value })),
		);
		const change = (value: number) => {
			const one = { athleteId: '2', timestampUs: 3, value };
			return compareMeasurements([...squad, one], new Set([one]), rules).get(one)?.exceedsSwc;
		};
		// 0.2 x sqrt(10) = 0.632.
		expect([33.3, 33.4, 34, 34.6, 34.7].map(change)).toEqual([true, false, false, false, true]);
	});
});
