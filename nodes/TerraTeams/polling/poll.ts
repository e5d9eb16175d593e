import { mapConcurrently } from '../api/concurrencyLimiter';
import { maxConcurrentRequests } from '../queries/rangeSearch';
import { selectEvents, type Candidate, type StreamRead } from './selectEvents';
import { detectChanges } from './detectChanges';
import { kindsOf } from './events';
import { explain, isRateLimit, isRefusal, type StreamFailure } from './streamFailures';
import { toItem, type PollItem } from './eventRecords';
import { removeBefore, upsert, type SeenRecord } from './seenRecords';
import type { PollSettings } from './settings';
import { listCoaches, readStream, type PollSource } from './source';
import { decodeStreams, encodeStreams, type PollState, type Stream } from './state';
import { startingWith, isWorthKeeping, streamsToRead, type StreamName } from './streams';
import { dayOf, usPerDay, usPerMinute } from '../records/time';
import { baselineWindow, nextWindow, type Window } from './window';

/** What a poll came to. */
export interface PollResult {
	/** The state to save together with the items. */
	state: PollState;
	/** The state with which the next poll would find the same items again. */
	stateBeforeItems: PollState;
	/** Oldest first; those without a time last. */
	items: PollItem[];
	/** What failed, where there is nothing else to say and no new baseline to save. */
	failure?: unknown;
}

/** The clock of a poll. */
export interface PollClock {
	nowMs: number;
	/** Whether there is time to begin with one more stream. */
	hasTime: () => boolean;
}

/** A time long ago, for a stream that has a baseline and is to be swept again at once. */
const fullScanIsDue = usPerMinute;

/**
 * One poll: reads what may be new, compares it with what is remembered, and gives what to emit and
 * what to remember. Nothing is changed in place, so that a poll that is lost can be repeated.
 *
 * - A stream (a kind of records, of one coach) that has no baseline gets one, silently.
 * - A stream that fails stays as it was, and the others go on.
 * - What is over the limit is not remembered, so that the next poll finds it again.
 *
 * @param previous the state that the last poll gave, `null` for the first one
 * @throws what the source throws where the credential is refused (401, 403) and nothing was read,
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
		return { state: previous, stateBeforeItems: previous, items: [], failure: listed.failed };
	}
	const known = previous ? decodeStreams(previous) : new Map<string, Stream>();
	const names = startingWith(streamsToRead(kinds, settings, listed.coaches), previous?.next ?? '');
	const emitExistingUs = previous ? 0 : settings.emitExistingDays * usPerDay;

	const failures: StreamFailure[] = [];
	let begun = 0;
	const answers = await mapConcurrently(names, maxConcurrentRequests, async (name) => {
		const seen = known.get(name.key);
		const stream = seen ?? newStream(name, nowUs - emitExistingUs);
		known.set(name.key, stream);
		// One stream is read whatever the time, lest a slow server bring everything to a halt.
		if (begun > 0 && (!clock.hasTime() || failures.some(isRateLimit))) return 'no time';
		begun++;
		const window = windowOf(stream, settings, nowUs);
		try {
			const records = await readStream(name, window.range, source, listed.coaches);
			const changes = detectChanges(name.kind, records, stream.memory, nowUs);
			const isSilent = !seen && emitExistingUs === 0;
			return { name, stream, emitFromUs: emitFrom(stream, isSilent), window, changes };
		} catch (thrown) {
			failures.push({ name, thrown });
			return 'failed';
		}
	});
	const reads = answers.filter((answer) => typeof answer === 'object');
	const fatal = fatalFailure(failures, reads.length > 0, previous === null, settings);
	if (fatal) throw fatal.thrown;

	const { emitted, left } = selectEvents(reads, settings);
	const wanted = new Set(names.map(({ key }) => key));
	const next = names.find((_, index) => answers[index] === 'no time')?.key ?? '';
	const stateAfter = (unseen: readonly Candidate[], pendingMs: number): PollState => {
		for (const read of reads) {
			known.set(read.name.key, streamAfter(read, unseen, nowUs));
		}
		const streams = [...known.values()].filter(
			(stream) => wanted.has(stream.key) || isWorthKeeping(stream, kinds, settings, nowUs),
		);
		return { version: 1, ...encodeStreams(streams), next, pendingMs };
	};
	const state = stateAfter(left, 0);
	// n8n may not save the state of a poll that throws, and a new baseline must be saved.
	const isQuiet = emitted.length === 0 && reads.every(({ stream }) => hasBaseline(stream));
	const [failure] = failures;
	return {
		state,
		stateBeforeItems: emitted.length > 0 ? stateAfter([...emitted, ...left], clock.nowMs) : state,
		items: emitted.map(({ read, change, event }) => toItem(event, read.name, change, settings)),
		...(isQuiet && failure ? { failure: explain(failure, reads.length > 0) } : {}),
	};
}

/** A stream without a baseline, and from when its records are to be emitted if it gets one later. */
function newStream({ key }: StreamName, cursorUs: number): Stream {
	return { key, cursorUs, fullScanUs: 0, memory: '' };
}

function hasBaseline({ fullScanUs }: Stream): boolean {
	return fullScanUs !== 0;
}

function windowOf(stream: Stream, settings: PollSettings, nowUs: number): Window {
	const lookBackUs = settings.lookBackDays * usPerDay;
	return hasBaseline(stream)
		? nextWindow(stream, nowUs, lookBackUs)
		: baselineWindow(Math.min(stream.cursorUs, nowUs - lookBackUs), nowUs);
}

/** From when on the records of a read are emitted: `null` for all, as of one with a baseline. */
function emitFrom(stream: Stream, isSilent: boolean): number | null {
	if (hasBaseline(stream)) return null;
	return isSilent ? Infinity : stream.cursorUs;
}

/**
 * The failure that a poll ends with. A credential that is refused for some coaches but not for all
 * is theirs at the provider, not the account's.
 */
function fatalFailure(
	failures: readonly StreamFailure[],
	hasReadings: boolean,
	isFirst: boolean,
	settings: PollSettings,
): StreamFailure | undefined {
	if (isFirst && (settings.coaches !== 'all' || !hasReadings)) return failures[0];
	return hasReadings ? undefined : failures.find(({ thrown }) => isRefusal(thrown));
}

/**
 * What is known of a stream after a read: all that was found, but for what the next poll is to
 * find again. Only a read of which nothing is left counts as complete.
 */
function streamAfter(read: StreamRead, left: readonly Candidate[], nowUs: number): Stream {
	const { stream, window } = read;
	const leftOver = new Set(
		left.filter((candidate) => candidate.read === read).map(({ change }) => change),
	);
	const entries = new Map<string, SeenRecord>();
	for (const change of read.changes) {
		if (!leftOver.has(change)) entries.set(change.key, change.entry);
	}
	const memory = upsert(stream.memory, entries);
	if (leftOver.size > 0) {
		return hasBaseline(stream)
			? { ...stream, memory }
			: { ...stream, memory, cursorUs: window.range.startUs, fullScanUs: fullScanIsDue };
	}
	const cursorUs = window.nextCursorUs;
	return {
		...stream,
		cursorUs,
		fullScanUs: window.isFullScan ? nowUs : stream.fullScanUs,
		memory: cursorUs > stream.cursorUs ? removeBefore(memory, dayOf(cursorUs)) : memory,
	};
}
