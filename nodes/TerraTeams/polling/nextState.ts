import { dayOf, usPerMinute } from '../records/time';
import { hasBaseline, type StreamOutcome, type StreamRead, type StreamToRead } from './readStreams';
import type { SeenRecord } from './seenRecords';
import type { Candidate } from './selectEvents';
import { encodeStreams, type PollState, type Stream } from './state';

/** A time long ago, for a stream with a baseline and a full scan that is due at once. */
const fullScanIsDue = usPerMinute;

/**
 * The state after a poll. Streams that were not read stay as they were.
 *
 * @param kept the streams to keep of the previous state, in its order
 * @param streams the streams to read, in the order of the poll
 * @param unseen what the next poll must find again
 * @param pendingMs see {@link PollState}
 */
export function nextState(
	kept: readonly Stream[],
	streams: readonly StreamToRead[],
	outcomes: readonly StreamOutcome[],
	unseen: readonly Candidate[],
	nowUs: number,
	pendingMs: number,
): PollState {
	const after = new Map(kept.map((stream) => [stream.key, stream]));
	for (const [index, { stream }] of streams.entries()) {
		const outcome = outcomes[index];
		const isRead = outcome?.type === 'read';
		after.set(stream.key, isRead ? streamAfter(outcome.read, unseen, nowUs) : stream);
	}
	const firstLeftOut = outcomes.find((outcome) => outcome.type === 'no-time');
	return {
		...encodeStreams(after.values()),
		resumeFrom: firstLeftOut?.name.key ?? '',
		pendingMs,
	};
}

/**
 * A stream after it was read: all records that were found are seen, except those that the next poll
 * must find again. Only a read that leaves nothing to the next poll counts as complete.
 */
function streamAfter(read: StreamRead, unseen: readonly Candidate[], nowUs: number): Stream {
	const { stream, window } = read;
	const deferred = new Set(
		unseen.filter((candidate) => candidate.read === read).map(({ change }) => change),
	);
	const found = new Map<string, SeenRecord>();
	for (const change of read.changes) {
		if (!deferred.has(change)) found.set(change.key, change.seen);
	}
	const seen = stream.seen.upsert(found);
	if (deferred.size > 0) {
		return hasBaseline(stream)
			? { ...stream, seen }
			: { ...stream, seen, cursorUs: window.range.startUs, fullScanUs: fullScanIsDue };
	}
	const cursorUs = window.nextCursorUs;
	return {
		...stream,
		cursorUs,
		fullScanUs: window.isFullScan ? nowUs : stream.fullScanUs,
		seen: cursorUs > stream.cursorUs ? seen.removeBefore(dayOf(cursorUs)) : seen,
	};
}
