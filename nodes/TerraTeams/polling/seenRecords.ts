import { decodeShort, encodeShort } from './encodedNumbers';

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

const entryLength = keyLength + versionLength;

/** Of the year 2328; records dated later count as of this day. */
const lastDay = 64 ** 3 / 2 - 1;

/** About how many steps it takes to find a key in the entries of a day. */
const stepsPerDay = 8;

/** The number of the block that holds the records of a day, with or without what was left out. */
function blockOf(day: number, isLeftOut: boolean): number {
	return 2 * Math.min(Math.max(0, day), lastDay) + (isLeftOut ? 1 : 0);
}

/**
 * The seen records of a stream. They are kept by day, since a poll changes the records of a few days
 * and leaves the others as they are: the entries of a day are one string, sorted by key, each entry a
 * key (8 characters) and the version of the content (4). In n8n's database a string takes no more
 * than its characters, and a look-up parses only the entries that it reads.
 */
export class SeenRecords {
	static readonly none = new SeenRecords(new Map());

	/** The blocks by key, once so many keys were looked up in vain that it is worth its time. */
	private index: Map<string, number> | undefined;

	private searched = 0;

	/** Keys that were looked up in vain. A new record is looked up several times in a poll. */
	private readonly missing = new Set<string>();

	private constructor(
		private readonly blocks: ReadonlyMap<number, string>,
		private text?: string,
	) {}

	/** The records that {@link encode} wrote, as far as they can be read. */
	static decode(text: string): SeenRecords {
		const blocks = new Map<number, string>();
		let block = 0;
		for (let at = 0; at < text.length; ) {
			const step = decodeShort(text, at);
			const count = decodeShort(text, step.end);
			at = count.end + count.value * entryLength;
			block += step.value;
			const isComplete = at <= text.length && count.value > 0;
			if (isComplete) blocks.set(block, text.slice(count.end, at));
		}
		return new SeenRecords(blocks, text);
	}

	/** For each block how far its number is from the one before, how many entries it has, and these. */
	encode(): string {
		if (this.text !== undefined) return this.text;
		// Not joined: V8 then copies a long text only when n8n writes it.
		let text = '';
		let previous = 0;
		for (const [block, entries] of [...this.blocks].sort(([a], [b]) => a - b)) {
			text += encodeShort(block - previous) + encodeShort(countIn(entries)) + entries;
			previous = block;
		}
		this.text = text;
		return text;
	}

	get count(): number {
		let count = 0;
		for (const entries of this.blocks.values()) count += countIn(entries);
		return count;
	}

	/**
	 * The entry under a key (8 characters), if any.
	 *
	 * @param day where to look first: the day that the record has now
	 */
	lookup(key: string, day: number): SeenRecord | undefined {
		const block = this.find(key, day);
		if (block === undefined) return undefined;
		const entries = this.blocks.get(block) ?? '';
		const at = positionOf(entries, key);
		return {
			version: entries.slice(at + keyLength, at + entryLength),
			day: Math.floor(block / 2),
			isLeftOut: block % 2 === 1,
		};
	}

	/** A copy in which these records are added or replaced. */
	upsert(records: ReadonlyMap<string, SeenRecord>): SeenRecords {
		if (records.size === 0) return this;
		const edits = new Map<number, Map<string, string>>();
		const edit = (block: number, key: string, entry: string) => {
			const ofBlock = edits.get(block) ?? new Map<string, string>();
			edits.set(block, ofBlock.set(key, entry));
		};
		for (const [key, { version, day, isLeftOut }] of records) {
			const block = blockOf(day, isLeftOut);
			const before = this.find(key, day);
			if (before !== undefined && before !== block) edit(before, key, '');
			edit(block, key, key + version);
		}
		const blocks = new Map(this.blocks);
		for (const [block, changed] of edits) {
			const entries = withEntries(blocks.get(block) ?? '', changed);
			if (entries === '') blocks.delete(block);
			else blocks.set(block, entries);
		}
		return new SeenRecords(blocks);
	}

	/** A copy without the records of the days before one. */
	removeBefore(day: number): SeenRecords {
		const first = blockOf(day, false);
		const kept = [...this.blocks].filter(([block]) => block >= first);
		return kept.length === this.blocks.size ? this : new SeenRecords(new Map(kept));
	}

	/** The number of the block with a key, if any. */
	private find(key: string, day: number): number | undefined {
		const isIn = (block: number) => has(this.blocks.get(block), key);
		const [own, other] = [blockOf(day, false), blockOf(day, true)];
		if (isIn(own)) return own;
		if (isIn(other)) return other;
		if (this.missing.has(key)) return undefined;
		const block = this.findElsewhere(key, isIn);
		if (block === undefined) this.missing.add(key);
		return block;
	}

	private findElsewhere(key: string, isIn: (block: number) => boolean): number | undefined {
		this.searched += this.blocks.size;
		if (!this.index && this.searched * stepsPerDay < this.count) {
			return [...this.blocks.keys()].find(isIn);
		}
		this.index ??= this.indexed();
		return this.index.get(key);
	}

	private indexed(): Map<string, number> {
		const index = new Map<string, number>();
		for (const [block, entries] of this.blocks) {
			for (let at = 0; at < entries.length; at += entryLength) {
				index.set(entries.slice(at, at + keyLength), block);
			}
		}
		return index;
	}
}

function countIn(entries: string): number {
	return entries.length / entryLength;
}

function has(entries: string | undefined, key: string): boolean {
	if (entries === undefined) return false;
	const at = positionOf(entries, key);
	return entries.slice(at, at + keyLength) === key;
}

/** Entries in which some are added, replaced, or removed where there is no text for a key. */
function withEntries(entries: string, changed: ReadonlyMap<string, string>): string {
	const pieces: string[] = [];
	let copied = 0;
	for (const [key, entry] of [...changed].sort(([a], [b]) => (a < b ? -1 : 1))) {
		const at = positionOf(entries, key);
		pieces.push(entries.slice(copied, at), entry);
		copied = entries.slice(at, at + keyLength) === key ? at + entryLength : at;
	}
	pieces.push(entries.slice(copied));
	return pieces.join('');
}

/** Where the first entry begins whose key is not before this one. */
function positionOf(entries: string, key: string): number {
	let low = 0;
	let high = countIn(entries);
	while (low < high) {
		const middle = (low + high) >>> 1;
		const at = middle * entryLength;
		if (entries.slice(at, at + keyLength) < key) low = middle + 1;
		else high = middle;
	}
	return low * entryLength;
}
