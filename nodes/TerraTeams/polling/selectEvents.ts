import type { Change } from './detectChanges';
import { eventOf, type PollEvent } from './events';
import type { StreamName } from './streams';
import type { PollSettings } from './settings';
import type { Stream } from './state';
import type { Window } from './window';

/** A stream as a poll found it. */
export interface StreamRead {
	name: StreamName;
	stream: Stream;
	/** Records dated before this time (or not dated at all) are silent; `null` where none are. */
	emitFromUs: number | null;
	window: Window;
	changes: Change[];
}

/** A change that is an event of the settings. */
export interface Candidate {
	read: StreamRead;
	change: Change;
	event: PollEvent;
}

/** What a poll emits, and what it leaves to the next one. */
export interface Selection {
	emitted: Candidate[];
	left: Candidate[];
}

/**
 * Chooses among all changes of a poll what to emit: the oldest ones up to the limit. Whatever is
 * in neither list is to be remembered without being emitted.
 */
export function selectEvents(reads: readonly StreamRead[], settings: PollSettings): Selection {
	const candidates: Candidate[] = [];
	for (const read of reads) {
		for (const change of read.changes) {
			if (change.change === 'same' || isSilent(read, change)) continue;
			const event = eventOf(settings.events, read.name.kind, change.change);
			if (event) candidates.push({ read, change, event });
		}
	}
	const timeOf = ({ change }: Candidate) => change.timestampUs ?? Infinity;
	candidates.sort((a, b) => (timeOf(a) === timeOf(b) ? 0 : timeOf(a) - timeOf(b)));
	return {
		emitted: candidates.slice(0, settings.maxItems),
		left: candidates.slice(settings.maxItems),
	};
}

function isSilent({ emitFromUs }: StreamRead, { timestampUs }: Change): boolean {
	return emitFromUs !== null && (timestampUs === null || timestampUs < emitFromUs);
}
