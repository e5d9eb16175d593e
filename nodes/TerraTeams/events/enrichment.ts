import { formJson, hasMetrics, type OutputOptions } from '../output/output';
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
	const records = await withAthletes(events, output, lookup);
	return eventItems(records, output, await schemasFor(output, events, lookup));
}

/** As {@link toItems}, for records of one kind and without the fields of the event. */
export async function toRecordJson(
	kind: RecordKind | null,
	owned: readonly OwnedRecord[],
	output: OutputOptions,
	lookup: Lookup,
): Promise<JsonObject[]> {
	const ofKind = owned.map((record) => ({ ...record, kind }));
	const records = await withAthletes(ofKind, output, lookup);
	return formJson(kind, records, output, await schemasFor(output, ofKind, lookup));
}

/** The records with their athletes, or without any that were looked up for a filter. */
async function withAthletes<Item extends RecordOfKind>(
	records: readonly Item[],
	{ includesAthlete }: OutputOptions,
	lookup: Lookup,
): Promise<Item[]> {
	if (includesAthlete) return await lookUpAthletes(records, lookup);
	return records.map((record) => ({ ...record, athlete: undefined }));
}

async function schemasFor(output: OutputOptions, records: readonly RecordOfKind[], lookup: Lookup) {
	return hasMetrics(output) ? await lookUpMetricsSchemas(records, lookup) : undefined;
}
