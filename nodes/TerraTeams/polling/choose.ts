import type { Finding } from './compare';
import { eventOf, type PollEvent } from './events';
import type { StreamName } from './streams';
import type { PollSettings } from './settings';
import type { Stream } from './state';
import type { Window } from './window';

/** A stream as a poll found it. */
export interface Reading {
	name: StreamName;
	stream: Stream;
	/** Records dated before this time (or not dated at all) are silent; `null` where none are. */
	emitFromUs: number | null;
	window: Window;
	findings: Finding[];
}

/** A finding that is an event of the settings. */
export interface Candidate {
	reading: Reading;
	finding: Finding;
	event: PollEvent;
}

/** What a poll emits, and what it leaves to the next one. */
export interface Choice {
	emitted: Candidate[];
	left: Candidate[];
}

/**
 * Chooses among all findings of a poll what to emit: the oldest ones up to the limit. Whatever is
 * in neither list is to be remembered without being emitted.
 */
export function choose(readings: readonly Reading[], settings: PollSettings): Choice {
	const candidates: Candidate[] = [];
	for (const reading of readings) {
		for (const finding of reading.findings) {
			if (finding.change === 'same' || isSilent(reading, finding)) continue;
			const event = eventOf(settings.events, reading.name.kind, finding.change);
			if (event) candidates.push({ reading, finding, event });
		}
	}
	const timeOf = ({ finding }: Candidate) => finding.timestampUs ?? Infinity;
	candidates.sort((a, b) => (timeOf(a) === timeOf(b) ? 0 : timeOf(a) - timeOf(b)));
	return {
		emitted: candidates.slice(0, settings.maxItems),
		left: candidates.slice(settings.maxItems),
	};
}

function isSilent({ emitFromUs }: Reading, { timestampUs }: Finding): boolean {
	return emitFromUs !== null && (timestampUs === null || timestampUs < emitFromUs);
}
