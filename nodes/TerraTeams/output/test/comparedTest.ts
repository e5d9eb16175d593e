import type { JsonObject } from '../../records/json';
import type { OwnedRecord } from '../../records/ownedRecord';
import { extended } from '../columnName';
import type { DraftRow } from '../columns';
import { comparedMetricRow } from '../metricRow';
import type { OutputItem } from '../outputItem';
import type { TestContent } from './readTest';
import { simplifyTest } from './simplifiedTest';
import { placeOfTest } from './testMetricRows';
import { testRow } from './testRow';
import type { TestValue } from './testValues';

/** A value beside the athlete's past. */
export interface ComparedValue extends TestValue {
	/** What the comparison says, by the name of the field: the same fields in each. */
	comparison: JsonObject;
}

/** A record; a test perhaps with its values compared. */
export interface OutputRecord extends OwnedRecord {
	compared?: readonly ComparedValue[];
}

/** A test in the ten fields of Simplified, but with an object for each metric. */
export function simplifyComparedTest(
	content: TestContent,
	compared: readonly ComparedValue[],
): JsonObject {
	const others = [...content.metrics].filter(([, { value }]) => typeof value !== 'number');
	return {
		...simplifyTest(content),
		metrics: {
			...Object.fromEntries(others.map(([key, { value }]) => [key, { value }])),
			...comparisonsOf(compared),
		},
	};
}

/** The values of a test with what their comparisons say, by their keys. */
export function comparisonsOf(compared: readonly ComparedValue[]): JsonObject {
	return Object.fromEntries(
		compared.map(({ key, value, name, comparison }) => [
			key,
			{ value, unit: name.unit, ...comparison },
		]),
	);
}

/** A row for each value of a test: the columns of Row per Metric, and those of the comparison. */
export function comparedMetricRows(
	{ facts }: TestContent,
	compared: readonly ComparedValue[],
	recordIndex: number,
): OutputItem[] {
	const ofTest = placeOfTest(facts);
	return compared.map(({ key, metricKey, name, value, sets, comparison }) => ({
		json: comparedMetricRow(
			{
				...ofTest,
				set: sets?.number ?? null,
				exercise: sets?.exercise ?? null,
				variations: sets?.variations ?? null,
				set_weight: sets?.weight ?? null,
			},
			metricKey,
			{ name, value },
			comparison,
		),
		recordIndex,
		part: key,
	}));
}

/** The row of a test with the columns of its comparisons, such as `jump_height_z_score`. */
export function comparedTestRow(
	content: TestContent,
	compared: readonly ComparedValue[],
	recordIndex: number,
): DraftRow {
	const row = testRow(content, recordIndex);
	const cells = compared.flatMap(({ key, comparison }) =>
		Object.entries(comparison).map(([field, value]) => ({ key, field, value: value ?? null })),
	);
	return {
		...row,
		groups: [
			...row.groups,
			new Map(
				cells.map(({ key, field, value }) => [extended(key, field, `${key} ${field}`), value]),
			),
		],
	};
}
