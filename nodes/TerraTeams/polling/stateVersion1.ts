import { decodeNumber } from './encodedNumbers';
import { SeenRecords, type SeenRecord } from './seenRecords';

/** An entry was a key (8 characters), the version of the content (4), and a day with a mark (3). */
const entryLength = 15;
const versionBegin = 8;
const dayBegin = 12;

/** What was added to the day of a record that a filter had left out. */
const leftOutMark = 64 ** 3 / 2;

/** The seen records as a saved state of version 1 has them. */
export function decodeVersion1(text: string): SeenRecords {
	const records = new Map<string, SeenRecord>();
	for (let at = 0; at + entryLength <= text.length; at += entryLength) {
		const marked = decodeNumber(text.slice(at + dayBegin, at + entryLength));
		records.set(text.slice(at, at + versionBegin), {
			version: text.slice(at + versionBegin, at + dayBegin),
			day: marked % leftOutMark,
			isLeftOut: marked >= leftOutMark,
		});
	}
	return SeenRecords.none.upsert(records);
}

/** How many characters so many records take. */
export function lengthInVersion1(count: number): number {
	return count * entryLength;
}
