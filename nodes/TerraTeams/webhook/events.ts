import { isJsonObject, parseJson, type Json, type JsonObject } from '../records/json';
import { withoutWriteOnlyFields } from '../records/writeOnlyFields';
import type { RecordKind } from '../records/kinds';

/** What can start the workflow, by the name that the node's parameter has for it. */
const knownEvents = {
	activityRetrieved: { type: 'activity.retrieved', kind: 'activity' },
	athleteDeleted: { type: 'athlete.deleted', kind: 'athlete' },
	athleteRegistered: { type: 'athlete.registered', kind: 'athlete' },
	coachRegistered: { type: 'coach.registered', kind: 'coach' },
	testRetrieved: { type: 'test.retrieved', kind: 'test' },
} as const satisfies Record<string, { type: string; kind: RecordKind }>;

/** `other`: an event of Teams that was not documented when this was written. */
export type WebhookEvent = keyof typeof knownEvents | 'other';

/** Whether a text is the name of an event. */
export function isWebhookEvent(value: unknown): value is WebhookEvent {
	return typeof value === 'string' && (value === 'other' || Object.hasOwn(knownEvents, value));
}

/** An event as Terra sent it. */
export interface TerraEvent {
	name: WebhookEvent;
	/** Terra's word for it, such as `test.retrieved`. */
	type: string;
	/** What kind of records it holds; `null` of another event, where nobody knows. */
	kind: RecordKind | null;
	/** The coach that it names beside its records. */
	coach: JsonObject | null;
	/** What it holds as `data`, a list or one object. Another event without any is its own record. */
	records: JsonObject[];
	/** All of it but the type. */
	content: JsonObject;
}

/**
 * Reads the body of an event. Fields that a coach is created with and that no answer may repeat are
 * removed, as they are from the answers of the API.
 *
 * @returns `null` for what is no event of Teams: healthchecks, events of Terra's Unified API, which
 *   arrive at the same address, and what is not JSON
 */
export function readEvent(body: Buffer): TerraEvent | null {
	const json = parseJson(body.toString());
	if (!isJsonObject(json) || typeof json.type !== 'string') return null;
	const { type, ...fields } = json;
	const known = recognise(type);
	if (known === null) return null;
	const content = withoutWriteOnlyFields(fields);
	const isRecord = known.name === 'other' && content.data === undefined;
	const records = isRecord
		? [content]
		: recordsOf(content.data, known.kind).map(withoutWriteOnlyFields);
	return {
		...known,
		type,
		coach: isJsonObject(content.coach) ? content.coach : null,
		records,
		content: content.data === undefined ? content : { ...content, data: records },
	};
}

/**
 * By the exact type, since the Unified API has an `activity` and an `athlete` of its own. The types
 * of Teams have a dot behind what they are about; those of the Unified API have none.
 */
function recognise(type: string): Pick<TerraEvent, 'name' | 'kind'> | null {
	for (const [name, known] of Object.entries(knownEvents)) {
		if (known.type === type && isWebhookEvent(name)) return { name, kind: known.kind };
	}
	return /^(activity|athlete|coach|test)\../.test(type) ? { name: 'other', kind: null } : null;
}

/**
 * What is no object is a record as well where nobody knows what there can be, and an id where it is
 * about athletes, of whom a deletion might tell no more.
 */
function recordsOf(data: Json | undefined, kind: RecordKind | null): JsonObject[] {
	const values = Array.isArray(data) ? data : [data ?? null];
	return values.flatMap((value): JsonObject[] => {
		if (isJsonObject(value)) return [value];
		if (value === null) return [];
		if (kind === null) return [{ value }];
		return kind === 'athlete' && typeof value === 'string' ? [{ athlete_id: value }] : [];
	});
}
