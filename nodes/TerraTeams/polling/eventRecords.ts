import type { JsonObject } from '../records/json';
import { readCoachId } from '../records/readers';
import type { Change } from './detectChanges';
import { dedupeKey } from '../records/dedupeKey';
import { eventOf, pollEvents, type PollEvent } from './events';
import type { RecordKind } from '../records/kinds';
import type { PollSettings } from './settings';
import type { StreamName } from './streams';

/** An item that the trigger gives. */
export interface PollItem {
	/** Such as `test.created`. */
	event: string;
	/** The same whenever the same event is given again. */
	dedupeKey: string;
	kind: RecordKind;
	coachId: string | null;
	record: JsonObject;
}

/** The item for a change. */
export function toItem(
	event: PollEvent,
	{ kind, coachId: ofCoach }: Pick<StreamName, 'kind' | 'coachId'>,
	{ record, identity, digest }: Change,
	settings: PollSettings,
): PollItem {
	const coachId = ofCoach ?? readCoachId(record);
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
