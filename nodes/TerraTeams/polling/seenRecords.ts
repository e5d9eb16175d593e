/**
 * The seen records of a stream, as one string of entries of 15 characters, sorted by key: a key
 * (8), the version of the content (4) and a day (3). In n8n's database a string takes no more than
 * its characters, and a look-up parses only the entries that it reads.
 */
export type SeenRecords = string;

/** The entry of a record. */
export interface SeenRecord {
	/** 4 characters that change with the record's content. */
	version: string;
	/** The record's day, or the day it was last seen if it has none: days since 1970 in UTC. */
	day: number;
}

const keyLength = 8;
/** Long enough to miss one update in 16 million. */
export const versionLength = 4;

const versionEnd = keyLength + versionLength;
export const entryLength = versionEnd + 3;

export function countRecords(seen: SeenRecords): number {
	return seen.length / entryLength;
}

/** The entry under a key (8 characters), if any. */
export function lookup(seen: SeenRecords, key: string): SeenRecord | undefined {
	const at = positionOf(seen, key) * entryLength;
	if (seen.slice(at, at + keyLength) !== key) return undefined;
	return {
		version: seen.slice(at + keyLength, at + versionEnd),
		day: decodeNumber(seen.slice(at + versionEnd, at + entryLength)),
	};
}

/** A copy in which these records are added or replaced. */
export function upsert(seen: SeenRecords, records: ReadonlyMap<string, SeenRecord>): SeenRecords {
	const pieces: string[] = [];
	let copied = 0;
	for (const [key, { version, day }] of [...records].sort(([a], [b]) => (a < b ? -1 : 1))) {
		const at = positionOf(seen, key) * entryLength;
		const replaces = seen.slice(at, at + keyLength) === key;
		pieces.push(seen.slice(copied, at), key, version, encodeNumber(day, 3));
		copied = replaces ? at + entryLength : at;
	}
	pieces.push(seen.slice(copied));
	return pieces.join('');
}

/** A copy without the records of the days before one. */
export function removeBefore(seen: SeenRecords, day: number): SeenRecords {
	const pieces: string[] = [];
	let begin = 0;
	for (let at = 0; at < seen.length; at += entryLength) {
		if (decodeNumber(seen.slice(at + versionEnd, at + entryLength)) >= day) continue;
		pieces.push(seen.slice(begin, at));
		begin = at + entryLength;
	}
	pieces.push(seen.slice(begin));
	return pieces.join('');
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A whole number in characters of 6 bits; one that does not fit becomes the largest that does. */
export function encodeNumber(value: number, length: number): string {
	let rest = Math.min(Math.max(0, Math.floor(value)), 64 ** length - 1);
	let text = '';
	for (let i = 0; i < length; i++) {
		text = digits.charAt(rest % 64) + text;
		rest = Math.floor(rest / 64);
	}
	return text;
}

/** The number that {@link encodeNumber} wrote. */
export function decodeNumber(text: string): number {
	let value = 0;
	for (const digit of text) value = value * 64 + digits.indexOf(digit);
	return value;
}

/** The index of the first entry whose key is not before this one. */
function positionOf(seen: SeenRecords, key: string): number {
	let low = 0;
	let high = countRecords(seen);
	while (low < high) {
		const middle = (low + high) >>> 1;
		const at = middle * entryLength;
		if (seen.slice(at, at + keyLength) < key) low = middle + 1;
		else high = middle;
	}
	return low;
}
