import {
	compareValues,
	comparisonFields,
	type HistorySettings,
	type KnownTest,
} from '../../../nodes/TerraTeams/queries/testComparison';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import type { Athlete, Test } from '../../../nodes/TerraTeams/records/types';
import { force, known, ofForce, settings, unknownPast } from './comparedTests';
import { nowUs } from './ownedTests';

/** What the comparisons of one test say, in the order of its values. */
function comparisonsOf(tests: readonly KnownTest[], changes: Partial<HistorySettings> = {}) {
	const compared = compareValues(tests, new Set(['new']), { ...settings, ...changes });
	return compared.get('new')?.map(({ comparison }) => comparison);
}

/** How many earlier values a test of one metric is compared with; `null` where nobody knows. */
function countOf(...tests: KnownTest[]) {
	const [comparison] = comparisonsOf(tests) ?? [];
	return comparison?.baseline_count;
}

const past = [known('one', 0, 44), known('two', 1, 42), known('three', 2, 40)];

it('the fields of a comparison have an order', () => {
	expect(comparisonFields).toEqual(Object.keys(unknownPast));
});

describe('a value', () => {
	it('is compared with the earlier ones of its athlete, whatever comes first', () => {
		const one = known('new', 3, 48);
		const comparison = {
			previous_value: 40,
			previous_timestamp: '2026-06-03T00:00:00.000Z',
			change: 8,
			change_percent: 20,
			baseline_count: 3,
			baseline_mean: 42,
			baseline_sd: 2,
			baseline_min: 40,
			baseline_max: 44,
			z_score: 3,
			is_highest: true,
			is_lowest: false,
			swc: null,
			exceeds_swc: null,
		};
		const expected = new Map([['new', [{ ...ofForce, value: 48, comparison }]]]);
		const wanted = new Set(['new']);
		expect(compareValues([...past, one], wanted, settings)).toEqual(expected);
		expect(compareValues([one, ...past].reverse(), wanted, settings)).toEqual(expected);
	});

	it('may be lower than all before, and 0 is a value', () => {
		const zeros = [0, 1, 2].map((n) => known(`old ${n}`, n, 0));
		expect(comparisonsOf([...zeros, known('new', 3, -1)])).toMatchObject([
			{ previous_value: 0, change: -1, change_percent: null, is_highest: false, is_lowest: true },
		]);
	});

	it('has no statistics where there are fewer earlier tests than it takes', () => {
		const tests = [...past, known('new', 3, 48)];
		const few = { ...unknownPast, baseline_count: 3, previous_value: 40, change: 8 };
		const at = { change_percent: 20, previous_timestamp: '2026-06-03T00:00:00.000Z' };
		expect(comparisonsOf(tests, { minTests: 4 })).toEqual([{ ...few, ...at }]);
		expect(comparisonsOf(tests, { minTests: 3 })).toMatchObject([{ baseline_mean: 42 }]);
	});

	it('has a baseline of exactly as many days as the settings say', () => {
		const tests = [...past, known('new', 42, 48)];
		expect(comparisonsOf(tests)).toMatchObject([{ baseline_count: 3 }]);
		expect(comparisonsOf(tests, { baselineDays: 41 })).toMatchObject([{ baseline_count: 2 }]);
		const older = [known('one', 0, 44, { timestamp_us: nowUs - 1 }), ...past.slice(1)];
		expect(comparisonsOf([...older, known('new', 42, 48)])).toMatchObject([{ baseline_count: 2 }]);
	});

	it.each<[string, KnownTest]>([
		['whose athlete is not known', known('new', 3, 48, {}, null)],
		['whose athlete has no id', known('new', 3, 48, {}, { first_name: 'Ada' })],
		['without a time', known('new', 3, 48, { timestamp_us: null })],
	])('of a test %s has no past', (_, one) => {
		const wanted = new Set(['new']);
		const expected = new Map([['new', [{ ...ofForce, value: 48, comparison: unknownPast }]]]);
		const nobodys = [
			known('nobody', 0, 44, {}, null),
			known('no id', 0, 44, {}, {}),
			known('no time', 0, 44, { timestamp_us: null }),
		];
		expect(compareValues([...past, ...nobodys, one], wanted, settings)).toEqual(expected);
	});

	it.each<[string, KnownTest]>([
		['of another athlete', known('old', 0, 44, {}, { athlete_id: 'a-1' })],
		['of nobody', known('old', 0, 44, {}, null)],
		['without a time', known('old', 0, 44, { timestamp_us: null })],
	])('is not compared with that of a test %s', (_, old) => {
		expect(countOf(old, known('new', 3, 48))).toBe(0);
	});

	it('is not compared with that of the same moment, nor with a later one', () => {
		expect(countOf(known('same', 3, 44), known('later', 4, 44), known('new', 3, 48))).toBe(0);
	});
});

