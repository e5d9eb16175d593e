import {
	countRecords,
	decodeNumber,
	encodeNumber,
	recordLength,
	type SeenRecords,
} from './seenRecords';
import { usPerMinute } from '../records/time';

/**
 * What the trigger keeps between polls. Flat, since n8n saves only what is assigned at the top
 * level, and compact, since n8n loads it with every execution of the workflow.
 */
export interface PollState {
	version: 1;
	/** The streams, 23 characters each. */
	streams: string;
	/** The seenParts of the streams, one after the other. */
	memory: string;
	/** The stream with which the next poll begins, where this one had no time for it. */
	next: string;
	/**
	 * When items were given that this state does not remember, milliseconds since 1970; 0 where it
	 * remembers all that were given.
	 */
	pendingMs: number;
}

/** What is known of one stream: the records of a kind, of one coach or of the whole account. */
export interface Stream {
	/** 8 characters. */
	key: string;
	/**
	 * The earliest time that still has to be looked at, microseconds since 1970. Before there is a
	 * baseline: from when the records are not part of it, which is when the stream was first seen.
	 */
	cursorUs: number;
	/** When everything since then was last read; 0 where there is no baseline yet. */
	fullScanUs: number;
	memory: SeenRecords;
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
		const [since, swept, count] = [0, 1, 2].map((i) => {
			const from = at + keyLength + i * numberLength;
			return decodeNumber(state.streams.slice(from, from + numberLength));
		});
		const end = begin + (count ?? 0) * recordLength;
		streams.set(key, {
			key,
			cursorUs: (since ?? 0) * usPerMinute,
			fullScanUs: (swept ?? 0) * usPerMinute,
			memory: state.memory.slice(begin, end),
		});
		begin = end;
	}
	return streams;
}

/** The streams as the state keeps them: times in whole minutes, those gone by. */
export function encodeStreams(streams: Iterable<Stream>): Pick<PollState, 'streams' | 'memory'> {
	let headers = '';
	const seenParts: SeenRecords[] = [];
	for (const { key, cursorUs, fullScanUs, memory } of streams) {
		headers +=
			key +
			encodeNumber(cursorUs / usPerMinute, numberLength) +
			encodeNumber(fullScanUs / usPerMinute, numberLength) +
			encodeNumber(countRecords(memory), numberLength);
		seenParts.push(memory);
	}
	return { streams: headers, memory: seenParts.join('') };
}

/**
 * The state as n8n gives it back.
 *
 * @returns `null` where there is none, or none that this version wrote
 */
export function readState(saved: Record<string, unknown>): PollState | null {
	const { version, streams, memory, next, pendingMs } = saved;
	if (version !== 1 || typeof streams !== 'string' || typeof memory !== 'string') return null;
	return {
		version,
		streams,
		memory,
		next: typeof next === 'string' ? next : '',
		pendingMs: typeof pendingMs === 'number' ? pendingMs : 0,
	};
}
