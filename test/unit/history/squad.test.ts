import {
	compareMeasurements,
	smallestWorthwhileChange,
	type Measurement,
} from '../../../nodes/TerraTeams/history/squad';
import { randomHistory, randomOf, usPerDay } from './histories';

const rules = { baselineUs: 42 * usPerDay, minCount: 3 };

const compareAll = (all: readonly Measurement[]) => compareMeasurements(all, new Set(all), rules);

describe('the smallest worthwhile change', () => {
	it('is 0.2 of the standard deviation between five athletes or more', () => {
		// Means 30 to 38: squares 16 + 4 + 0 + 4 + 16 = 40, over 4 = 10.
		expect(smallestWorthwhileChange([30, 32, 34, 36, 38])).toBeCloseTo(0.2 * Math.sqrt(10), 12);
		expect(smallestWorthwhileChange([30, 32, 34, 36])).toBeNull();
		expect(smallestWorthwhileChange([30, 30, 30, 30, 30])).toBeNull();
	});
});

describe('comparisons', () => {
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

	/** Five athletes with means of 20, 20, 30, 40 and 40: a standard deviation of exactly 10. */
	const squad = [20, 20, 30, 40, 40].flatMap((value, athlete) =>
		[0, 1, 2].map((day) => ({ athleteId: `${athlete}`, timestampUs: day, value })),
	);
	const beside = (one: Measurement, ...others: Measurement[]) =>
		compareMeasurements([...squad, ...others, one], new Set([one]), rules).get(one);

	it('a change of exactly the smallest worthwhile one does not exceed it', () => {
		const of = (value: number) => beside({ athleteId: '2', timestampUs: 3, value });
		expect(of(32)).toMatchObject({ swc: 2, change: 2, exceedsSwc: false });
		expect(of(33)).toMatchObject({ swc: 2, exceedsSwc: true });
	});

	it('who has no baseline does not count for the squad, and has no smallest worthwhile change', () => {
		const newcomer = { athleteId: 'new', timestampUs: 1, value: 500 };
		const one = { athleteId: '2', timestampUs: 3, value: 31 };
		expect(beside(one, newcomer)).toMatchObject({ swc: 2 });
		expect(beside({ ...newcomer, timestampUs: 3 })).toMatchObject({
			previous: null,
			count: 0,
			mean: null,
			swc: null,
			exceedsSwc: null,
		});
	});

	it('values may come in any order, also several of one moment', () => {
		const at = (day: number, value: number) => ({ athleteId: 'one', timestampUs: day, value });
		const [one, first, second, third] = [at(9, 50), at(1, 41), at(1, 44), at(0, 40)];
		for (const past of [
			[first, second, third],
			[third, second, first],
			[second, third, first],
		]) {
			const all = [one, ...past];
			const comparison = compareMeasurements(all, new Set([one]), rules).get(one);
			expect(comparison).toMatchObject({ previous: second, change: 6, count: 3 });
		}
	});

	it('several values are forgotten at once, and the last one stays the previous one', () => {
		const at = (day: number, value: number) => ({
			athleteId: 'one',
			timestampUs: day * usPerDay,
			value,
		});
		const past = [at(0, 1), at(1, 2), at(2, 3), at(30, 4)];
		const one = at(50, 5);
		const comparison = compareMeasurements([...past, one], new Set([one]), rules).get(one);
		expect(comparison).toMatchObject({ previous: past[3], count: 1 });
	});
});
