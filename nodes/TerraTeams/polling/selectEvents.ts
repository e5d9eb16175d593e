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
			if (change.type === 'none' || isSilent(read, change)) continue;
			const event = eventOf(settings.events, read.name.kind, change.type);
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

function isSilent({ emitFromUs }: StreamRead, { timestampUs }: Change): boolean {
	return emitFromUs !== null && (timestampUs === null || timestampUs < emitFromUs);
}
