/**
 * What is remembered of records, as one string of entries of 15 characters, sorted by key: a key
 * (8), the version of the content (4) and a day (3). A string costs n8n's database no more than its
 * characters, and a look-up needs no parsing of what it does not look at.
 */
export type SeenRecords = string;

/** What is remembered of one record. */
export interface SeenRecord {
	/** 4 characters that change with the record's content. */
	version: string;
	/** The record's day, or the day it was last seen if it has none: days since 1970 in UTC. */
	day: number;
}

const keyLength = 8;
/** How many characters tell the versions of a record apart: one update in 16 million is missed. */
export const versionLength = 4;

const versionEnd = keyLength + versionLength;
/** How many characters an entry has. */
export const recordLength = versionEnd + 3;

/** How many records are remembered. */
export function countRecords(memory: SeenRecords): number {
	return memory.length / recordLength;
}

/** What is remembered under a key (8 characters), if anything. */
export function lookup(memory: SeenRecords, key: string): SeenRecord | undefined {
	const at = positionOf(memory, key) * recordLength;
	if (memory.slice(at, at + keyLength) !== key) return undefined;
	return {
		version: memory.slice(at + keyLength, at + versionEnd),
		day: decodeNumber(memory.slice(at + versionEnd, at + recordLength)),
	};
}

/** The memory with these entries added, or in the place of what was under their keys. */
export function upsert(memory: SeenRecords, entries: ReadonlyMap<string, SeenRecord>): SeenRecords {
	const pieces: string[] = [];
	let copied = 0;
	for (const [key, { version, day }] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
		const at = positionOf(memory, key) * recordLength;
		const replaces = memory.slice(at, at + keyLength) === key;
		pieces.push(memory.slice(copied, at), key, version, encodeNumber(day, 3));
		copied = replaces ? at + recordLength : at;
	}
	pieces.push(memory.slice(copied));
	return pieces.join('');
}

/** The memory without the entries of the days before one. */
export function removeBefore(memory: SeenRecords, day: number): SeenRecords {
	const pieces: string[] = [];
	let begin = 0;
	for (let at = 0; at < memory.length; at += recordLength) {
		if (decodeNumber(memory.slice(at + versionEnd, at + recordLength)) >= day) continue;
		pieces.push(memory.slice(begin, at));
		begin = at + recordLength;
	}
	pieces.push(memory.slice(begin));
	return pieces.join('');
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A whole number of 6 bits a character; one that does not fit becomes the largest that does. */
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

/** The number of the first entry whose key is not before this one. */
function positionOf(memory: SeenRecords, key: string): number {
	let low = 0;
	let high = countRecords(memory);
	while (low < high) {
		const middle = (low + high) >>> 1;
		const at = middle * recordLength;
		if (memory.slice(at, at + keyLength) < key) low = middle + 1;
		else high = middle;
	}
	return low;
}
