import type { Change } from './detectChanges';
import { eventOf, type PollEvent } from './events';
import type { StreamRead } from './readStreams';
import type { PollSettings } from './settings';

/** A change that is one of the events to emit. */
export interface Candidate {
	read: StreamRead;
	change: Change;
	event: PollEvent;
}

/** What a poll emits now, and what it leaves to the next one. */
export interface Selection {
	emitted: Candidate[];
	deferred: Candidate[];
}

/**
 * Selects what to emit of the changes of a poll: the oldest ones, up to the limit. A change that is
 * in neither list counts as seen without being emitted.
 */
export function selectEvents(reads: readonly StreamRead[], settings: PollSettings): Selection {
	const candidates: Candidate[] = [];
	for (const read of reads) {
		for (const change of read.changes) {
			if (change.type === 'none' || change.seen.isLeftOut || isSilent(read, change)) continue;
			const event = eventFor(change, change.type, read, settings);
			if (event) candidates.push({ read, change, event });
		}
	}
	const timeOf = ({ change }: Candidate) => change.timestampUs ?? Infinity;
	candidates.sort((a, b) => (timeOf(a) === timeOf(b) ? 0 : timeOf(a) - timeOf(b)));
	return {
		emitted: candidates.slice(0, settings.maxItems),
		deferred: candidates.slice(settings.maxItems),
	};
}

/** What was left out until now is created; users who want no Created get it as an update. */
function eventFor(
	{ wasLeftOut }: Change,
	type: 'created' | 'updated',
	{ name }: StreamRead,
	{ events }: PollSettings,
): PollEvent | undefined {
	const event = eventOf(events, name.kind, type);
	return event ?? (wasLeftOut ? eventOf(events, name.kind, 'updated') : undefined);
}

function isSilent({ emitFromUs }: StreamRead, { timestampUs }: Change): boolean {
	return emitFromUs !== null && (timestampUs === null || timestampUs < emitFromUs);
}
