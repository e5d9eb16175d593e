import { usPerMinute } from '../records/time';
import { decodeNumber, encodeNumber } from './encodedNumbers';
import { SeenRecords } from './seenRecords';
import { decodeVersion1, lengthInVersion1 } from './stateVersion1';

/** What the trigger keeps between polls: compact, since n8n loads it with every execution. */
export interface PollState {
	/** The streams, 23 characters each; 29 where the coach is missing. */
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
	/**
	 * Since when the coach is missing from the account's list, microseconds since 1970; `null` where
	 * it is there.
	 */
	missingSinceUs: number | null;
	seen: SeenRecords;
}

const keyLength = 8;
const numberLength = 5;
const headerLength = keyLength + 3 * numberLength;

/** Follows the header of a stream whose coach is missing, before the time since when; in no key. */
const missingMark = '!';

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
	const numberAt = (at: number) => decodeNumber(headers.slice(at, at + numberLength));
	let begin = 0;
	let at = 0;
	while (at + headerLength <= headers.length) {
		const key = headers.slice(at, at + keyLength);
		const cursor = numberAt(at + keyLength);
		const fullScan = numberAt(at + keyLength + numberLength);
		const end = begin + lengthOf(numberAt(at + keyLength + 2 * numberLength));
		at += headerLength;
		let missingSinceUs: number | null = null;
		if (headers.startsWith(missingMark, at)) {
			missingSinceUs = numberAt(at + missingMark.length) * usPerMinute;
			at += missingMark.length + numberLength;
		}
		streams.set(key, {
			key,
			cursorUs: cursor * usPerMinute,
			fullScanUs: fullScan * usPerMinute,
			missingSinceUs,
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
	for (const { key, cursorUs, fullScanUs, missingSinceUs, seen } of streams) {
		const part = seen.encode();
		headers +=
			key +
			encodeNumber(cursorUs / usPerMinute, numberLength) +
			encodeNumber(fullScanUs / usPerMinute, numberLength) +
			encodeNumber(part.length, numberLength) +
			(missingSinceUs === null
				? ''
				: missingMark + encodeNumber(missingSinceUs / usPerMinute, numberLength));
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
