import type { JsonObject } from '../records/json';
import type { RecordKind } from '../records/kinds';
import type { OwnedRecord } from '../records/ownedRecord';
import { athleteName } from '../records/readers';
import { activityMetricRows } from './activity/activityMetricRows';
import { activityMetricReader, type ActivityMetricReader } from './activity/activityMetrics';
import { isFixedColumn, periodColumns } from './activity/activityColumns';
import { activityRows } from './activity/activityRows';
import { ofAthletes, readActivity } from './activity/readActivity';
import { simplifyActivity } from './activity/simplifiedActivity';
import { simplifyAthlete } from './athlete';
import { alignColumns, alignRows } from './columns';
import { selectColumns, selectFields } from './selectedFields';
import type { MetricsSchema, MetricsSchemaLookup } from './metricsSchema';
import type { OutputItem } from './outputItem';
import {
	comparedMetricRows,
	comparedTestRow,
	comparisonsOf,
	simplifyComparedTest,
	type OutputRecord,
} from './test/comparedTest';
import { readTest, type TestComputations } from './test/readTest';
import { simplifyTest } from './test/simplifiedTest';
import { testMetricRows } from './test/testMetricRows';
import { testMetricReader } from './test/testMetrics';
import { testRow } from './test/testRow';

/**
 * The form of an item: a readable record, a flat row of a table, a single metric value, the record
 * as Terra sent it, or the columns of a row that the user selected.
 */
export type OutputForm = 'simplified' | 'rowPerRecord' | 'rowPerMetric' | 'raw' | 'selectedFields';

/** How to form records. */
export interface OutputSettings extends TestComputations {
	form: OutputForm;
	/** The columns of Selected Fields, in order, ids included. */
	columns: readonly string[];
	/** The athletes of activities to give, in every form but raw; empty for all. */
	athleteIds: ReadonlySet<string>;
}

/** How to form records, and whether to look up the athlete of each test. */
export interface OutputOptions extends OutputSettings {
	includesAthlete: boolean;
}

/**
 * The items of records of one kind in a form, in the order of the records. All rows have the same
 * columns in the same order; rows of several kinds together need `alignColumns` afterwards.
 * Athletes and coaches have no rows of their own: in both row forms they are simplified. Never
 * throws, whatever the records hold.
 *
 * @param kind `null` where the kind is not known: the records are left as they are
 * @param schemas the metrics schemas of the coaches, where they are known
 */
export function formOutput(
	kind: RecordKind | null,
	records: readonly OutputRecord[],
	settings: OutputSettings,
	schemas: MetricsSchemaLookup = new Map(),
): OutputItem[] {
	const { form } = settings;
	if (kind === null && form === 'selectedFields') {
		return records.map(({ record }, recordIndex) =>
			selectFields(record, settings.columns, recordIndex),
		);
	}
	if (form === 'raw' || kind === null) {
		return records.map((owned, recordIndex) => whole(rawRecord(owned), recordIndex));
	}
	if (kind === 'activity') return formActivities(records, form, settings, schemas);
	if (kind === 'test') return formTests(records, form, settings);
	if (form === 'selectedFields') {
		return records.map((owned, recordIndex) =>
			selectFields(profileCells(kind, owned), settings.columns, recordIndex),
		);
	}
	if (kind === 'athlete') {
		return records.map((athlete, recordIndex) => whole(simplifyAthlete(athlete), recordIndex));
	}
	// A coach has few fields, all readable as they are.
	const coaches = records.map(({ record }, recordIndex) => whole(record, recordIndex));
	return form === 'simplified' ? coaches : alignColumns(coaches);
}

/**
 * As {@link formOutput}, but the JSON alone. Raw records need no work here, which matters when
 * there are very many.
 */
export function formJson(
	kind: RecordKind | null,
	records: readonly OutputRecord[],
	settings: OutputSettings,
	schemas?: MetricsSchemaLookup,
): JsonObject[] {
	if (settings.form === 'raw') return records.map(rawRecord);
	return formOutput(kind, records, settings, schemas).map(({ json }) => json);
}

