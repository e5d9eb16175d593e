import { alignColumns } from '../output/columns';
import type { MetricsSchemaLookup } from '../output/metricsSchema';
import { formOutput, type OutputSettings } from '../output/output';
import type { OutputItem } from '../output/outputItem';
import type { OutputRecord } from '../output/test/comparedTest';
import type { JsonObject } from '../records/json';
import type { RecordKind } from '../records/kinds';

/** A record of any kind. */
export interface RecordOfKind extends OutputRecord {
	/** `null` where the kind is not known. */
	kind: RecordKind | null;
}

/** A record that starts the workflow. */
export interface EventRecord extends RecordOfKind {
	/** The event, such as `test.created`. */
	event: string;
	/** The same each time the same event is emitted. */
	dedupeKey: string;
	/** Other facts of the event, by field. */
	details?: JsonObject;
}

/**
 * The items for the records of events, in order: the event's fields, then the record's. Each row of
 * a record has its own dedupe key. All rows have the same columns, whatever the kinds of their
 * records.
 *
 * @param schemas the metrics schemas of the coaches, where they are known
 */
export function eventItems(
	events: readonly EventRecord[],
	settings: OutputSettings,
	schemas?: MetricsSchemaLookup,
): JsonObject[] {
	const itemsOfEvents = new Map<EventRecord, OutputItem[]>(events.map((event) => [event, []]));
	for (const kind of new Set(events.map((event) => event.kind))) {
		const ofKind = events.filter((event) => event.kind === kind);
		for (const item of formOutput(kind, ofKind, settings, schemas)) {
			const event = ofKind[item.recordIndex];
			if (event) itemsOfEvents.get(event)?.push(item);
		}
	}
	const items = [...itemsOfEvents].flatMap(([event, outputs]) =>
		outputs.map((output) => ({ json: eventItem(event, output) })),
	);
	const { form } = settings;
	const isTable = form === 'rowPerRecord' || form === 'rowPerMetric';
	return (isTable ? alignColumns(items) : items).map(({ json }) => json);
}

function eventItem(
	{ event, dedupeKey, coachId, details }: EventRecord,
	{ json, part }: OutputItem,
): JsonObject {
	const own = { event, dedupe_key: part === '' ? dedupeKey : `${dedupeKey}:${part}` };
	const { coach_id: ofRecord = null, ...others } = json;
	return withOwnFields({ ...own, coach_id: coachId ?? ofRecord, ...details }, others);
}

/**
 * Fields of the trigger, then those that Terra sent. Later nodes rely on the trigger's, so a field
 * of Terra's with the same name becomes `terra_...`.
 */
export function withOwnFields(own: JsonObject, sent: JsonObject): JsonObject {
	const item: JsonObject = { ...own };
	for (const [name, value] of Object.entries(sent)) {
		let field = name;
		while (field in own || (field !== name && field in sent)) field = `terra_${field}`;
		item[field] = value;
	}
	return item;
}
