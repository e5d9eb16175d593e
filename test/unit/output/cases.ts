import type { MetricsSchemaLookup } from '../../../nodes/TerraTeams/output/metricsSchema';
import { readMetricsSchema } from '../../../nodes/TerraTeams/output/metricsSchema';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';

/** Records as providers deliver them, of which a column could mean two things. */
export interface Case {
	kind: 'activity' | 'test';
	records: JsonObject[];
	schemas?: MetricsSchemaLookup;
}

const noonUs = Date.UTC(2026, 5, 20, 10) * 1000;
const dayUs = 86_400_000_000;

/** Codes of Terra: force and velocity, the largest and the mean, isometric and concentric. */
const force = { metric_type: 2, statistic_type: 3, contraction_type: 3, aspect: -1 };
const velocity = { metric_type: 6, statistic_type: 1, contraction_type: 2, aspect: -1, side: 0 };
const [left, right, both] = [1, 2, 5];

function test(id: string, fields: JsonObject): JsonObject {
	return {
		test_id: id,
		timestamp_us: noonUs,
		tz_offset_seconds: 0,
		display_name: null,
		test_type: -1,
		exercise_type: -1,
		movement: -1,
		test_result_metrics: [],
		sets: [],
		...fields,
	};
}

function set(metrics: JsonObject[], fields: JsonObject = {}): JsonObject {
	return { metrics, side: 0, aspect: -1, reps: [], weight: null, variations: [], ...fields };
}

function activity(id: string, metrics: Record<string, JsonObject[]>): JsonObject {
	return {
		activity_id: id,
		start_timestamp_us: noonUs,
		end_timestamp_us: noonUs + 3_600_000_000,
		description: 'MD-3',
		athletes: Object.keys(metrics).map((athlete) => ({
			athlete_id: athlete,
			first_name: 'Athlete',
			last_name: athlete.toUpperCase(),
		})),
		athlete_metrics: metrics,
	};
}

const speeds = [0.8, 0.7, 0.6];

const labels = ['HSR', 'HSR %', 'Accel >3m/s2', 'Accel <-3m/s2', 'MD+1', 'MD-1', 'B5+', 'B5'];

export const cases: Record<string, Case> = {
	'labels that differ in signs': {
		kind: 'activity',
		records: [
			activity('session', {
				a: labels.map((_, index) => ({ name: `m${index}`, value: index + 1, unit: null })),
				b: [1, 3, 5, 6].map((index) => ({ name: `m${index}`, value: index + 11, unit: null })),
			}),
		],
		schemas: new Map([
			[
				'coach',
				readMetricsSchema(
					labels.map((label, index) => ({ key: `m${index}`, display_name: label, unit: null })),
				),
			],
		]),
	},
	'labels without Latin letters': {
		kind: 'activity',
		records: [
			activity('session', {
				a: ['走行距離', '最高速度', 'Højde'].map((name, index) => ({
					name,
					value: index + 1,
					unit: 'm',
				})),
				b: [{ name: '最高速度', value: 12, unit: 'm' }],
			}),
		],
	},
	'equal codes twice, and of both legs': {
		kind: 'test',
		records: [
			test('a', {
				display_name: 'CMJ',
				test_result_metrics: [
					{ ...velocity, value: 2.4 },
					{ ...velocity, value: 2.1 },
					{ ...force, side: both, value: 2000 },
				],
			}),
			test('b', {
				display_name: 'CMJ',
				test_result_metrics: [
					{ ...velocity, value: 2.3 },
					{ ...force, side: both, value: 2100 },
					{ ...force, side: 0, value: 2500 },
				],
			}),
		],
	},
	'sets of one side': {
		kind: 'test',
		records: [
			[left, right],
			[right, left],
		].map((sides, day) =>
			test(`day ${day + 1}`, {
				display_name: 'Knee Extension',
				timestamp_us: noonUs + day * dayUs,
				sets: sides.map((side, index) =>
					set([{ ...force, side: 0, value: 400 + 10 * (side ?? 0) + index }], { side: side ?? 0 }),
				),
			}),
		),
	},
	'sets of several exercises': {
		kind: 'test',
		records: [
			test('session', {
				sets: ['Back Squat', 'Split Squat - Left', 'Split Squat - Right'].map((name, index) =>
					set([{ ...velocity, value: speeds[index] ?? null }], {
						exercise_name: name,
						variations: [10, 30],
						weight: 100 - index * 30,
						reps: [
							{
								offset_us: 0,
								duration_us: 1,
								metrics: [{ ...velocity, value: speeds[index] ?? null }],
							},
						],
					}),
				),
			}),
		],
	},
	'values of repetitions alone': {
		kind: 'test',
		records: [
			test('nordic', {
				test_type: -1,
				exercise_type: -1,
				movement: 50,
				tz_offset_seconds: -4 * 3600,
				timestamp_us: noonUs + 16 * 3_600_000_000,
				athlete_weight: 81.5,
				sets: [
					set([], {
						reps: [1, 2, 3].map((rep) => ({
							metrics: [
								{ ...force, side: left, value: 430 + rep },
								{ ...force, side: right, value: 570 + 2 * rep },
							],
						})),
					}),
				],
			}),
		],
	},
};
