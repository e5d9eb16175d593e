import type { EventRecord } from '../events/items';
import { usPerDay } from '../records/time';
import { toEventRecord } from './eventRecords';
import { kindsOf } from './events';
import { nextState } from './nextState';
import { hasBaseline, readStreams, type PollClock, type StreamToRead } from './readStreams';
import { SeenRecords } from './seenRecords';
import { selectEvents, type Candidate } from './selectEvents';
import type { PollSettings } from './settings';
import { listCoaches, type PollSource } from './source';
import { decodeStreams, type PollState, type Stream } from './state';
import { isRefusal, withCoach, type StreamFailure } from './streamFailures';
import { isWorthKeeping, startingWith, streamsToRead } from './streams';
import { wasClockAhead, withTrustedCursor } from './window';

/** The result of a poll. */
export interface PollResult {
	/** The state to save together with the items. */
	state: PollState;
	/** The state with which the next poll would find the same items again. */
	stateBeforeItems: PollState;
	/** Oldest first; those without a time last. */
	items: EventRecord[];
	/** What failed. */
	failure?: unknown;
	/**
	 * Whether the state holds a new baseline. n8n may not save the state of a poll that throws, and a
	 * new baseline must be saved.
	 */
	hasNewBaseline: boolean;
}

/**
 * One poll: reads what may be new, selects what to emit, and gives the state to save. The previous
 * state is not changed, so that a lost poll can be repeated.
 *
 * - A stream (a kind of records, of one coach) without a baseline gets one, silently.
 * - A stream that fails stays as it was, while the others are read.
 * - Items over the limit do not count as seen, so that the next poll finds them again.
 *
 * @param previous the state that the last poll gave, `null` for the first one
 * @throws the error of the source where the credential is refused (401, 403) and nothing was read,
 *   and on the first poll, where a chosen coach or everything failed
 */
export async function poll(
	previous: PollState | null,
	settings: PollSettings,
	source: PollSource,
	clock: PollClock,
): Promise<PollResult> {
	const nowUs = clock.nowMs * 1000;
	const kinds = kindsOf(settings.events);
	const listed = await listCoaches(settings, source);
	if ('failed' in listed) {
		if (!previous || isRefusal(listed.failed)) throw listed.failed;
		return {
			state: previous,
			stateBeforeItems: previous,
			items: [],
			failure: listed.failed,
			hasNewBaseline: false,
		};
	}

	const known: ReadonlyMap<string, Stream> = previous ? decodeStreams(previous) : new Map();
	const isDoubtful = wasClockAhead(known.values(), nowUs);
	const emitExistingUs = previous ? 0 : settings.emitExistingDays * usPerDay;
	const names = streamsToRead(kinds, settings, listed.coaches);
	const streams = startingWith(names, previous?.resumeFrom ?? '').map((name): StreamToRead => {
		const stream = known.get(name.key);
		if (stream) {
			const trusted = withTrustedCursor(stream, isDoubtful, nowUs, settings);
			return { name, stream: { ...trusted, missingSinceUs: null }, isSilent: false };
		}
		const cursorUs = nowUs - emitExistingUs;
		const unread = { cursorUs, fullScanUs: 0, missingSinceUs: null, seen: SeenRecords.none };
		return { name, stream: { key: name.key, ...unread }, isSilent: emitExistingUs === 0 };
	});
	const outcomes = await readStreams(streams, settings, source, clock, listed.coaches);
	const reads = outcomes.flatMap((outcome) => (outcome.type === 'read' ? [outcome.read] : []));
	const failures = outcomes.flatMap((outcome) =>
		outcome.type === 'failed' ? [outcome.failure] : [],
	);
	const fatal = fatalFailure(failures, reads.length > 0, previous === null, settings);
	if (fatal) throw fatal.thrown;

	const { emitted, deferred } = selectEvents(reads, settings);
	const keys = new Set(names.map(({ key }) => key));
	const kept = [...known.values()].flatMap((stream) => {
		if (keys.has(stream.key)) return stream;
		if (!isWorthKeeping(stream, kinds, settings, nowUs)) return [];
		return { ...stream, missingSinceUs: stream.missingSinceUs ?? nowUs };
	});
	const stateAfter = (unseen: readonly Candidate[], pendingMs: number) =>
		nextState(kept, streams, outcomes, unseen, nowUs, pendingMs);
	const state = stateAfter(deferred, 0);
	const [failure] = failures;
	return {
		state,
		stateBeforeItems:
			emitted.length > 0 ? stateAfter([...emitted, ...deferred], clock.nowMs) : state,
		items: emitted.map(({ read, change, event }) =>
			toEventRecord(event, read.name, change, settings),
		),
		...(failure ? { failure: withCoach(failure, reads.length > 0) } : {}),
		hasNewBaseline: !reads.every(({ stream }) => hasBaseline(stream)),
	};
}

/**
 * The failure that the poll throws, if any. A credential that is refused for some coaches but not
 * for all is the coaches' at the provider, not the account's.
 */
function fatalFailure(
	failures: readonly StreamFailure[],
	hasReads: boolean,
	isFirst: boolean,
	settings: PollSettings,
): StreamFailure | undefined {
	if (isFirst && (settings.coaches !== 'all' || !hasReads)) return failures[0];
	return hasReads ? undefined : failures.find(({ thrown }) => isRefusal(thrown));
}
