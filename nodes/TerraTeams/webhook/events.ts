import { isJsonObject, type Json, type JsonObject } from '../records/json';
import type { RecordKind } from '../records/kinds';
import { parseReceived } from '../records/receivedJson';
import { withoutWriteOnlyFields } from '../records/writeOnlyFields';

/** The events that can start the workflow, by their value in Trigger On. */
const knownEvents = {
	activityRetrieved: { type: 'activity.retrieved', kind: 'activity' },
	athleteDeleted: { type: 'athlete.deleted', kind: 'athlete' },
	athleteRegistered: { type: 'athlete.registered', kind: 'athlete' },
	coachRegistered: { type: 'coach.registered', kind: 'coach' },
	testRetrieved: { type: 'test.retrieved', kind: 'test' },
} as const satisfies Record<string, { type: string; kind: RecordKind }>;

/** `other`: an event of Teams that was not documented when this was written. */
export type WebhookEvent = keyof typeof knownEvents | 'other';

export function isWebhookEvent(value: unknown): value is WebhookEvent {
	return typeof value === 'string' && (value === 'other' || Object.hasOwn(knownEvents, value));
}

/** The kinds of the records of some events, as far as they are known. */
export function kindsOf(events: ReadonlySet<WebhookEvent>): Set<RecordKind> {
	return new Set([...events].flatMap((name) => (name === 'other' ? [] : knownEvents[name].kind)));
}

/** An event as Terra sent it. */
export interface TerraEvent {
	name: WebhookEvent;
	/** Terra's name for it, such as `test.retrieved`. */
	type: string;
	/** The kind of its records; `null` for `other`, where it is not known. */
	kind: RecordKind | null;
	/** The coach that it names next to its records. */
	coach: JsonObject | null;
	/** Its `data`, a list or one object. An `other` event without data is its own record. */
	records: JsonObject[];
	/** All fields but the type. */
	content: JsonObject;
}

/**
 * Reads the body of an event, without the write-only fields of coaches.
 *
 * @returns `null` for anything but an event of Teams: health checks, events of Terra's Unified API
 *   (which arrive at the same address), and bodies that are not JSON
 */
export function readEvent(body: Buffer): TerraEvent | null {
	const json = parseReceived(body.toString());
	if (!isJsonObject(json) || typeof json.type !== 'string') return null;
	const { type, ...fields } = json;
	const known = recognise(type);
	if (known === null) return null;
	const content = withoutWriteOnlyFields(fields);
	const isRecord = known.name === 'other' && content.data === undefined;
	const records = isRecord
		? [content]
		: readData(content.data, known.kind).map(withoutWriteOnlyFields);
	return {
		...known,
		type,
		coach: isJsonObject(content.coach) ? content.coach : null,
		records,
		content: content.data === undefined ? content : { ...content, data: records },
	};
}

/**
 * Goes by the exact type: the Unified API has types named `activity` and `athlete`, while those of
 * Teams have a dot after the kind.
 */
function recognise(type: string): Pick<TerraEvent, 'name' | 'kind'> | null {
	for (const [name, known] of Object.entries(knownEvents)) {
		if (known.type === type && isWebhookEvent(name)) return { name, kind: known.kind };
	}
	return /^(activity|athlete|coach|test)\../.test(type) ? { name: 'other', kind: null } : null;
}

/**
 * A value that is not an object is kept as a record where the kind is not known, and is an id in an
 * event about athletes: a deletion may hold nothing else.
 */
function readData(data: Json | undefined, kind: RecordKind | null): JsonObject[] {
	const values = Array.isArray(data) ? data : [data ?? null];
	return values.flatMap((value): JsonObject[] => {
		if (isJsonObject(value)) return [value];
		if (value === null) return [];
		if (kind === null) return [{ value }];
		return kind === 'athlete' && typeof value === 'string' ? [{ athlete_id: value }] : [];
	});
}
