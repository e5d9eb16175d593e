import {
	comparedMetricRows,
	comparedTestRow,
	comparisonsOf,
	simplifyComparedTest,
	type ComparedValue,
} from '../../../../nodes/TerraTeams/output/test/comparedTest';
import { contentOf, force, forceName, velocity } from './examples';

const height = { metric_type: 33, value: 'high' };

const content = contentOf({
	test_id: 't',
	display_name: 'CMJ',
	test_result_metrics: [force(40), height, velocity(null)],
});

const heightName = {
	key: 'jump_height',
	distinctKey: 'jump_height',
	base: 'jump_height',
	label: 'Jump Height',
	side: null,
	aspect: null,
	statistic: null,
	contraction: null,
	unit: '%',
};

/** A value of the whole test, and one of a set. */
const ofTest: ComparedValue = {
	key: 'force_max',
	metricKey: 'force_max',
	name: forceName,
	value: 40,
	sets: null,
	series: '[null,"force_max",1]',
	comparison: { change: 2, z_score: 1.5 },
};
const columnOfSet = 'set_2_jump_height';
const ofSet: ComparedValue = {
	key: columnOfSet,
	metricKey: 'jump_height',
	name: heightName,
	value: 0,
	sets: { number: 2, exercise: 'Squat', variations: 'Barbell', weight: 60 },
	series: '["[\\"Squat\\",\\"Barbell\\",60]","jump_height",1]',
	comparison: { change: null, z_score: -1 },
};

it('says of each value what its comparison says, by the key of the value', () => {
	expect(comparisonsOf([ofTest, ofSet])).toEqual({
		force_max: { value: 40, unit: null, change: 2, z_score: 1.5 },
		set_2_jump_height: { value: 0, unit: '%', change: null, z_score: -1 },
	});
	expect(comparisonsOf([])).toEqual({});
});

describe('a simplified test with its values compared', () => {
	it('has an object for each metric, also for what is no number', () => {
		expect(simplifyComparedTest(content, [ofTest, ofSet])).toEqual({
			athlete_name: null,
			timestamp: null,
			local_date: null,
			name: 'CMJ',
			test_type: null,
			metrics: {
				jump_height: { value: 'high' },
				velocity: { value: null },
				force_max: { value: 40, unit: null, change: 2, z_score: 1.5 },
				set_2_jump_height: { value: 0, unit: '%', change: null, z_score: -1 },
			},
			athlete_id: null,
			test_id: 't',
			coach_id: null,
			details: { display_name: 'CMJ' },
		});
	});

	it('has first what is no number, then what is compared', () => {
		const { metrics } = simplifyComparedTest(content, [ofTest]);
		expect(JSON.stringify(metrics)).toBe(
			'{"jump_height":{"value":"high"},"velocity":{"value":null},' +
				'"force_max":{"value":40,"unit":null,"change":2,"z_score":1.5}}',
		);
	});

	it('has the same ten fields as without', () => {
		expect(Object.keys(simplifyComparedTest(content, []))).toEqual([
			'athlete_name',
			'timestamp',
			'local_date',
			'name',
			'test_type',
			'metrics',
			'athlete_id',
			'test_id',
			'coach_id',
			'details',
		]);
	});
});

