import { canonicalJson, type JsonObject } from '../api/json';
import { readText } from '../api/records';
import { dedupeKey, digestOf, identityOf } from '../polling/dedupeKey';
import { fingerprint } from '../polling/fingerprint';
import type { Kind } from '../polling/kinds';
import type { TerraEvent } from './events';

/** What an item is made of. */
export interface WebhookItem {
	/** The same whenever the same thing is given again, also by the polling trigger. */
	dedupeKey: string;
	coachId: string | null;
	record: JsonObject;
}

/**
 * An item for each record of an event.
 *
 * @param versioned the kinds of which each version is a thing of its own, and not a repeat
 */
export function itemPerRecord(event: TerraEvent, versioned: ReadonlySet<Kind>): WebhookItem[] {
	return event.records.map((record) => ({
		dedupeKey: keyOf(event, record, versioned),
		coachId: coachIdOf(event, record),
		record,
	}));
}

/**
 * One item for all of an event, with its records as a list in `data`.
 *
 * @param body what was sent: of the same event it is the same each time that Terra sends it
 */
export function itemPerEvent(event: TerraEvent, body: Buffer): WebhookItem[] {
	const ofRecords = new Set(event.records.map((record) => coachIdOf(event, record)));
	const [only = null] = ofRecords;
	const coachId = ofRecords.size === 1 ? only : coachIdOf(event, {});
	const key = [event.type, coachId ?? '', fingerprint(body, 16)].join(':');
	return [{ dedupeKey: key, coachId, record: event.content }];
}

function keyOf(event: TerraEvent, record: JsonObject, versioned: ReadonlySet<Kind>): string {
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
	const own = readText(record, 'coach_id');
	const ofEvent = coach && readText(coach, 'coach_id');
	return kind === 'athlete' || kind === 'coach' ? (own ?? ofEvent) : (ofEvent ?? own);
}
