import type { MetricName } from '../../../../nodes/TerraTeams/output/metric';
import {
	readTest,
	type TestComputations,
	type TestContent,
} from '../../../../nodes/TerraTeams/output/test/readTest';
import { testMetricReader } from '../../../../nodes/TerraTeams/output/test/testMetrics';
import type { Json, JsonObject } from '../../../../nodes/TerraTeams/records/json';

/** Codes of Terra. */
export const left = 1;
export const right = 2;
export const both = 5;
export const asymmetry = 6;

/** The largest force, of no side unless it says so. */
export const force = (value: Json, side = 0): JsonObject => ({
	metric_type: 2,
	statistic_type: 3,
	side,
	value,
});

/** A velocity, of no side unless it says so. */
export const velocity = (value: Json, side = 0): JsonObject => ({ metric_type: 6, side, value });

/** What the codes of the largest force mean. */
export const forceName: MetricName = {
	key: 'force_max',
	distinctKey: 'force_max',
	base: 'force_max',
	label: 'Force',
	side: null,
	aspect: null,
	statistic: 'Max',
	contraction: null,
	unit: null,
};

/** What a test says, with nothing computed unless that is chosen. */
export function contentOf(
	record: JsonObject,
	changes: Partial<TestComputations> = {},
): TestContent {
	return readTest({ record, coachId: null }, testMetricReader(), {
		repetitions: [],
		computesAsymmetry: false,
		timeZone: 'UTC',
		...changes,
	});
}
