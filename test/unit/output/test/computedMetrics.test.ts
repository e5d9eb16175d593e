import {
	combine,
	combineRepetitions,
	computeAsymmetries,
} from '../../../../nodes/TerraTeams/output/test/computedMetrics';
import type { Json, JsonObject } from '../../../../nodes/TerraTeams/records/json';
import { testMetricReader } from '../../../../nodes/TerraTeams/output/test/testMetrics';
import { asymmetry, both, force, left, right, velocity } from './examples';

const readMetrics = testMetricReader();

describe('several values', () => {
	it.each([
		[[5], 5, 5, 5],
		[[1, 6, 2], 3, 6, 1],
		[[-3, -1], -2, -1, -3],
		[[0, 0], 0, 0, 0],
	])('%j have a mean, a highest and a lowest', (values, mean, highest, lowest) => {
		expect(combine.mean(values)).toBe(mean);
		expect(combine.highest(values)).toBe(highest);
		expect(combine.lowest(values)).toBe(lowest);
	});
});

describe('the values of repetitions', () => {
	const reps = (...values: Json[]) => values.map((value) => readMetrics([force(value, left)]));

	it('have a name that says how they became one', () => {
		expect(combineRepetitions(reps(1, 3), ['highest'])).toEqual(
			new Map([
				[
					'rep_highest_force_max_left',
					{
						name: {
							key: 'rep_highest_force_max_left',
							distinctKey: 'rep_highest_force_max_left',
							base: 'rep_highest_force_max',
							label: 'Force',
							side: 'Left',
							aspect: null,
							statistic: 'Max',
							contraction: null,
							unit: null,
						},
						value: 3,
					},
				],
			]),
		);
	});

	it.each<[string, Json]>([
		['a text', '8'],
		['null', null],
		['a list', [8]],
		['an infinite number', Infinity],
		['a number that is none', NaN],
	])('do not count where one is %s', (_, value) => {
		const combined = combineRepetitions(reps(1, value, 3), ['mean', 'highest', 'lowest']);
		expect([...combined.values()].map((metric) => metric.value)).toEqual([2, 3, 1]);
		expect(combineRepetitions(reps(value), ['mean']).size).toBe(0);
	});

	it('are as many as were chosen', () => {
		expect(combineRepetitions(reps(1, 3), []).size).toBe(0);
		expect(combineRepetitions([], ['mean']).size).toBe(0);
	});
});

describe('the computed asymmetries', () => {
	/** By their keys, of metrics of one place. */
	const asymmetriesOf = (...metrics: JsonObject[]) =>
		[...computeAsymmetries(readMetrics(metrics))].map(([key, { value }]) => [key, value]);
	const ofForce = ['force_max_asymmetry_computed_percent', 20];

	it('have the name of the metric, and are percentages', () => {
		const metrics = readMetrics([force(80, left), force(100, right)]);
		expect(computeAsymmetries(metrics)).toEqual(
			new Map([
				[
					'force_max_asymmetry_computed_percent',
					{
						name: {
							key: 'force_max_asymmetry_computed_percent',
							distinctKey: 'force_max_asymmetry_computed_percent',
							base: 'force_max',
							label: 'Force',
							side: 'Asymmetry (Computed)',
							aspect: null,
							statistic: 'Max',
							contraction: null,
							unit: '%',
						},
						value: 20,
					},
				],
			]),
		);
	});

	it('are those of each metric by itself', () => {
		const forces = [force(80, left), force(100, right)];
		const velocities = [velocity(2, left), velocity(1, right)];
		expect(asymmetriesOf(...forces, ...velocities)).toEqual([
			ofForce,
			['velocity_asymmetry_computed_percent', -50],
		]);
		expect(asymmetriesOf(...forces, velocity(2, left))).toEqual([ofForce]);
		expect(asymmetriesOf(...forces, velocity(2, right))).toEqual([ofForce]);
		expect(asymmetriesOf(force(80, left), velocity(2, right))).toEqual([]);
	});

	it('are of left and right alone', () => {
		const others = [force(90), force(95, both), force(97, 3), force(99, 4)];
		for (const other of others) {
			expect(asymmetriesOf(force(80, left), other)).toEqual([]);
			expect(asymmetriesOf(force(80, right), other)).toEqual([]);
			expect(asymmetriesOf(force(80, left), force(100, right), other)).toEqual([ofForce]);
		}
	});

	it('are left out for the metrics alone of which Terra sends one', () => {
		const metrics = [
			force(80, left),
			force(100, right),
			velocity(1, left),
			velocity(2, right),
			velocity(7, asymmetry),
		];
		expect(asymmetriesOf(...metrics)).toEqual([ofForce]);
	});

	it.each<[string, Json, Json]>([
		['a text on the left', '1', 2],
		['a text on the right', 1, '2'],
		['nothing on the left', null, 2],
		['nothing on the right', 1, null],
		['a truth value on the left', true, 2],
	])('are of numbers alone, not of %s', (_, ofLeft, ofRight) => {
		expect(asymmetriesOf(force(ofLeft, left), force(ofRight, right))).toEqual([]);
	});

	it('are not of several values of one side', () => {
		const metrics = [force(80, left), force(100, right)];
		expect(asymmetriesOf(...metrics, force(90, right))).toEqual([]);
		expect(asymmetriesOf(...metrics, force(90, left))).toEqual([]);
	});

	it('are also of metrics of other places', () => {
		const none = readMetrics([]);
		const others = [force(80, left), force(100, right)].flatMap((metric) => [
			...readMetrics([metric]).values(),
		]);
		expect([...computeAsymmetries(none, others).keys()]).toEqual([
			'force_max_asymmetry_computed_percent',
		]);
		expect(computeAsymmetries(none).size).toBe(0);
	});
});
