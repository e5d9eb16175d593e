import fc from 'fast-check';

import {
	decodeNumber,
	decodeShort,
	encodeNumber,
	encodeShort,
} from '../../../nodes/TerraTeams/polling/encodedNumbers';
import { SeenRecords } from '../../../nodes/TerraTeams/polling/seenRecords';
import {
	decodeStreams,
	encodeStreams,
	readState,
	toSavedState,
	type Stream,
} from '../../../nodes/TerraTeams/polling/state';
import { entries, expectThemToBeAsInAMap, keys, texts } from './seenRecordArbitraries';

it('remembers and forgets as a map does', () => {
	expectThemToBeAsInAMap(100);
});

it('writes whole numbers in a fixed length and reads them back', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 1, max: 5 }),
			fc.double({ min: 0, max: 1, noNaN: true }),
			(length, part) => {
				const value = Math.floor(part * (64 ** length - 1));
				const text = encodeNumber(value, length);
				expect(text).toHaveLength(length);
				expect(decodeNumber(text)).toBe(value);
			},
		),
	);
});

it.each([
	[-5, 0],
	[2.9, 2],
	[64 ** 3, 64 ** 3 - 1],
	[Infinity, 64 ** 3 - 1],
])('brings %d into what fits', (value, kept) => {
	expect(decodeNumber(encodeNumber(value, 3))).toBe(kept);
});

const usPerMinute = 60_000_000;
const minutes = fc.integer({ min: 0, max: 60_000_000 });

it('keeps streams as they are, but for the seconds', () => {
	const streams = fc.uniqueArray(
		fc.record({
			key: texts(8),
			cursorUs: minutes.map((at) => at * usPerMinute),
			fullScanUs: minutes.map((at) => at * usPerMinute),
			missingSinceUs: fc.option(minutes.map((at) => at * usPerMinute)),
			seen: fc
				.array(fc.tuple(keys, entries), { maxLength: 5 })
				.map((list) => SeenRecords.none.upsert(new Map(list))),
		}),
		{ selector: ({ key }) => key, maxLength: 6 },
	);
	fc.assert(
		fc.property(streams, texts(8), fc.nat(), (list, resumeFrom, pendingMs) => {
			const seconds = list.map((stream) => ({ ...stream, cursorUs: stream.cursorUs + 59_999_999 }));
			const state = { resumeFrom, pendingMs, ...encodeStreams(seconds) };
			const read = readState({ ...JSON.parse(JSON.stringify(toSavedState(state))) });
			expect(read).toEqual(state);
			const encoded = ({ seen, ...stream }: Stream) => ({ ...stream, seen: seen.encode() });
			expect([...decodeStreams(state).values()].map(encoded)).toEqual(list.map(encoded));
		}),
	);
});

it.each([
	['nothing', {}],
	['another version', { version: 3, streams: '', memory: '' }],
	['something else', { version: 1, streams: [], memory: null }],
])('reads %s as no state', (_, saved) => {
	expect(readState(saved)).toBeNull();
});

it('reads a state whose text is cut off without failing', () => {
	const whole = SeenRecords.none
		.upsert(new Map([['AAAAAAAA', { version: 'AAAA', day: 1, isLeftOut: false }]]))
		.upsert(new Map([['BBBBBBBB', { version: 'BBBB', day: 2, isLeftOut: true }]]));
	const streams = `${'A'.repeat(22)}${encodeNumber(whole.encode().length, 1)}x`;
	const state = { streams, seen: whole.encode().slice(0, -1), resumeFrom: '', pendingMs: 0 };
	const [stream] = decodeStreams(state).values();
	expect(stream?.seen.count).toBe(1);
	expect(stream?.seen.lookup('AAAAAAAA', 2)).toMatchObject({ day: 1 });
});

it('reads any text as seen records without failing', () => {
	fc.assert(
		fc.property(fc.string(), (text) => {
			const seen = SeenRecords.decode(text);
			expect(SeenRecords.decode(seen.encode()).count).toBe(seen.count);
		}),
	);
});

it('keeps a year of one record a day, and a million, in few characters each', () => {
	const day = (index: number) => 20_000 + index;
	const record = { version: 'AAAA', isLeftOut: false };
	const entry = (index: number, perDay: number) =>
		[encodeNumber(index, 8), { ...record, day: day(Math.floor(index / perDay)) }] as const;
	const few = SeenRecords.none.upsert(
		new Map(Array.from({ length: 365 }, (_, index) => entry(index, 1))),
	);
	expect(few.encode().length).toBeLessThan(14.1 * few.count);
	const many = SeenRecords.none.upsert(
		new Map(Array.from({ length: 30_000 }, (_, index) => entry(index, 1000))),
	);
	expect(many.encode().length).toBeLessThan(12.1 * many.count);
});

it('finds many keys of other days as well as few', () => {
	const all = Array.from({ length: 500 }, (_, index) => index);
	const keyOf = (index: number) => encodeNumber(index * 7919, 8);
	const seen = SeenRecords.none.upsert(
		new Map(
			all.map((index) => [keyOf(index), { version: 'AAAA', day: index % 50, isLeftOut: false }]),
		),
	);
	const dayOf = (index: number) => seen.lookup(keyOf(index), 60)?.day;
	expect(all.map(dayOf)).toEqual(all.map((index) => index % 50));
	expect(all.map((index) => dayOf(index + 500))).toEqual(all.map(() => undefined));
});

it('reads the state that version 0.1.0 of the package has saved', () => {
	const entry = (key: string, day: number) => `${key.repeat(8)}vers${encodeNumber(day, 3)}`;
	const header = (key: string, count: number) =>
		key.repeat(8) + [29_000_000, 29_000_001, count].map((n) => encodeNumber(n, 5)).join('');
	const leftOut = 64 ** 3 / 2;
	const state = readState({
		version: 1,
		streams: header('t', 2) + header('a', 1),
		memory: entry('A', 20_001) + entry('B', 20_000 + leftOut) + entry('C', 20_002),
		next: 'aaaaaaaa',
		pendingMs: 5,
	});
	expect(state).toMatchObject({ resumeFrom: 'aaaaaaaa', pendingMs: 5 });
	const [first, second] = state ? decodeStreams(state).values() : [];
	expect(first).toMatchObject({ key: 'tttttttt', cursorUs: 29_000_000 * usPerMinute });
	expect(first?.seen.count).toBe(2);
	expect(first?.seen.lookup('A'.repeat(8), 1)).toEqual({
		version: 'vers',
		day: 20_001,
		isLeftOut: false,
	});
	expect(first?.seen.lookup('B'.repeat(8), 1)).toMatchObject({ day: 20_000, isLeftOut: true });
	expect(second?.seen.lookup('C'.repeat(8), 1)).toMatchObject({ day: 20_002 });
});

it('writes whole numbers in as few characters as they need and reads them back', () => {
	fc.assert(
		fc.property(fc.maxSafeNat(), fc.string(), fc.string(), (value, before, after) => {
			const text = encodeShort(value);
			const end = before.length + text.length;
			expect(decodeShort(before + text + after, before.length)).toEqual({ value, end });
		}),
	);
	expect([31, 32, 1023, 1024].map((value) => encodeShort(value).length)).toEqual([1, 2, 2, 3]);
});
