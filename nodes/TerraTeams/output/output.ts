import { athleteName } from '../records/readers';
import type { JsonObject } from '../records/json';
import { readActivity } from './activity/readActivity';
import { activityMetricRows } from './activity/activityMetricRows';
import { activityMetricReader, type ActivityMetricReader } from './activity/activityMetrics';
import { activityRows } from './activity/activityRows';
import { simplifyAthlete } from './athlete';
import { alignColumns, alignRows } from './columns';
import type { MetricsSchema, MetricsSchemaLookup } from './metricsSchema';
import type { OutputItem } from './outputItem';
import { simplifyActivity } from './activity/simplifiedActivity';
import { simplifyTest } from './test/simplifiedTest';
import type { RecordKind } from '../records/kinds';
import type { OwnedRecord } from '../records/ownedRecord';
import { testMetricRows } from './test/testMetricRows';
import { testMetricReader } from './test/testMetrics';
import { testRow } from './test/testRow';

/**
 * What an item holds: a readable record, a flat row of a table, a single metric value, or the record
 * as Terra sent it.
 */
export type OutputForm = 'simplified' | 'rowPerRecord' | 'rowPerMetric' | 'raw';

/** The form of the records, and whether to look up the athlete of each test. */
export interface OutputOptions {
	form: OutputForm;
	includesAthlete: boolean;
}

/**
 * The items that records of one kind give in a form, in the order of the records. All rows have the
 * same columns in the same order; rows of several kinds together need `alignColumns` afterwards.
 * Athletes and coaches have no rows of their own: in both row forms they are simplified. Nothing
 * throws, whatever the records hold.
 *
 * @param kind `null` where nobody knows what the records are: they are given as they are
 * @param schemas what the names of activity metrics stand for, where that is known
 */
export function formOutput(
	kind: RecordKind | null,
	records: readonly OwnedRecord[],
	form: OutputForm,
	schemas: MetricsSchemaLookup = new Map(),
): OutputItem[] {
	if (form === 'raw' || kind === null) {
		return records.map((sourced, recordIndex) => whole(rawRecord(sourced), recordIndex));
	}
	if (kind === 'activity') return formActivities(records, form, schemas);
	if (kind === 'test') return formTests(records, form);
	if (kind === 'athlete') {
		return records.map((athlete, recordIndex) => whole(simplifyAthlete(athlete), recordIndex));
	}
	// A coach has few fields, all of which people can read.
	const coaches = records.map(({ record }, recordIndex) => whole(record, recordIndex));
	return form === 'simplified' ? coaches : alignColumns(coaches);
}

/**
 * The same items, of each the JSON alone. Raw records need no work then, of which there may be very
 * many.
 */
export function formJson(
	kind: RecordKind | null,
	records: readonly OwnedRecord[],
	form: OutputForm,
	schemas?: MetricsSchemaLookup,
): JsonObject[] {
	if (form === 'raw') return records.map(rawRecord);
	return formOutput(kind, records, form, schemas).map(({ json }) => json);
}

type FormOfRecords = Exclude<OutputForm, 'raw'>;

function formTests(tests: readonly OwnedRecord[], form: FormOfRecords): OutputItem[] {
	const readMetrics = testMetricReader();
	if (form === 'rowPerMetric') {
		return tests.flatMap((test, recordIndex) => testMetricRows(test, recordIndex, readMetrics));
	}
	if (form === 'rowPerRecord') {
		return alignRows(tests.map((test, recordIndex) => testRow(test, recordIndex, readMetrics)));
	}
	return tests.map((test, recordIndex) => whole(simplifyTest(test, readMetrics), recordIndex));
}

function formActivities(
	records: readonly OwnedRecord[],
	form: FormOfRecords,
	schemas: MetricsSchemaLookup,
): OutputItem[] {
	const readers = new Map<string | null, ActivityMetricReader>();
	const read = (sourced: OwnedRecord) => {
		let readMetrics = readers.get(sourced.coachId);
		if (!readMetrics) {
			readMetrics = activityMetricReader(schemas.get(sourced.coachId ?? '') ?? noSchema);
			readers.set(sourced.coachId, readMetrics);
		}
		return readActivity(sourced, readMetrics);
	};
	if (form === 'rowPerMetric') {
		return records.flatMap((record, recordIndex) => activityMetricRows(read(record), recordIndex));
	}
	if (form === 'rowPerRecord') {
		return alignRows(
			records.flatMap((record, recordIndex) => activityRows(read(record), recordIndex)),
		);
	}
	return records.map((record, recordIndex) => whole(simplifyActivity(read(record)), recordIndex));
}

const noSchema: MetricsSchema = new Map();

/** The record as it is; where its athlete was looked for, with the athlete behind it. */
function rawRecord({ record, athlete }: OwnedRecord): JsonObject {
	if (athlete === undefined) return record;
	return {
		...record,
		athlete_id: record.athlete_id ?? athlete?.athlete_id ?? null,
		athlete_name: athlete && athleteName(athlete),
		athlete_reference_id: athlete?.reference_id ?? null,
	};
}

function whole(json: JsonObject, recordIndex: number): OutputItem {
	return { json, recordIndex, part: '' };
}