type FormOfRecords = Exclude<OutputForm, 'raw'>;

function formTests(
	tests: readonly OutputRecord[],
	form: FormOfRecords,
	settings: OutputSettings,
): OutputItem[] {
	const readMetrics = testMetricReader();
	const read = (test: OutputRecord) => readTest(test, readMetrics, settings);
	const rowOf = (test: OutputRecord, index: number) =>
		test.compared ? comparedTestRow(read(test), test.compared, index) : testRow(read(test), index);
	if (form === 'rowPerMetric') {
		return tests.flatMap((test, recordIndex) =>
			test.compared
				? comparedMetricRows(read(test), test.compared, recordIndex)
				: testMetricRows(read(test), recordIndex),
		);
	}
	if (form === 'rowPerRecord') return alignRows(tests.map(rowOf));
	if (form === 'selectedFields') {
		const { columns } = settings;
		return tests.map((test, index) => selectColumns(rowOf(test, index), columns));
	}
	return tests.map((test, recordIndex) =>
		whole(
			test.compared ? simplifyComparedTest(read(test), test.compared) : simplifyTest(read(test)),
			recordIndex,
		),
	);
}

function formActivities(
	records: readonly OwnedRecord[],
	form: FormOfRecords,
	{ timeZone, columns, athleteIds }: OutputSettings,
	schemas: MetricsSchemaLookup,
): OutputItem[] {
	const readers = new Map<string | null, ActivityMetricReader>();
	const read = (owned: OwnedRecord) => {
		let readMetrics = readers.get(owned.coachId);
		if (!readMetrics) {
			readMetrics = activityMetricReader(schemas.get(owned.coachId ?? '') ?? noSchema);
			readers.set(owned.coachId, readMetrics);
		}
		return ofAthletes(readActivity(owned, readMetrics, timeZone), athleteIds);
	};
	if (form === 'rowPerMetric') {
		return records.flatMap((record, recordIndex) => activityMetricRows(read(record), recordIndex));
	}
	if (form === 'rowPerRecord') {
		return alignRows(
			records.flatMap((record, recordIndex) => activityRows(read(record), recordIndex)),
		);
	}
	if (form === 'selectedFields') {
		// The rows of periods would look like others of the whole activity.
		const hasPeriods = columns.some((name) => periodColumns.includes(name));
		return records
			.flatMap((record, recordIndex) => activityRows(read(record), recordIndex, hasPeriods))
			.map((row) => selectColumns(row, columns));
	}
	return records.map((record, recordIndex) => whole(simplifyActivity(read(record)), recordIndex));
}

const noSchema: MetricsSchema = new Map();

/** Whether the items of activities have metrics, whose names are those of the metrics schema. */
export function hasMetrics({ form, columns }: OutputSettings): boolean {
	if (form === 'raw') return false;
	return form !== 'selectedFields' || columns.some((name) => !isFixedColumn(name));
}

/** What may be selected of an athlete or a coach: the fields that are sent, and the readable ones. */
function profileCells(kind: 'athlete' | 'coach', owned: OwnedRecord): JsonObject {
	if (kind === 'coach') return owned.record;
	const simplified = simplifyAthlete(owned);
	const { name: athlete_name, reference_id: athlete_reference_id } = simplified;
	return { ...owned.record, athlete_name, athlete_reference_id, ...simplified };
}

/**
 * The record as sent. If its athlete was looked up, the athlete's fields are added; if its values
 * were compared, the comparisons.
 */
function rawRecord({ record, athlete, compared }: OutputRecord): JsonObject {
	const sent = compared ? { ...record, comparisons: comparisonsOf(compared) } : record;
	if (athlete === undefined) return sent;
	return {
		...sent,
		athlete_id: record.athlete_id ?? athlete?.athlete_id ?? null,
		athlete_name: athlete && athleteName(athlete),
		athlete_reference_id: athlete?.reference_id ?? null,
	};
}

function whole(json: JsonObject, recordIndex: number): OutputItem {
	return { json, recordIndex, part: '' };
}
