import { canonicalJson, type JsonObject } from '../records/json';
import { readCoachId } from '../records/readers';
import type { EventRecord } from '../events/items';
import { dedupeKey, digestOf, identityOf } from '../records/dedupeKey';
import { fingerprint } from '../records/fingerprint';
import type { RecordKind } from '../records/kinds';
import type { TerraEvent } from './events';

/**
 * The records of an event, each with a key that is the same whenever the same thing is given again,
 * also by the polling trigger.
 *
 * @param versioned the kinds of which each version is a thing of its own, and not a repeat
 * @param details what else is known of the event, by field
 */
export function eventRecords(
	event: TerraEvent,
	versioned: ReadonlySet<RecordKind>,
	details: JsonObject,
): EventRecord[] {
	return event.records.map((record) => ({
		event: event.type,
		kind: event.kind,
		dedupeKey: keyOf(event, record, versioned),
		coachId: coachIdOf(event, record),
		record,
		details,
	}));
}

/**
 * The one item for all of an event.
 *
 * @param body what was sent: of the same event it is the same each time that Terra sends it
 * @param data the event's records, as the item is to have them in `data`
 */
export function wholeEvent(
	event: TerraEvent,
	body: Buffer,
	details: JsonObject,
	data: JsonObject[],
): JsonObject {
	const ofRecords = new Set(event.records.map((record) => coachIdOf(event, record)));
	const [only = null] = ofRecords;
	const coachId = ofRecords.size === 1 ? only : coachIdOf(event, {});
	return {
		event: event.type,
		dedupe_key: [event.type, coachId ?? '', fingerprint(body, 16)].join(':'),
		coach_id: coachId,
		...details,
		...event.content,
		...('data' in event.content && { data }),
	};
}

function keyOf(event: TerraEvent, record: JsonObject, versioned: ReadonlySet<RecordKind>): string {
	const { kind, name, type } = event;
	const coachId = coachIdOf(event, record);
	if (kind === null) {
		return [type, coachId ?? '', fingerprint(canonicalJson(record), 16)].join(':');
	}
	const digest = () => digestOf(kind, record);
	const identity = identityOf(kind, record, digest);
	// That an athlete is gone is no repeat of that the athlete came.
	if (name === 'athleteDeleted') return [type, coachId ?? '', identity].join(':');
	return dedupeKey(kind, coachId, identity, versioned.has(kind) ? digest() : undefined);
}

/** Athletes and coaches say whose they are; of a test or an activity only the event says it. */
function coachIdOf({ coach, kind }: TerraEvent, record: JsonObject): string | null {
	const own = readCoachId(record);
	const ofEvent = coach && readCoachId(coach);
	return kind === 'athlete' || kind === 'coach' ? (own ?? ofEvent) : (ofEvent ?? own);
}
