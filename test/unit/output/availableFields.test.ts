import {
	activityFields,
	athleteFields,
	testFields,
} from '../../../nodes/TerraTeams/output/availableFields';
import { readMetricsSchema } from '../../../nodes/TerraTeams/output/metricsSchema';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import { metricName } from './metricNames';
import { inForm } from './settings';

const fieldsOfTests = [
	'athlete_name',
	'timestamp',
	'local_date',
	'name',
	'sets',
	'reps',
	'test_type',
	'local_time',
	'athlete_reference_id',
	'athlete_id',
	'test_id',
	'coach_id',
	'display_name',
	'exercise_type',
	'movement',
	'category',
	'body_region',
	'position',
	'device',
	'athlete_weight',
	'duration_seconds',
	'notes',
];

const fieldsOfActivities = [
	'athlete_name',
	'start',
	'local_date',
	'description',
	'period',
	'duration_minutes',
	'team',
	'participation',
	'home_or_away',
	'function',
	'end',
	'local_start',
	'athlete_reference_id',
	'athlete_id',
	'activity_id',
	'period_id',
	'coach_id',
];

describe('of tests', () => {
	/** Codes of Terra: velocity, force and jump height. */
	const velocity = { metric_type: 6, value: 1 };
	const force = { metric_type: 2, value: 2 };
	const height = { metric_type: 33, value: 3 };
	const fieldsOf = (tests: JsonObject[], changes = {}) =>
		testFields(
			tests.map((record) => ({ record, coachId: null })),
			inForm('simplified', changes),
		);

	it('every field can be selected, also where there are none', () => {
		expect(fieldsOf([])).toEqual({ fields: fieldsOfTests, metrics: [] });
	});

	it('the metrics that some have can be selected, sorted by name', () => {
		const available = fieldsOf([
			{ test_result_metrics: [velocity, force] },
			{ test_result_metrics: [height, velocity] },
			{ sets: [{ weight: 80, metrics: [force] }, { metrics: [height] }] },
		]);
		expect(available).toEqual({
			fields: fieldsOfTests,
			metrics: [
				'force',
				'jump_height',
				'set_1_force',
				'set_1_weight',
				'set_2_jump_height',
				'velocity',
			],
		});
	});

	it('what is computed can be selected, as it is set', () => {
		const sides = [1, 2].map((side) => ({ ...force, side }));
		const tests = [{ test_result_metrics: sides, sets: [{ reps: [{ metrics: [height] }] }] }];
		expect(fieldsOf(tests, { repetitions: ['mean'] }).metrics).toEqual([
			'force_asymmetry_computed_percent',
			'force_left',
			'force_right',
			'rep_mean_jump_height',
		]);
		expect(fieldsOf(tests, { computesAsymmetry: false }).metrics).toEqual([
			'force_left',
			'force_right',
		]);
	});

	it('what is said of those that are compared can be selected', () => {
		const compared = [
			{
				key: 'force',
				metricKey: 'force',
				name: metricName('force'),
				value: 2,
				sets: null,
				series: 's',
				comparison: { z_score: 1.5, baseline_mean: null },
			},
		];
		const tests = [
			{ record: { test_result_metrics: [force] }, coachId: null, compared },
			{ record: { test_result_metrics: [height] }, coachId: null },
		];
		expect(testFields(tests, inForm('simplified'))).toEqual({
			fields: fieldsOfTests,
			metrics: ['force', 'force_baseline_mean', 'force_z_score', 'jump_height'],
		});
	});
});

describe('of activities', () => {
	const noSchema = readMetricsSchema([]);
	const fieldsOf = (activities: JsonObject[], schema = noSchema) =>
		activityFields(
			activities.map((record) => ({ record, coachId: 'c' })),
			schema,
		);

	it('every field can be selected, also where there are none', () => {
		expect(fieldsOf([])).toEqual({ fields: fieldsOfActivities, metrics: [] });
	});

	it('the metrics that some have or the schema names can be selected, once each, sorted', () => {
		const schema = readMetricsSchema([
			{ key: 'vel', display_name: 'Max Velocity', unit: 'm/s' },
			{ key: 'acc', unit: 'm/s' },
			{ key: 'load', display_name: 'Load' },
		]);
		const activities = [
			{ athlete_metrics: { a: [{ name: 'vel', value: 1 }], b: [{ name: 'zone', value: 2 }] } },
			{ activity_metrics: [{ name: 'duration', unit: 's', value: 3 }] },
			{ periods: [{ athlete_metrics: [{ athlete_id: 'a', metrics: [{ name: 'hsr' }] }] }] },
		];
		expect(fieldsOf(activities, schema)).toEqual({
			fields: fieldsOfActivities,
			metrics: ['acc_m_per_s', 'duration_s', 'hsr', 'load', 'max_velocity_m_per_s', 'zone'],
		});
	});

	it('a metric with the name of a field can be selected beside the field', () => {
		const activity = { activity_metrics: [{ name: 'start', value: 1 }] };
		const available = fieldsOf([activity], readMetricsSchema([{ key: 'team' }]));
		expect(available.fields).toEqual(fieldsOfActivities);
		expect(available.metrics).toEqual(['metric_start', 'metric_team']);
	});

	it('those without a known offset have metrics as well', () => {
		const activity = {
			start_timestamp_us: 1_795_368_600_000_000,
			tz_offset_seconds: 0,
			activity_metrics: [{ name: 'load', value: 1 }],
		};
		expect(fieldsOf([activity]).metrics).toEqual(['load']);
	});
});

it('of athletes, the ten fields can be selected', () => {
	expect(athleteFields()).toEqual({
		fields: [
			'athlete_id',
			'name',
			'reference_id',
			'external_athlete_id',
			'email',
			'date_of_birth',
			'active',
			'provider',
			'coach_id',
			'last_updated_at',
		],
		metrics: [],
	});
});