describe('an athlete', () => {
	it("is told by the provider's id where there is no other", () => {
		const athlete = { athlete_id: null, external_athlete_id: 'vald-0' };
		const other = { external_athlete_id: 'vald-1' };
		const old = [known('old', 0, 44, {}, athlete), known('other', 1, 44, {}, other)];
		expect(countOf(...old, known('new', 3, 48, {}, { ...athlete }))).toBe(1);
	});

	it("has no past that is known where only the past of Terra's ids was asked for", () => {
		const athlete = { external_athlete_id: 'vald-0' };
		const tests = [known('old', 0, 44, {}, athlete), known('new', 3, 48, {}, athlete)];
		expect(comparisonsOf(tests, { includesSquad: false })).toEqual([unknownPast]);
		const [old, one] = [known('old', 0, 44), known('new', 3, 48)];
		expect(comparisonsOf([old, one], { includesSquad: false })).toMatchObject([
			{ baseline_count: 1 },
		]);
	});

	it("is another one than one with the same provider's id and an id of its own", () => {
		const one: Athlete = { athlete_id: 'a-0', external_athlete_id: '7' };
		const other: Athlete = { athlete_id: 'a-1', external_athlete_id: '7' };
		const old = known('old', 0, 44, {}, one);
		expect(countOf(old, known('new', 3, 48, {}, other))).toBe(0);
		expect(countOf(old, known('new', 3, 48, {}, one))).toBe(1);
	});
});

describe('tests of the same kind', () => {
	const kind = { test_type: 2, exercise_type: 480, movement: 10, body_region: 3 };
	const custom = { test_type: 9999, exercise_type: 1250, movement: 9999 };

	it.each<[string, Test, Test, number]>([
		['are alike in all codes', kind, kind, 1],
		['have the same type', kind, { ...kind, test_type: 5 }, 0],
		['have the same exercise', kind, { ...kind, exercise_type: 490 }, 0],
		['have the same movement', kind, { ...kind, movement: 20 }, 0],
		['have the same body region', kind, { ...kind, body_region: 4 }, 0],
		['have none of a code', { body_region: null }, {}, 1],
		['do not lack a code', { body_region: null }, { body_region: 3 }, 0],
	])('%s', (_, one, other, count) => {
		expect(countOf(known('old', 0, 44, one), known('new', 3, 48, other))).toBe(count);
	});

	it.each<[string, Test, number]>([
		['a type', { test_type: 2 }, 1],
		['an exercise', { test_type: null, exercise_type: 480 }, 1],
		['a movement', { test_type: null, movement: 10 }, 1],
		['an exercise as a movement', { test_type: null, movement: 480 }, 1],
		['a code without a label', { test_type: 77 }, 1],
		['an exercise of a custom type', { ...custom, exercise_type: 480 }, 1],
		['a movement of a custom type', { ...custom, movement: 10 }, 1],
		['a body region alone', { test_type: null, body_region: 3 }, 0],
		['nothing', { test_type: null }, 0],
		['codes that say nothing', { test_type: -1, exercise_type: -1, movement: -1 }, 0],
		['a custom type', { test_type: 9999 }, 0],
		['custom codes alone', custom, 0],
	])('with %s and different names are %s', (_, kindOf, count) => {
		const old = known('old', 0, 44, { ...kindOf, display_name: 'Old name' });
		expect(countOf(old, known('new', 3, 48, { ...kindOf, display_name: 'New name' }))).toBe(count);
		expect(countOf(old, known('new', 3, 48, { ...kindOf, display_name: 'Old name' }))).toBe(1);
	});
});

