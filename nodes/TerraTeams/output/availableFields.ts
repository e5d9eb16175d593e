import type { OwnedRecord } from '../records/ownedRecord';
import { leadingColumns, trailingColumns } from './activity/activityColumns';
import { activityMetricReader, metricKeysOf } from './activity/activityMetrics';
import { activityRows } from './activity/activityRows';
import { readActivity } from './activity/readActivity';
import { simplifyAthlete } from './athlete';
import type { DraftRow } from './columns';
import type { MetricsSchema } from './metricsSchema';
import { comparedTestRow, type OutputRecord } from './test/comparedTest';
import { readTest, type TestComputations } from './test/readTest';
import { testMetricReader } from './test/testMetrics';
import { testRow } from './test/testRow';

/** What can be selected, in the order in which rows have it: fields first, then metrics by name. */
export interface AvailableFields {
	fields: string[];
	metrics: string[];
}

/**
 * What can be selected of tests: every field, and the metrics that some tests have, with what is
 * said of those that are compared.
 */
export function testFields(
	tests: readonly OutputRecord[],
	computations: TestComputations,
): AvailableFields {
	const readMetrics = testMetricReader();
	const rowOf = (test: OutputRecord) => {
		const content = readTest(test, readMetrics, computations);
		return test.compared ? comparedTestRow(content, test.compared, 0) : testRow(content, 0);
	};
	const { leading, trailing } = rowOf({ record: {}, coachId: null });
	return {
		fields: [...Object.keys(leading), ...Object.keys(trailing)],
		metrics: metricsOf(tests.map(rowOf)),
	};
}

/**
 * What can be selected of activities: every field, and the metrics that some activities of a coach
 * have or that the coach's metrics schema names.
 */
export function activityFields(
	activities: readonly OwnedRecord[],
	schema: MetricsSchema,
): AvailableFields {
	const readMetrics = activityMetricReader(schema);
	const rows = activities.flatMap((activity) =>
		activityRows(readActivity(activity, readMetrics, 'UTC'), 0),
	);
	return {
		fields: [...leadingColumns, ...trailingColumns],
		metrics: [...new Set([...metricsOf(rows), ...metricKeysOf(schema)])].sort(),
	};
}

/** What can be selected of athletes. */
export function athleteFields(): AvailableFields {
	return { fields: Object.keys(simplifyAthlete({ record: {}, coachId: null })), metrics: [] };
}

function metricsOf(rows: readonly DraftRow[]): string[] {
	const names = new Set(rows.flatMap(({ groups }) => groups.flatMap((cells) => [...cells.keys()])));
	return [...names].sort();
}
