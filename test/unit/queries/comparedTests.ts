import type { HistorySettings, KnownTest } from '../../../nodes/TerraTeams/queries/testComparison';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import type { Athlete, Test } from '../../../nodes/TerraTeams/records/types';
import { nowUs } from './ownedTests';
import { usPerDay } from './ranges';

/** Six weeks, of the whole squad. */
export const settings: HistorySettings = {
	baselineDays: 42,
	minTests: 3,
	repetition: 'mean',
	computesAsymmetry: false,
	includesSquad: true,
};

const ada: Athlete = { athlete_id: 'a-0' };

/** A metric of a test, of no side unless it says so. */
export const force = (value: unknown, side = 0) =>
	({ metric_type: 2, statistic_type: 3, side, value }) as JsonObject;

/** A test of one metric on a day, of a jump unless it says something else. */
export function testOn(day: number, value: number, fields: Test = {}): Test {
	return {
		timestamp_us: nowUs + day * usPerDay,
		test_type: 2,
		test_result_metrics: [force(value)],
		...fields,
	};
}

/** The same of an athlete, who is always the same one unless it says so. */
export function known(
	key: string,
	day: number,
	value: number,
	fields: Test = {},
	athlete: Athlete | null = ada,
): KnownTest {
	return { key, record: testOn(day, value, fields), athlete };
}

/** What all compared values of these tests have in common. */
export const ofForce = {
	key: 'force_max',
	metricKey: 'force_max',
	name: {
		key: 'force_max',
		distinctKey: 'force_max',
		base: 'force_max',
		label: 'Force',
		side: null,
		aspect: null,
		statistic: 'Max',
		contraction: null,
		unit: null,
	},
	sets: null,
	series: '[null,"force_max",1]',
};

/** The comparison of a value of which nobody knows what was before. */
export const unknownPast = {
	previous_value: null,
	previous_timestamp: null,
	change: null,
	change_percent: null,
	baseline_count: null,
	baseline_mean: null,
	baseline_sd: null,
	baseline_min: null,
	baseline_max: null,
	z_score: null,
	is_highest: null,
	is_lowest: null,
	swc: null,
	exceeds_swc: null,
};
