/**
 * The seen records of a stream, as one string of entries of 15 characters, sorted by key: a key
 * (8), the version of the content (4), and a day with a mark (3). In n8n's database a string takes no more than
 * its characters, and a look-up parses only the entries that it reads.
 */
export type SeenRecords = string;

/** The entry of a record. */
export interface SeenRecord {
	/** 4 characters that change with the record's content. */
	version: string;
	/** The record's day, or the day it was last seen if it has none: days since 1970 in UTC. */
	day: number;
	/** Whether a filter left out this version of the record, so that a later one may be its first. */
	isLeftOut: boolean;
}

const keyLength = 8;
/** Long enough to miss one update in 16 million. */
export const versionLength = 4;

const versionEnd = keyLength + versionLength;
export const entryLength = versionEnd + 3;

/** Three characters hold a day of up to the year 2328, and above it the mark. */
const leftOutMark = 64 ** 3 / 2;
const lastDay = leftOutMark - 1;

export function countRecords(seen: SeenRecords): number {
	return seen.length / entryLength;
}

/** The entry under a key (8 characters), if any. */
export function lookup(seen: SeenRecords, key: string): SeenRecord | undefined {
	const at = positionOf(seen, key) * entryLength;
	if (seen.slice(at, at + keyLength) !== key) return undefined;
	const marked = decodeNumber(seen.slice(at + versionEnd, at + entryLength));
	return {
		version: seen.slice(at + keyLength, at + versionEnd),
		day: marked % leftOutMark,
		isLeftOut: marked >= leftOutMark,
	};
}

/** A copy in which these records are added or replaced. */
export function upsert(seen: SeenRecords, records: ReadonlyMap<string, SeenRecord>): SeenRecords {
	const pieces: string[] = [];
	let copied = 0;
	for (const [key, { version, day, isLeftOut }] of [...records].sort(([a], [b]) =>
		a < b ? -1 : 1,
	)) {
		const at = positionOf(seen, key) * entryLength;
		const replaces = seen.slice(at, at + keyLength) === key;
		const marked = Math.min(day, lastDay) + (isLeftOut ? leftOutMark : 0);
		pieces.push(seen.slice(copied, at), key, version, encodeNumber(marked, 3));
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
		const marked = decodeNumber(seen.slice(at + versionEnd, at + entryLength));
		if (marked % leftOutMark >= day) continue;
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
