import type { RepetitionValue } from '../../../../nodes/TerraTeams/output/test/computedMetrics';
import { testValues } from '../../../../nodes/TerraTeams/output/test/testValues';
import type { Json, JsonObject } from '../../../../nodes/TerraTeams/records/json';
import { asymmetry, contentOf, force, forceName, left, right, velocity } from './examples';

function valuesOf(
	test: JsonObject,
	repetition: RepetitionValue = 'mean',
	computesAsymmetry = false,
) {
	return testValues(contentOf(test), repetition, computesAsymmetry);
}

/** The values by their keys, in order. */
function numbersOf(...of: Parameters<typeof valuesOf>) {
	return valuesOf(...of).map(({ key, value }) => [key, value]);
}

/** A set of one force for each repetition. */
const setOfReps = (...values: Json[]) => ({
	reps: values.map((value) => ({ metrics: [force(value)] })),
});

/** A set of one force for the whole set. */
const setOf = (value: Json, fields: JsonObject = {}) => ({ metrics: [force(value)], ...fields });

describe('a value of a test', () => {
	it('of its own metric belongs to no set', () => {
		expect(valuesOf({ test_result_metrics: [force(40)] })).toEqual([
			{
				key: 'force_max',
				metricKey: 'force_max',
				name: forceName,
				value: 40,
				sets: null,
				series: '[null,"force_max",1]',
			},
		]);
	});

	it('of a set says what the set is of', () => {
		const squat = { exercise_name: 'Squat', variations: [10], weight: 60 };
		expect(valuesOf({ sets: [setOf(40, squat)] })).toEqual([
			{
				key: 'force_max',
				metricKey: 'force_max',
				name: forceName,
				value: 40,
				sets: { number: 1, exercise: 'Squat', variations: 'Barbell', weight: 60 },
				series: '["[\\"Squat\\",\\"Barbell\\",60]","force_max",1]',
			},
		]);
	});

	it('is its own one, or else that of its sets, or else that of their repetitions', () => {
		const power = { metric_type: 7, value: 700 };
		const rep = { metrics: [force(60), velocity(3), power] };
		const set = { metrics: [force(50), velocity(2)], reps: [rep] };
		expect(numbersOf({ test_result_metrics: [force(40)], sets: [set] })).toEqual([
			['force_max', 40],
			['velocity', 2],
			['power', 700],
		]);
	});

	it('is there once for a metric that is not measured everywhere', () => {
		const sets = [{ metrics: [force(50)] }, { metrics: [velocity(2)] }];
		expect(numbersOf({ sets })).toEqual([
			['force_max', 50],
			['velocity', 2],
		]);
	});

	it('may be 0', () => {
		expect(numbersOf({ test_result_metrics: [force(0)] })).toEqual([['force_max', 0]]);
	});

	it.each<[string, Json]>([
		['a text', '40'],
		['null', null],
		['a list', [40]],
		['an infinite number', Infinity],
		['a number that is none', NaN],
	])('is never %s', (_, value) => {
		expect(valuesOf({ test_result_metrics: [force(value)] })).toEqual([]);
		expect(numbersOf({ sets: [setOfReps(value, 4)] })).toEqual([['force_max', 4]]);
	});

	it('is not there where the test has no metrics', () => {
		expect(valuesOf({ test_id: 't' })).toEqual([]);
		expect(valuesOf({ sets: [{ weight: 60 }, { weight: 80 }] })).toEqual([]);
	});
});

describe.each<[RepetitionValue, number, number]>([
	['mean', 3, 3.5],
	['highest', 6, 6],
	['lowest', 1, 1],
])('the %s', (repetition, ofSets, ofReps) => {
	it('is the value of several sets of one exercise and load', () => {
		expect(numbersOf({ sets: [setOf(1), setOf(6), setOf(2)] }, repetition)).toEqual([
			['force_max', ofSets],
		]);
	});

	it('is the value of all their repetitions', () => {
		expect(numbersOf({ sets: [setOfReps(3, 1, 6), setOfReps(4)] }, repetition)).toEqual([
			['force_max', ofReps],
		]);
	});
});

it('has the same mean in whatever order the repetitions come', () => {
	const meanOf = (...values: number[]) => valuesOf({ sets: [setOfReps(...values)] })[0]?.value;
	const mean = meanOf(0.1, 0.2, 0.3);
	expect(mean).toBeCloseTo(0.2, 10);
	expect(meanOf(0.3, 0.2, 0.1)).toBe(mean);
	expect(meanOf(0.2, 0.3, 0.1)).toBe(mean);
});

