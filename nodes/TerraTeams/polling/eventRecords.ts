import type { EventRecord } from '../events/items';
import { dedupeKey } from '../records/dedupeKey';
import { readCoachId } from '../records/readers';
import type { Change } from './detectChanges';
import { eventOf, pollEvents, type PollEvent } from './events';
import type { PollSettings } from './settings';
import type { StreamName } from './streams';

/** The record that the trigger emits for a change. */
export function toEventRecord(
	event: PollEvent,
	{ kind, coachId: coachOfStream }: StreamName,
	{ record, identity, digest }: Change,
	settings: PollSettings,
): EventRecord {
	const coachId = coachOfStream ?? readCoachId(record);
	// With Updated events each version has its own key; without them a record has one key for good.
	const version = eventOf(settings.events, kind, 'updated') ? digest : undefined;
	return {
		event: pollEvents[event].name,
		dedupeKey: dedupeKey(kind, coachId, identity, version),
		kind,
		coachId,
		record,
	};
}
