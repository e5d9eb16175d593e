import {
	activityMetricReader,
	metricKeysOf,
} from '../../../../nodes/TerraTeams/output/activity/activityMetrics';
import type { MetricsSchema } from '../../../../nodes/TerraTeams/output/metricsSchema';
import type { Json, JsonObject } from '../../../../nodes/TerraTeams/records/json';

const noSchema: MetricsSchema = new Map();

const schema: MetricsSchema = new Map([
	['vel', { display_name: 'Max Velocity', unit: 'm/s' }],
	['dist', { display_name: null, unit: 'm' }],
	['hsr', { display_name: 'HSR (%)', unit: '%' }],
	['load', { display_name: 'Player Load', unit: null }],
	['start', { display_name: null, unit: null }],
]);

function keysOf(metrics: JsonObject[], known = noSchema): string[] {
	return [...activityMetricReader(known)(metrics).keys()];
}

describe('the key of an activity metric', () => {
	it.each([
		// Without a unit, a name in parentheses stays.
		['Load', null, 'load'],
		['Load (null)', null, 'load_null'],
		['Load (%)', null, 'load_percent_88b9e6'],
		// The unit in parentheses at the end of the name is no part of the name.
		['Effort (%)', '%', 'effort_percent'],
		['Effort(%)', '%', 'effort_percent'],
		['Max Velocity (m/s)', 'm/s', 'max_velocity_m_per_s'],
		['Total Distance (m)', 'm', 'total_distance_m'],
		['Total Distance (m)', 'km', 'total_distance_m_km'],
		['(m) Total', 'm', 'm_total_m'],
		// A name that is nothing but the unit keeps it.
		['(m)', 'm', 'm'],
		['m', 'm', 'm'],
		// A name that ends with the unit as a word says it already.
		['total_distance_m', 'm', 'total_distance_m'],
		['Total Distance m', 'm', 'total_distance_m'],
		['Team', 'm', 'team_m'],
		['m Total', 'm', 'm_total_m'],
		// A unit without any sign says nothing.
		['Load', ' ', 'load'],
		// Spaces around a name are no part of it, with a unit or without one.
		['HSR ', null, 'hsr'],
		[' HSR ', 'm', 'hsr_m'],
		[null, null, 'metric'],
		[null, 'm', 'metric_m'],
		['metric', 'm', 'metric_m'],
	])('with the name %j and the unit %j is %s', (name, unit, key) => {
		expect(keysOf([{ name, unit, value: 1 }])).toEqual([key]);
	});

	it.each([
		['start', 'metric_start'],
		['athlete_id', 'metric_athlete_id'],
		['dedupe_key', 'metric_dedupe_key'],
		['event', 'metric_event'],
		['id', 'metric_id'],
		['events', 'events'],
	])('does not take the name of another column: %s is %s', (name, key) => {
		expect(keysOf([{ name, value: 1 }])).toEqual([key]);
	});

	it.each([
		[58, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_m'],
		[59, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_0cfc4c'],
	])('with a name of %i letters and a unit is at most 60 long: %s', (length, key) => {
		expect(keysOf([{ name: 'a'.repeat(length), unit: 'm', value: 1 }])).toEqual([key]);
	});

	it('tells long names with a unit apart by what was left out', () => {
		const beginning = 'a'.repeat(58);
		const keys = ['b', 'c'].map((end) => keysOf([{ name: beginning + end, unit: 'm' }])[0]);
		expect(keys[0]).not.toBe(keys[1]);
	});

	it('has a hash of name and unit beside a metric whose name is read alike', () => {
		const alike = [
			{ name: 'Max Velocity', value: 1 },
			{ name: 'max velocity', value: 2 },
		];
		expect(keysOf(alike)).toEqual(['max_velocity_0e1e5a', 'max_velocity_1dee37']);
		const withUnit = [
			{ name: 'Distance', unit: 'm', value: 1 },
			{ name: 'distance', unit: 'm', value: 2 },
		];
		expect(keysOf(withUnit)).toEqual(['distance_m_9b16c4', 'distance_m_8ccec3']);
	});

	it('has a number where the same name and unit come again', () => {
		const metric = { name: 'Load', unit: 'm', value: 1 };
		expect(keysOf([metric, metric])).toEqual(['load_m', 'load_m_2']);
	});

	it.each([
		[{ name: 'vel' }, 'max_velocity_m_per_s'],
		[{ name: 'vel', unit: 'km/h' }, 'max_velocity_km_per_h'],
		[{ name: 'dist' }, 'dist_m'],
		[{ name: 'hsr' }, 'hsr_percent'],
		[{ name: 'load' }, 'player_load'],
		[{ name: 'load', unit: 'm' }, 'player_load_m'],
		[{ name: 'other' }, 'other'],
		[{}, 'metric'],
	])(
		'is that of the metrics schema, with the unit that was sent first: %j is %s',
		(metric, key) => {
			expect(keysOf([metric], schema)).toEqual([key]);
		},
	);
});

describe('a reader of activity metrics', () => {
	it('keeps the label as it was sent and the unit, and says when there is no name', () => {
		const metrics = [
			{ name: 'Effort (%)', unit: '%', value: 80 },
			{ unit: 'm', value: null },
		];
		const names = [...activityMetricReader(noSchema)(metrics).values()].map(({ name }) => name);
		expect(names).toMatchObject([
			{ key: 'effort_percent', base: 'effort_percent', label: 'Effort (%)', unit: '%' },
			{ key: 'metric_m', base: 'metric_m', label: 'Unnamed Metric', unit: 'm' },
		]);
	});

	it('works out a name once', () => {
		const read = activityMetricReader(noSchema);
		const nameOf = (metric: JsonObject) => [...read([metric]).values()][0]?.name;
		const name = nameOf({ name: 'Load', unit: 'm', value: 1 });
		expect(name).toBeDefined();
		expect(nameOf({ name: 'Load', unit: 'm', value: 2 })).toBe(name);
		expect(nameOf({ name: 'Load', unit: 'km', value: 2 })).not.toBe(name);
		expect(nameOf({ name: 'Work', unit: 'm', value: 2 })).not.toBe(name);
	});

	it.each<[string, (Json | undefined)[], [string, Json][]]>([
		['none', [], []],
		['one that is missing', [undefined], []],
		['one that is no list', ['Load'], []],
		['one with other things than metrics', [[null, 1, { name: 'a', value: 1 }]], [['a', 1]]],
		[
			'several',
			[
				[
					{ name: 'b', value: 2 },
					{ name: 'a', value: 'Wing' },
				],
				null,
				[{ name: 'c' }],
			],
			[
				['b', 2],
				['a', 'Wing'],
				['c', null],
			],
		],
	])('reads the metrics of %s, in the order of the lists', (_, lists, values) => {
		const metrics = activityMetricReader(noSchema)(...lists);
		expect([...metrics].map(([key, { value }]) => [key, value])).toEqual(values);
	});
});

describe('the keys of the metrics of a schema', () => {
	it('are those of its display names, or else of its names, with its units', () => {
		expect(metricKeysOf(schema)).toEqual([
			'max_velocity_m_per_s',
			'dist_m',
			'hsr_percent',
			'player_load',
			'metric_start',
		]);
	});

	it('are none where the schema is empty', () => {
		expect(metricKeysOf(noSchema)).toEqual([]);
	});
});
