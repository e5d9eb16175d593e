import { formJson, hasMetrics, type OutputOptions } from '../output/output';
import type { JsonObject } from '../records/json';
import type { RecordKind } from '../records/kinds';
import type { HistorySettings } from '../queries/testComparison';
import type { OwnedRecord } from '../records/ownedRecord';
import { lookUpAthletes } from './athletes';
import { lookUpComparisons } from './comparisons';
import { eventItems, type EventRecord, type RecordOfKind } from './items';
import type { Lookup } from './lookup';
import { lookUpMetricsSchemas } from './metricsSchemas';

/** How to form the records of events, and what to look up for them. */
export interface EventOutput extends OutputOptions {
	/** How to compare tests with what their athletes did before; `null` for not at all. */
	history: HistorySettings | null;
}

/**
 * The items for the records of events, completed by further requests: the athletes of tests, their
 * earlier tests, and the names of activity metrics. Items go without these where a request fails or
 * time runs out.
 */
export async function toItems(
	events: readonly EventRecord[],
	output: EventOutput,
	lookup: Lookup,
): Promise<JsonObject[]> {
	const records = await completed(events, output, lookup);
	return eventItems(records, output, await schemasFor(output, events, lookup));
}

/** As {@link toItems}, for records of one kind and without the fields of the event. */
export async function toRecordJson(
	kind: RecordKind | null,
	owned: readonly OwnedRecord[],
	output: EventOutput,
	lookup: Lookup,
): Promise<JsonObject[]> {
	const ofKind = owned.map((record) => ({ ...record, kind }));
	const records = await completed(ofKind, output, lookup);
	return formJson(kind, records, output, await schemasFor(output, ofKind, lookup));
}

/**
 * The records with their athletes, or without any that were looked up for something else; tests
 * compared, if that is wanted.
 */
async function completed<Item extends RecordOfKind>(
	records: readonly Item[],
	{ includesAthlete, history }: EventOutput,
	lookup: Lookup,
): Promise<Item[]> {
	const compared = history ? await lookUpComparisons(records, history, lookup) : records;
	if (includesAthlete) return await lookUpAthletes(compared, lookup);
	return compared.map((record) => ({ ...record, athlete: undefined }));
}

async function schemasFor(output: OutputOptions, records: readonly RecordOfKind[], lookup: Lookup) {
	return hasMetrics(output) ? await lookUpMetricsSchemas(records, lookup) : undefined;
}
