import { usPerMinute } from '../records/time';
import {
	countRecords,
	decodeNumber,
	encodeNumber,
	entryLength,
	type SeenRecords,
} from './seenRecords';

/** What the trigger keeps between polls: compact, since n8n loads it with every execution. */
export interface PollState {
	/** The streams, 23 characters each. */
	streams: string;
	/** The seen records of the streams, one stream after the other. */
	seen: SeenRecords;
	/** The key of the stream with which the next poll begins, where this one ran out of time. */
	resumeFrom: string;
	/**
	 * When items were emitted that `seen` does not hold yet, milliseconds since 1970; 0 where it
	 * holds all.
	 */
	pendingMs: number;
}

/**
 * The state as n8n saves it: flat, since n8n notices only what is assigned at the top level, and
 * under the names of version 0.1.0, so that an update of the package finds its state.
 */
export interface SavedState {
	version: 1;
	streams: string;
	memory: string;
	next: string;
	pendingMs: number;
}

/** The state of a stream: the records of a kind, of one coach or of the whole account. */
export interface Stream {
	/** 8 characters. */
	key: string;
	/**
	 * The earliest time still to be read, microseconds since 1970. Without a baseline: when the
	 * stream was first seen; records from this time on are not part of the baseline.
	 */
	cursorUs: number;
	/** When everything since the cursor was last read; 0 where there is no baseline yet. */
	fullScanUs: number;
	seen: SeenRecords;
}

const keyLength = 8;
const numberLength = 5;
const headerLength = keyLength + 3 * numberLength;

/** The streams of a state, by key. */
export function decodeStreams(state: PollState): Map<string, Stream> {
	const streams = new Map<string, Stream>();
	let begin = 0;
	for (let at = 0; at + headerLength <= state.streams.length; at += headerLength) {
		const key = state.streams.slice(at, at + keyLength);
		const [cursor, fullScan, count] = [0, 1, 2].map((i) => {
			const from = at + keyLength + i * numberLength;
			return decodeNumber(state.streams.slice(from, from + numberLength));
		});
		const end = begin + (count ?? 0) * entryLength;
		streams.set(key, {
			key,
			cursorUs: (cursor ?? 0) * usPerMinute,
			fullScanUs: (fullScan ?? 0) * usPerMinute,
			seen: state.seen.slice(begin, end),
		});
		begin = end;
	}
	return streams;
}

/** The streams as a state keeps them, with times in whole minutes, rounded down. */
export function encodeStreams(streams: Iterable<Stream>): Pick<PollState, 'streams' | 'seen'> {
	let headers = '';
	const parts: SeenRecords[] = [];
	for (const { key, cursorUs, fullScanUs, seen } of streams) {
		headers +=
			key +
			encodeNumber(cursorUs / usPerMinute, numberLength) +
			encodeNumber(fullScanUs / usPerMinute, numberLength) +
			encodeNumber(countRecords(seen), numberLength);
		parts.push(seen);
	}
	return { streams: headers, seen: parts.join('') };
}

export function toSavedState({ streams, seen, resumeFrom, pendingMs }: PollState): SavedState {
	return { version: 1, streams, memory: seen, next: resumeFrom, pendingMs };
}

/**
 * The state from n8n's static data of the node.
 *
 * @returns `null` where there is none, or none that this version wrote
 */
export function readState(saved: Record<string, unknown>): PollState | null {
	const { version, streams, memory: seen, next, pendingMs } = saved;
	if (version !== 1 || typeof streams !== 'string' || typeof seen !== 'string') return null;
	return {
		streams,
		seen,
		resumeFrom: typeof next === 'string' ? next : '',
		pendingMs: typeof pendingMs === 'number' ? pendingMs : 0,
	};
}
