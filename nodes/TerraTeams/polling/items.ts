import type { JsonObject } from '../api/json';
import { readText } from '../api/records';
import type { Finding } from './compare';
import { dedupeKey } from './dedupeKey';
import { eventOf, pollEvents, type PollEvent } from './events';
import type { Kind } from './kinds';
import type { PollSettings } from './settings';
import type { StreamName } from './streams';

/** An item that the trigger gives. */
export interface PollItem {
	/** Such as `test.created`. */
	event: string;
	/** The same whenever the same event is given again. */
	dedupeKey: string;
	kind: Kind;
	coachId: string | null;
	record: JsonObject;
}

/** The item for a finding. */
export function toItem(
	event: PollEvent,
	{ kind, coachId: ofCoach }: Pick<StreamName, 'kind' | 'coachId'>,
	{ record, identity, digest }: Finding,
	settings: PollSettings,
): PollItem {
	const coachId = ofCoach ?? readText(record, 'coach_id');
	// With updates, each version is an event of its own; without, a record is one event for good.
	const version = eventOf(settings.events, kind, 'updated') ? digest : undefined;
	return {
		event: pollEvents[event].name,
		dedupeKey: dedupeKey(kind, coachId, identity, version),
		kind,
		coachId,
		record,
	};
}
