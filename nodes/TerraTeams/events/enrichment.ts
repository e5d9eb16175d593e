import { formJson, type OutputOptions } from '../output/output';
import type { JsonObject } from '../records/json';
import type { RecordKind } from '../records/kinds';
import type { OwnedRecord } from '../records/ownedRecord';
import { lookUpAthletes } from './athletes';
import { eventItems, type EventRecord, type RecordOfKind } from './items';
import type { Lookup } from './lookup';
import { lookUpMetricsSchemas } from './metricsSchemas';

/**
 * The items for the records of events, completed by further requests: the athletes of tests, and
 * the names of activity metrics. Items go without these where a request fails or time runs out.
 */
export async function toItems(
	events: readonly EventRecord[],
	output: OutputOptions,
	lookup: Lookup,
): Promise<JsonObject[]> {
	const records = output.includesAthlete ? await lookUpAthletes(events, lookup) : events;
	return eventItems(records, output, await schemasFor(output.form, events, lookup));
}

/** As {@link toItems}, for records of one kind and without the fields of the event. */
export async function toRecordJson(
	kind: RecordKind | null,
	owned: readonly OwnedRecord[],
	output: OutputOptions,
	lookup: Lookup,
): Promise<JsonObject[]> {
	const ofKind = owned.map((record) => ({ ...record, kind }));
	const records = output.includesAthlete ? await lookUpAthletes(ofKind, lookup) : ofKind;
	return formJson(kind, records, output, await schemasFor(output.form, ofKind, lookup));
}

async function schemasFor(
	form: OutputOptions['form'],
	records: readonly RecordOfKind[],
	lookup: Lookup,
) {
	return form === 'raw' ? undefined : await lookUpMetricsSchemas(records, lookup);
}
