import { usPerMinute } from '../records/time';
import { decodeNumber, encodeNumber } from './encodedNumbers';
import { SeenRecords } from './seenRecords';
import { decodeVersion1, lengthInVersion1 } from './stateVersion1';

/** What the trigger keeps between polls: compact, since n8n loads it with every execution. */
export interface PollState {
	/** The streams, 23 characters each. */
	streams: string;
	/** The seen records of the streams as text, one stream after the other. */
	seen: string;
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
 * under the names of version 0.1.0 of the package. That one wrote version 1 of the state.
 */
export interface SavedState {
	version: 2;
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
	return decodeHeaders(
		state.streams,
		state.seen,
		(length) => length,
		(text) => SeenRecords.decode(text),
	);
}

/**
 * @param lengthOf the length of a stream's seen records, from the third number of its header
 * @param decode reads them
 */
function decodeHeaders(
	headers: string,
	seen: string,
	lengthOf: (third: number) => number,
	decode: (text: string) => SeenRecords,
): Map<string, Stream> {
	const streams = new Map<string, Stream>();
	let begin = 0;
	for (let at = 0; at + headerLength <= headers.length; at += headerLength) {
		const key = headers.slice(at, at + keyLength);
		const [cursor = 0, fullScan = 0, third = 0] = [0, 1, 2].map((i) => {
			const from = at + keyLength + i * numberLength;
			return decodeNumber(headers.slice(from, from + numberLength));
		});
		const end = begin + lengthOf(third);
		streams.set(key, {
			key,
			cursorUs: cursor * usPerMinute,
			fullScanUs: fullScan * usPerMinute,
			seen: decode(seen.slice(begin, end)),
		});
		begin = end;
	}
	return streams;
}

/** The streams as a state keeps them, with times in whole minutes, rounded down. */
export function encodeStreams(streams: Iterable<Stream>): Pick<PollState, 'streams' | 'seen'> {
	let headers = '';
	let texts = '';
	for (const { key, cursorUs, fullScanUs, seen } of streams) {
		const part = seen.encode();
		headers +=
			key +
			encodeNumber(cursorUs / usPerMinute, numberLength) +
			encodeNumber(fullScanUs / usPerMinute, numberLength) +
			encodeNumber(part.length, numberLength);
		texts += part;
	}
	return { streams: headers, seen: texts };
}

export function toSavedState({ streams, seen, resumeFrom, pendingMs }: PollState): SavedState {
	return { version: 2, streams, memory: seen, next: resumeFrom, pendingMs };
}

/**
 * The state from n8n's static data of the node, also from version 0.1.0 of the package.
 *
 * @returns `null` where there is none, or none that can be read
 */
export function readState(saved: Record<string, unknown>): PollState | null {
	const { version, streams, memory: seen, next, pendingMs } = saved;
	if (typeof streams !== 'string' || typeof seen !== 'string') return null;
	if (version !== 1 && version !== 2) return null;
	const ofStreams =
		version === 2
			? { streams, seen }
			: encodeStreams(decodeHeaders(streams, seen, lengthInVersion1, decodeVersion1).values());
	return {
		...ofStreams,
		resumeFrom: typeof next === 'string' ? next : '',
		pendingMs: typeof pendingMs === 'number' ? pendingMs : 0,
	};
}
