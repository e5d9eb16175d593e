import { mapConcurrently } from '../api/concurrencyLimiter';
import { maxConcurrentRequests } from '../queries/rangeSearch';
import { matchesFilter } from '../queries/recordFilter';
import type { JsonObject } from '../records/json';
import { usPerDay } from '../records/time';
import { detectChanges, type Change } from './detectChanges';
import type { PollSettings } from './settings';
import { readStream, type PollSource } from './source';
import type { Stream } from './state';
import { isRateLimit, type StreamFailure } from './streamFailures';
import type { StreamName } from './streams';
import { baselineWindow, nextWindow, type Window } from './window';

/** The clock of a poll. */
export interface PollClock {
	nowMs: number;
	/** Whether there is time for another stream. */
	hasTime: () => boolean;
}

/** A stream as it is before a poll. */
export interface StreamToRead {
	name: StreamName;
	stream: Stream;
	/** Whether none of its records are emitted, since it is new and they are its baseline. */
	isSilent: boolean;
}

/** A stream that was read. */
export interface StreamRead {
	name: StreamName;
	/** As it was before. */
	stream: Stream;
	/** Records dated before this time (or not dated at all) are silent; `null` where none are. */
	emitFromUs: number | null;
	window: Window;
	changes: Change[];
}

/** The outcome of a stream in a poll. */
export type StreamOutcome =
	| { type: 'read'; read: StreamRead }
	| { type: 'failed'; failure: StreamFailure }
	| { type: 'no-time'; name: StreamName };

/**
 * Reads what may be new in each stream, a few streams at a time, and detects the changes.
 *
 * Once the time is up or Terra limits the rate, no further stream is begun. The first one is always
 * read, so that a slow server does not stop all progress.
 *
 * @param coaches the coaches of the account, where they have been listed already
 */
export async function readStreams(
	streams: readonly StreamToRead[],
	settings: PollSettings,
	source: PollSource,
	clock: PollClock,
	coaches: JsonObject[] | null,
): Promise<StreamOutcome[]> {
	const nowUs = clock.nowMs * 1000;
	let begun = 0;
	let isRateLimited = false;
	return await mapConcurrently(
		streams,
		maxConcurrentRequests,
		async ({ name, stream, isSilent }) => {
			if (begun > 0 && (isRateLimited || !clock.hasTime())) return { type: 'no-time', name };
			begun++;
			const window = windowOf(stream, settings, nowUs);
			try {
				const records = await readStream(name, window.range, source, coaches);
				const matches = (record: JsonObject) => matchesFilter(settings.filter, name.kind, record);
				const changes = detectChanges(name.kind, records, stream.seen, nowUs, matches);
				const emitFromUs = emitFrom(stream, isSilent);
				return { type: 'read', read: { name, stream, emitFromUs, window, changes } };
			} catch (thrown) {
				const failure = { name, thrown };
				isRateLimited ||= isRateLimit(failure);
				return { type: 'failed', failure };
			}
		},
	);
}

export function hasBaseline({ fullScanUs }: Stream): boolean {
	return fullScanUs !== 0;
}

function windowOf(stream: Stream, settings: PollSettings, nowUs: number): Window {
	const lookBackUs = settings.lookBackDays * usPerDay;
	return hasBaseline(stream)
		? nextWindow(stream, nowUs, lookBackUs)
		: baselineWindow(Math.min(stream.cursorUs, nowUs - lookBackUs), nowUs);
}

/** Records from this time on are emitted; `null` where all are, since the stream has a baseline. */
function emitFrom(stream: Stream, isSilent: boolean): number | null {
	if (hasBaseline(stream)) return null;
	return isSilent ? Infinity : stream.cursorUs;
}
