/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { isDeepStrictEqual } from 'node:util';

import { mean, sampleStandardDeviation } from 'simple-statistics';

import { compareMeasurements, type Measurement } from '../../../nodes/TerraTeams/history/squad';
import type { Comparison } from '../../../nodes/TerraTeams/history/baseline';
import { randomHistory, randomOf, usPerDay } from '../../unit/history/histories';

const rules = { baselineUs: 42 * usPerDay, minCount: 3 };
const histories = 10_000;

const compareAll = (all: readonly Measurement[]) => compareMeasurements(all, new Set(all), rules);

/** The values of each athlete, in any order. */
function byAthlete(all: readonly Measurement[]): Map<string, Measurement[]> {
	const groups = new Map<string, Measurement[]>();
	for (const one of all) groups.set(one.athleteId, [...(groups.get(one.athleteId) ?? []), one]);
	return groups;
}

/** The comparison of a value straight from its definition, with a statistics library. */
function byDefinition(one: Measurement, athletes: ReadonlyMap<string, readonly Measurement[]>) {
	const before = ({ timestampUs: us }: Measurement) =>
		us < one.timestampUs && us >= one.timestampUs - rules.baselineUs;
	const valuesOf = (values: readonly Measurement[]) =>
		values.filter(before).map(({ value }) => value);
	const past = valuesOf(athletes.get(one.athleteId) ?? []);
	if (past.length < rules.minCount) {
		return { count: past.length, mean: null, sd: null, zScore: null, swc: null };
	}
	const means = [...athletes.values()]
		.map(valuesOf)
		.filter((values) => values.length >= rules.minCount)
		.map(mean);
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

it(`equals a statistics library over ${histories} random histories`, () => {
	const random = randomOf(1);
	let statistics = 0;
	let changes = 0;
	for (let n = 0; n < histories; n++) {
		const all = randomHistory(random);
		const athletes = byAthlete(all);
		for (const [one, ours] of compareAll(all)) {
			const other = byDefinition(one, athletes);
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

describe('comparisons', () => {
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
});