describe('the rows of compared values', () => {
	/** The columns of a row that say nothing here. */
	const empty = {
		athlete_name: null,
		timestamp: null,
		local_date: null,
		side: null,
		rep: null,
		period: null,
		aspect: null,
		contraction: null,
		athlete_reference_id: null,
		athlete_weight: null,
		athlete_id: null,
		activity_id: null,
		coach_id: null,
		test_type: null,
		local_time: null,
		period_id: null,
		value_text: null,
	};

	it('say what each value is, where it is from and what it is compared with', () => {
		const ofBoth = { ...empty, name: 'CMJ', test_id: 't', record_type: 'test' };
		expect(comparedMetricRows(content, [ofTest, ofSet], 7)).toEqual([
			{
				json: {
					...ofBoth,
					metric: 'Force',
					statistic: 'Max',
					value: 40,
					unit: null,
					change: 2,
					z_score: 1.5,
					set: null,
					exercise: null,
					set_weight: null,
					variations: null,
					metric_key: 'force_max',
				},
				recordIndex: 7,
				part: 'force_max',
			},
			{
				json: {
					...ofBoth,
					metric: 'Jump Height',
					statistic: null,
					value: 0,
					unit: '%',
					change: null,
					z_score: -1,
					set: 2,
					exercise: 'Squat',
					set_weight: 60,
					variations: 'Barbell',
					metric_key: 'jump_height',
				},
				recordIndex: 7,
				part: 'set_2_jump_height',
			},
		]);
	});

	it('have the comparison behind the unit', () => {
		const [row] = comparedMetricRows(content, [ofTest], 0);
		expect(Object.keys(row?.json ?? {}).slice(7, 12)).toEqual([
			'value',
			'unit',
			'change',
			'z_score',
			'set',
		]);
	});

	it('know a load of 0, and sets that say nothing', () => {
		const sets = { number: null, exercise: null, variations: null, weight: 0 };
		expect(comparedMetricRows(content, [{ ...ofSet, sets }], 0)).toMatchObject([
			{ json: { set: null, exercise: null, variations: null, set_weight: 0 } },
		]);
		const unknown = { ...sets, weight: null };
		expect(comparedMetricRows(content, [{ ...ofSet, sets: unknown }], 0)).toMatchObject([
			{ json: { set: null, exercise: null, variations: null, set_weight: null } },
		]);
	});

	it('are none where nothing is compared', () => {
		expect(comparedMetricRows(content, [], 0)).toEqual([]);
	});
});

describe('the row of a test with its values compared', () => {
	it('has the columns of the comparisons behind those of the test and of its sets', () => {
		const test = contentOf({
			display_name: 'CMJ',
			test_result_metrics: [force(40)],
			sets: [{ weight: 60, metrics: [velocity(2)], reps: [{}] }],
		});
		const unknown = { ...ofSet, comparison: { change: undefined, z_score: -1 } };
		expect(comparedTestRow(test, [ofTest, unknown], 3)).toEqual({
			recordIndex: 3,
			part: '',
			leading: {
				athlete_name: null,
				timestamp: null,
				local_date: null,
				name: 'CMJ',
				sets: 1,
				reps: 1,
			},
			groups: [
				new Map([['force_max', 40]]),
				new Map([
					['set_1_weight', 60],
					['set_1_velocity', 2],
				]),
				new Map([
					['force_max_change', 2],
					['force_max_z_score', 1.5],
					['set_2_jump_height_change', null],
					['set_2_jump_height_z_score', -1],
				]),
			],
			trailing: {
				test_type: null,
				local_time: null,
				athlete_reference_id: null,
				athlete_id: null,
				test_id: null,
				coach_id: null,
				display_name: 'CMJ',
				exercise_type: null,
				movement: null,
				category: null,
				body_region: null,
				position: null,
				device: null,
				athlete_weight: null,
				duration_seconds: null,
				notes: null,
			},
		});
	});

	it('tells columns apart whose names are too long', () => {
		const name = 'set_12_rate_of_force_development_max_horizontal_concentric';
		const comparison = { baseline_mean: 1, baseline_min: 2 };
		const { groups } = comparedTestRow(content, [{ ...ofTest, key: name, comparison }], 0);
		// The end is from the SHA-256 of the key, a space and the field.
		expect(groups.at(-1)).toEqual(
			new Map([
				['set_12_rate_of_force_development_max_horizontal_conce_8c17a5', 1],
				['set_12_rate_of_force_development_max_horizontal_conce_d1c0ac', 2],
			]),
		);
	});
});
