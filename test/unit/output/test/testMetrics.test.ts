import {
	qualifiersOf,
	testMetricReader,
} from '../../../../nodes/TerraTeams/output/test/testMetrics';
import type { Json, JsonObject } from '../../../../nodes/TerraTeams/records/json';
import { asymmetry, both, force, left, right } from './examples';

const landing = 100;
const readMetrics = testMetricReader();

describe('the qualifiers of a set', () => {
	it.each<[string, JsonObject, JsonObject]>([
		['both its side and its aspect', { side: left, aspect: landing }, { side: 1, aspect: 100 }],
		['its side alone', { side: left, aspect: -1 }, { side: 1 }],
		['its aspect alone', { side: 0, aspect: landing }, { aspect: 100 }],
		['a code that is not known', { side: 37, aspect: 37 }, { side: 37, aspect: 37 }],
		['neither of two that do not apply', { side: 0, aspect: -1 }, {}],
		['neither of two that are null', { side: null, aspect: null }, {}],
		['neither where both are missing', { weight: 60 }, {}],
	])('are %s', (_, set, qualifiers) => {
		expect(qualifiersOf(set)).toStrictEqual(qualifiers);
	});
});

describe('the metrics of a set', () => {
	const keysOf = (metric: JsonObject) => [
		...readMetrics([metric], { side: left, aspect: landing }).keys(),
	];

	it.each<[JsonObject, string]>([
		[{}, 'force_landing_left'],
		[{ side: 0, aspect: -1 }, 'force_landing_left'],
		[{ side: right }, 'force_landing_right'],
		[{ aspect: 90 }, 'force_takeoff_left'],
		[{ side: both, aspect: 90 }, 'force_takeoff_both'],
	])('have what the set says where they do not say it themselves: %j', (metric, key) => {
		expect(keysOf({ metric_type: 2, ...metric })).toEqual([key]);
	});
});

describe('the key of a metric', () => {
	it.each<[JsonObject, string]>([
		[{ statistic_type: 37 }, 'force_statistic_37'],
		[{ aspect: 37 }, 'force_aspect_37'],
		[{ contraction_type: 37 }, 'force_contraction_37'],
		[{ side: 37 }, 'force_side_37'],
		[
			{ statistic_type: 37, aspect: 37, contraction_type: 37, side: 37 },
			'force_statistic_37_aspect_37_contraction_37_side_37',
		],
		[{ aspect: '90' }, 'force_aspect_90'],
		[{ aspect: 'Landing' }, 'force_aspect_landing'],
		[{ aspect: '' }, 'force'],
		[{ statistic_type: '', contraction_type: '', side: '' }, 'force'],
		[{ aspect: null }, 'force'],
		[{ aspect: true }, 'force'],
		[{ statistic_type: 3, contraction_type: 1, side: right }, 'force_max_eccentric_right'],
	])('says of a code that is not known of what kind it is: %j is %s', (codes, key) => {
		expect([...readMetrics([{ metric_type: 2, ...codes }]).keys()]).toEqual([key]);
	});

	it('has a hash where a text has letters that are not English, of that text alone', () => {
		const keyOf = (metric: JsonObject) => [...readMetrics([metric]).keys()][0];
		// The ends are from the SHA-256 of `metric Sprunghöhe` and `metric Jump Height aspect Højde`.
		expect(keyOf({ metric_type: 'Sprunghöhe' })).toBe('metric_sprunghohe_a8a211');
		expect(keyOf({ metric_type: 'Jump Height', aspect: 'Højde' })).toBe(
			'metric_jump_height_aspect_hojde_8fd017',
		);
	});
});

describe('the name of a metric', () => {
	it('has the labels of its codes', () => {
		const metric = {
			metric_type: 33,
			statistic_type: 3,
			aspect: 90,
			contraction_type: 2,
			side: left,
			value: 40,
		};
		expect(readMetrics([metric])).toEqual(
			new Map([
				[
					'jump_height_max_takeoff_concentric_left',
					{
						name: {
							key: 'jump_height_max_takeoff_concentric_left',
							distinctKey: 'jump_height_max_takeoff_concentric_left',
							base: 'jump_height_max_takeoff_concentric',
							label: 'Jump Height',
							side: 'Left',
							aspect: 'Takeoff',
							statistic: 'Max',
							contraction: 'Concentric',
							unit: null,
						},
						value: 40,
					},
				],
			]),
		);
	});

	const ofUnknownSide = 'force_max_side_37';
	it.each<[string, Json, JsonObject]>([
		['no side', 0, { key: 'force_max', base: 'force_max', side: null, unit: null }],
		['both sides', both, { key: 'force_max_both', base: 'force_max', side: 'Both', unit: null }],
		[
			'an asymmetry',
			asymmetry,
			{ key: 'force_max_asymmetry_percent', base: 'force_max', side: 'Asymmetry', unit: '%' },
		],
		[
			'a side that is not known',
			37,
			{ key: ofUnknownSide, base: 'force_max', side: 'Unknown (37)', unit: null },
		],
	])('of %s has its own key and the base of all sides', (_, side, expected) => {
		const [metric] = readMetrics([{ ...force(1), side }]).values();
		expect(metric?.name).toMatchObject(expected);
	});

	it('is worked out once for each combination of codes', () => {
		const [one] = readMetrics([force(1, left)]).values();
		const [again] = readMetrics([force(2)], { side: left }).values();
		const [other] = readMetrics([force(1, right)]).values();
		expect(again?.value).toBe(2);
		expect(again?.name).toBe(one?.name);
		expect(other?.name.key).toBe('force_max_right');
	});
});

it('reads a metric without a value as null, and anything but a list as no metrics', () => {
	const [metric] = readMetrics([{ metric_type: 2 }, null, 'x']).values();
	expect(metric?.value).toBeNull();
	expect(readMetrics(undefined).size).toBe(0);
	expect(readMetrics('metrics').size).toBe(0);
});