describe('the values of a test', () => {
	const velocity = (value: number): JsonObject => ({ metric_type: 6, value });

	it('are each compared with those of the same metric', () => {
		const metrics = (...values: JsonObject[]) => ({ test_result_metrics: values });
		const tests = [
			known('old', 0, 0, metrics(force(40), velocity(2))),
			known('new', 1, 0, metrics(velocity(3), force(50), { metric_type: 7, value: 'x' })),
		];
		const compared = compareValues(tests, new Set(['new']), settings);
		expect(
			compared.get('new')?.map(({ key, value, comparison }) => [key, value, comparison.change]),
		).toEqual([
			['velocity', 3, 1],
			['force_max', 50, 10],
		]);
	});

	it.each([
		['mean', 20, 10],
		['highest', 30, 10],
		['lowest', 10, 10],
	] as const)('are the %s of the repetitions', (repetition, value, change) => {
		const ofReps = (...values: number[]): Test => ({
			test_result_metrics: null,
			sets: [{ reps: values.map((one) => ({ metrics: [force(one)] })) }],
		});
		const tests = [known('old', 0, 0, ofReps(0, 10, 20)), known('new', 1, 0, ofReps(10, 20, 30))];
		const compared = compareValues(tests, new Set(['new']), { ...settings, repetition });
		const expected = { key: 'force_max', value, comparison: { change } };
		expect(compared.get('new')).toMatchObject([expected]);
	});

	it('have an asymmetry only where the settings say so', () => {
		const sides = { test_result_metrics: [force(80, 1), force(100, 2)] };
		const keysOf = (computesAsymmetry: boolean) =>
			compareValues([known('new', 0, 0, sides)], new Set(['new']), {
				...settings,
				computesAsymmetry,
			})
				.get('new')
				?.map(({ key, value }) => [key, value]);
		const own = [
			['force_max_left', 80],
			['force_max_right', 100],
		];
		expect(keysOf(false)).toEqual(own);
		expect(keysOf(true)).toEqual([...own, ['force_max_asymmetry_computed_percent', 20]]);
	});
});

describe('the tests that are wanted', () => {
	it('are each compared with what was before, also with one another', () => {
		const tests = [known('b', 2, 50), known('a', 1, 45), known('c', 3, 55), known('old', 0, 40)];
		const compared = compareValues(tests, new Set(['c', 'b', 'a', 'no such']), settings);
		const changes = [...compared].map(([key, values]) => [
			key,
			values.map(({ comparison }) => comparison.change),
		]);
		expect(changes).toEqual([
			['b', [5]],
			['a', [5]],
			['c', [5]],
		]);
	});

	it('are not there without a value', () => {
		const empty = known('new', 3, 0, { test_result_metrics: null });
		expect(compareValues([...past, empty], new Set(['new']), settings)).toEqual(new Map());
		expect(compareValues(past, new Set(), settings)).toEqual(new Map());
		expect(compareValues([], new Set(['new']), settings)).toEqual(new Map());
	});
});

it('the smallest worthwhile change takes the whole squad', () => {
	// Means of 20, 20, 30, 40 and 40 have a standard deviation of 10.
	const squad = [20, 20, 30, 40, 40].flatMap((value, n) =>
		[0, 1, 2].map((day) => known(`${n} ${day}`, day, value, {}, { athlete_id: `a-${n}` })),
	);
	const tests = [...squad, known('new', 3, 33, {}, { athlete_id: 'a-2' })];
	const common = { change: 3, baseline_count: 3, baseline_mean: 30 };
	expect(comparisonsOf(tests)).toMatchObject([{ ...common, swc: 2, exceeds_swc: true }]);
	const [alone] = comparisonsOf(tests, { includesSquad: false }) ?? [];
	expect(alone).toMatchObject({ ...common, swc: null, exceeds_swc: null });
	expect(Object.keys(alone ?? {})).toEqual(comparisonFields);
});
