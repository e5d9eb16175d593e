import { withOwnFields, type EventRecord } from '../events/items';
import { dedupeKey, digestOf, identityOf } from '../records/dedupeKey';
import { matchesFilter, noFilter, type RecordFilter } from '../queries/recordFilter';
import { fingerprint } from '../records/fingerprint';
import { canonicalJson, type JsonObject } from '../records/json';
import type { RecordKind } from '../records/kinds';
import { readCoachId } from '../records/readers';
import type { TerraEvent } from './events';

/**
 * The records of an event, each with the dedupe key that the polling trigger gives it as well.
 *
 * @param versioned the kinds that get a new key for each version
 * @param details other facts of the event, by field
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

/** Whether a record of an event passes a filter. A deletion names no more of an athlete than the id. */
export function matchesEvent(filter: RecordFilter, event: TerraEvent, record: JsonObject): boolean {
	const { athleteIds } = filter;
	const ofEvent = event.name === 'athleteDeleted' ? { ...noFilter, athleteIds } : filter;
	return matchesFilter(ofEvent, event.kind, record);
}

/**
 * One item for a whole event.
 *
 * @param body the bytes received, which are the same each time Terra sends the event
 * @param data the records of the event in their output form
 */
export function wholeEvent(
	event: TerraEvent,
	body: Buffer,
	details: JsonObject,
	data: JsonObject[],
): JsonObject {
	const coachIds = new Set(event.records.map((record) => coachIdOf(event, record)));
	const [only = null] = coachIds;
	const coachId = coachIds.size === 1 ? only : coachIdOf(event, {});
	const own = {
		event: event.type,
		dedupe_key: [event.type, coachId, fingerprint(body, 16)].join(':'),
		coach_id: coachId,
		...details,
	};
	return withOwnFields(own, { ...event.content, ...('data' in event.content && { data }) });
}

function keyOf(event: TerraEvent, record: JsonObject, versioned: ReadonlySet<RecordKind>): string {
	const { kind, name, type } = event;
	const coachId = coachIdOf(event, record);
	if (kind === null) return [type, coachId, fingerprint(canonicalJson(record), 16)].join(':');
	const digest = () => digestOf(kind, record);
	const identity = identityOf(kind, record, digest);
	// A deletion must not count as a repeat of the registration.
	if (name === 'athleteDeleted') return [type, coachId, identity].join(':');
	return dedupeKey(kind, coachId, identity, versioned.has(kind) ? digest() : undefined);
}

/** Athletes and coaches name their coach; for a test or an activity only the event does. */
function coachIdOf({ coach, kind }: TerraEvent, record: JsonObject): string | null {
	const own = readCoachId(record);
	const ofEvent = coach && readCoachId(coach);
	return kind === 'athlete' || kind === 'coach' ? (own ?? ofEvent) : (ofEvent ?? own);
}