describe('sets of different loads', () => {
	it('have their own values, by the number of the first set of each', () => {
		const sets = [
			setOf(1, { weight: 60 }),
			setOf(9, { weight: 80 }),
			setOf(5, { weight: 60 }),
			setOf(7, { weight: 100 }),
		];
		const at = (weight: number, number: number | null) => ({
			metricKey: 'force_max',
			name: forceName,
			sets: { number, exercise: null, variations: null, weight },
			series: `["[null,null,${weight}]","force_max",1]`,
		});
		expect(valuesOf({ sets })).toEqual([
			{ ...at(60, null), key: 'set_1_force_max', value: 3 },
			{ ...at(80, 2), key: 'set_2_force_max', value: 9 },
			{ ...at(100, 4), key: 'set_4_force_max', value: 7 },
		]);
	});

	it('have no value of their own where the whole test has one', () => {
		const sets = [setOf(1, { weight: 60 }), setOf(2, { weight: 80 })];
		expect(numbersOf({ test_result_metrics: [force(40)], sets })).toEqual([['force_max', 40]]);
	});
});

it('says of no set that several are of one load', () => {
	const sets = [setOf(1, { weight: 60 }), setOf(2, { weight: 60 })];
	expect(valuesOf({ sets })).toMatchObject([
		{
			key: 'force_max',
			sets: { number: null, exercise: null, variations: null, weight: 60 },
		},
	]);
});

describe('a computed asymmetry', () => {
	const sides = [force(80, left), force(100, right)];
	const values = [
		['force_max_left', 80],
		['force_max_right', 100],
	];
	const withAsymmetry = [...values, ['force_max_asymmetry_computed_percent', 20]];

	it.each<[string, JsonObject]>([
		['of the test', { test_result_metrics: sides }],
		['of its set', { sets: [{ metrics: sides }] }],
		['of two sets of one side', { sets: sides.map((side) => ({ metrics: [side] })) }],
		['of its repetitions', { sets: [{ reps: [{ metrics: sides }] }] }],
	])('%s is a value where that is chosen', (_, test) => {
		expect(numbersOf(test, 'mean', true)).toEqual(withAsymmetry);
		expect(numbersOf(test, 'mean', false)).toEqual(values);
	});

	it('of the test is its value, whatever its sets say', () => {
		const set = { metrics: [force(50, left), force(100, right)] };
		expect(numbersOf({ test_result_metrics: sides, sets: [set] }, 'mean', true)).toEqual(
			withAsymmetry,
		);
	});

	it('is not there where Terra sends one for the test', () => {
		const test_result_metrics = [force(7, asymmetry)];
		expect(numbersOf({ test_result_metrics, sets: [{ metrics: sides }] }, 'mean', true)).toEqual([
			['force_max_asymmetry_percent', 7],
			...values,
		]);
	});

	it('is the difference of the two values, not a value of the differences', () => {
		const reps = [[force(60, left)], [force(100, left), force(100, right)]];
		const sets = [{ reps: reps.map((metrics) => ({ metrics })) }];
		expect(numbersOf({ sets }, 'mean', true)).toEqual(withAsymmetry);
	});
});

describe('the series of a value', () => {
	it('tells how many metrics of the same codes the test has', () => {
		const test = { test_result_metrics: [velocity(2.4), velocity(2.1), force(40)] };
		expect(valuesOf(test).map(({ key, series }) => [key, series])).toEqual([
			['velocity', '[null,"velocity",2]'],
			['velocity_2', '[null,"velocity_2",2]'],
			['force_max', '[null,"force_max",1]'],
		]);
	});

	const jump = { display_name: 'Session', exercise_type: 1150, movement: 180 };

	it.each<[string, JsonObject, JsonObject, string]>([
		['the set says nothing', {}, {}, '[null,"force_max",1]'],
		['the set says nothing, and the test does', jump, {}, '[null,"force_max",1]'],
		[
			'the set has the name of the test',
			jump,
			{ exercise_name: 'Session' },
			'[null,"force_max",1]',
		],
		['the set has its exercise', jump, { exercise_name: 'Squat' }, '[null,"force_max",1]'],
		['the set has its movement', jump, { exercise_name: 'Jump' }, '[null,"force_max",1]'],
		[
			'the set has another exercise',
			jump,
			{ exercise_name: 'Lunge' },
			'["[\\"Lunge\\",null,null]","force_max",1]',
		],
		[
			'the set has its exercise and a load',
			jump,
			{ exercise_name: 'Squat', weight: 60 },
			'["[null,null,60]","force_max",1]',
		],
		['the load is 0', jump, { weight: 0 }, '["[null,null,0]","force_max",1]'],
		[
			'the exercise of the set is varied',
			jump,
			{ variations: [10, 30] },
			'["[null,\\"Barbell, Band\\",null]","force_max",1]',
		],
	])(
		'is told apart by the set as far as it says more than the test: %s',
		(_, test, set, series) => {
			const [value] = valuesOf({ ...test, sets: [setOf(40, set)] });
			expect(value?.series).toBe(series);
		},
	);
});
