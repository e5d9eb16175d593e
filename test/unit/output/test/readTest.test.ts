import { isLike, type SetContent } from '../../../../nodes/TerraTeams/output/test/readTest';
import type { MetricsByKey } from '../../../../nodes/TerraTeams/output/metric';
import type { Json, JsonObject } from '../../../../nodes/TerraTeams/records/json';
import { asymmetry, contentOf, force, left, right, velocity } from './examples';

const numbersOf = (metrics: MetricsByKey) => [...metrics].map(([key, { value }]) => [key, value]);

describe('the variations of a set', () => {
	it.each<[Json, string | null]>([
		[[10], 'Barbell'],
		[[30, 10], 'Band, Barbell'],
		[[10, null, 30], 'Barbell, Band'],
		[[null, 10, ''], 'Barbell'],
		[[10, 37], 'Barbell, Unknown (37)'],
		[[null], null],
		[[], null],
		[null, null],
		[10, null],
	])('%j are %j', (variations, labels) => {
		expect(contentOf({ sets: [{ variations }] }).sets[0]?.variations).toBe(labels);
	});
});

describe('two sets', () => {
	const squat: SetContent = {
		record: {},
		exercise: 'Squat',
		variations: 'Barbell',
		weight: 60,
		side: 'Left',
		aspect: null,
		metrics: new Map(),
		combined: new Map(),
		reps: [],
	};

	it.each<[string, boolean, Partial<SetContent>]>([
		['the same in everything', true, {}],
		['of different sides', true, { side: 'Right' }],
		['of different aspects', true, { aspect: 'Landing' }],
		['of different exercises', false, { exercise: 'Lunge' }],
		['of different variations', false, { variations: 'Band' }],
		['of different loads', false, { weight: 61 }],
		['of which one has no exercise', false, { exercise: null }],
		['of which one has no variations', false, { variations: null }],
		['of which one has no load', false, { weight: null }],
		['alike in their loads alone', false, { exercise: 'Lunge', variations: 'Band' }],
		['alike in their variations alone', false, { exercise: 'Lunge', weight: 61 }],
		['alike in their exercises alone', false, { variations: 'Band', weight: 61 }],
	])('%s: alike is %s', (_, areAlike, changes) => {
		expect(isLike(squat, { ...squat, ...changes })).toBe(areAlike);
		expect(isLike({ ...squat, ...changes }, squat)).toBe(areAlike);
	});
});

describe('the repetitions', () => {
	const set = (value: number, fields: JsonObject = {}) => ({
		reps: [{ metrics: [force(value)] }],
		...fields,
	});
	const combinedOf = (...sets: JsonObject[]) => {
		const content = contentOf({ sets }, { repetitions: ['highest'] });
		return [content.combined, ...content.sets.map(({ combined }) => combined)].map(numbersOf);
	};

	it('of sets that are alike have one value', () => {
		expect(combinedOf(set(1), set(3))).toEqual([[['rep_highest_force_max', 3]], [], []]);
	});

	it.each<[string, JsonObject]>([
		['exercises', { exercise_name: 'Squat' }],
		['variations', { variations: [10] }],
		['loads', { weight: 60 }],
	])('of sets of different %s have a value for each set', (_, fields) => {
		expect(combinedOf(set(1), set(2), set(3, fields))).toEqual([
			[],
			[['rep_highest_force_max', 1]],
			[['rep_highest_force_max', 2]],
			[['rep_highest_force_max', 3]],
		]);
	});

	it('have no value where none is chosen', () => {
		const content = contentOf({ sets: [set(1), set(3, { weight: 60 })] });
		expect(numbersOf(content.combined)).toEqual([]);
		expect(content.sets.map(({ combined }) => numbersOf(combined))).toEqual([[], []]);
	});
});

it.each([
	['of a short name', {}],
	['of a name that is cut with a prefix', { aspect: 40, contraction_type: 610 }],
	['of a name that is cut without one', { metric_type: 15, aspect: 40, contraction_type: 610 }],
])('repetitions have the asymmetry of their combined sides, not several: %s', (_, codes) => {
	const reps = [
		[80, 100],
		[100, 80],
	].map(([ofLeft = null, ofRight = null]) => ({
		metrics: [
			{ ...force(ofLeft, left), ...codes },
			{ ...force(ofRight, right), ...codes },
		],
	}));
	const computations = { repetitions: ['highest'], computesAsymmetry: true } as const;
	const { combined } = contentOf({ sets: [{ reps }] }, computations);
	expect(numbersOf(combined).map(([, value]) => value)).toEqual([100, 100, 0]);
});

describe('the asymmetry of a test whose sets are of one side', () => {
	const metricsOf = (test: JsonObject) =>
		numbersOf(contentOf(test, { computesAsymmetry: true }).metrics);
	const ofSides = (ofLeft: number, ofRight: number) => [
		{ side: left, metrics: [force(ofLeft)] },
		{ side: right, metrics: [force(ofRight)] },
	];
	const computed = 'force_max_asymmetry_computed_percent';

	it('is that of its sets', () => {
		expect(metricsOf({ sets: ofSides(80, 100) })).toEqual([[computed, 20]]);
	});

	it('is its own where it has both sides itself', () => {
		const test_result_metrics = [force(80, left), force(100, right)];
		expect(metricsOf({ test_result_metrics, sets: ofSides(50, 100) })).toEqual([
			['force_max_left', 80],
			['force_max_right', 100],
			[computed, 20],
		]);
	});

	it('is not there where Terra sends one', () => {
		const test_result_metrics = [force(7, asymmetry)];
		expect(metricsOf({ test_result_metrics, sets: ofSides(50, 100) })).toEqual([
			['force_max_asymmetry_percent', 7],
		]);
	});

	it('is not there where Terra sends one in a set of its own', () => {
		const sets = [...ofSides(50, 100), { side: asymmetry, metrics: [force(7)] }];
		expect(metricsOf({ sets })).toEqual([]);
	});

	it('is that of its sets where it has another metric itself', () => {
		expect(metricsOf({ test_result_metrics: [velocity(2)], sets: ofSides(80, 100) })).toEqual([
			['velocity', 2],
			[computed, 20],
		]);
	});

	it('is not there where one set alone has a side', () => {
		const sets = [{ side: left, metrics: [force(80)] }, { metrics: [force(100, right)] }];
		expect(metricsOf({ sets })).toEqual([]);
	});

	it('does not count a metric of the other side', () => {
		const sets = [
			{ side: left, metrics: [force(80), velocity(1)] },
			{ side: left, metrics: [velocity(2, right)] },
		];
		expect(metricsOf({ sets })).toEqual([]);
	});
});
