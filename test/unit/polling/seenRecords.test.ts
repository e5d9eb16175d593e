import fc from 'fast-check';

import {
	countRecords,
	decodeNumber,
	encodeNumber,
	removeBefore,
	lookup,
	upsert,
	versionLength,
	type SeenRecord,
} from '../../../nodes/TerraTeams/polling/seenRecords';
import {
	decodeStreams,
	encodeStreams,
	readState,
	toSavedState,
} from '../../../nodes/TerraTeams/polling/state';

const digits = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];

function texts(length: number): fc.Arbitrary<string> {
	return fc.string({ unit: fc.constantFrom(...digits), minLength: length, maxLength: length });
}

/** Few keys, so that they meet again. */
const keys = fc.oneof(fc.constantFrom('AAAAAAAA', 'aaaaaaaa', '--------', '________'), texts(8));
const days = fc.oneof(fc.nat(10), fc.integer({ min: 0, max: 64 ** 3 / 2 - 1 }));
const entries: fc.Arbitrary<SeenRecord> = fc.record({
	version: texts(versionLength),
	day: days,
	isLeftOut: fc.boolean(),
});

type Act = { upsert: [string, SeenRecord][] } | { removeBefore: number };

const acts: fc.Arbitrary<Act> = fc.oneof(
	fc.record({ upsert: fc.array(fc.tuple(keys, entries), { maxLength: 20 }) }),
	fc.record({ removeBefore: days }),
);

it('remembers and forgets as a map does, whatever the order', () => {
	fc.assert(
		fc.property(fc.array(acts, { maxLength: 12 }), fc.array(keys), (done, asked) => {
			let seen = '';
			let model = new Map<string, SeenRecord>();
			for (const act of done) {
				if ('upsert' in act) {
					seen = upsert(seen, new Map(act.upsert));
					for (const [key, entry] of act.upsert) model.set(key, entry);
				} else {
					seen = removeBefore(seen, act.removeBefore);
					model = new Map([...model].filter(([, { day }]) => day >= act.removeBefore));
				}
			}
			expect(countRecords(seen)).toBe(model.size);
			for (const key of [...model.keys(), ...asked]) {
				expect(lookup(seen, key)).toEqual(model.get(key));
			}
			const written = seen.match(/.{15}/g) ?? [];
			expect(written).toEqual([...written].sort());
		}),
		{ numRuns: 1000 },
	);
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
			seen: fc
				.array(fc.tuple(keys, entries), { maxLength: 5 })
				.map((list) => upsert('', new Map(list))),
		}),
		{ selector: ({ key }) => key, maxLength: 6 },
	);
	fc.assert(
		fc.property(streams, texts(8), fc.nat(), (list, resumeFrom, pendingMs) => {
			const seconds = list.map((stream) => ({ ...stream, cursorUs: stream.cursorUs + 59_999_999 }));
			const state = { resumeFrom, pendingMs, ...encodeStreams(seconds) };
			const read = readState({ ...JSON.parse(JSON.stringify(toSavedState(state))) });
			expect(read).toEqual(state);
			expect([...decodeStreams(state).values()]).toEqual(list);
		}),
	);
});

it.each([
	['nothing', {}],
	['another version', { version: 2, streams: '', memory: '' }],
	['something else', { version: 1, streams: [], memory: null }],
])('reads %s as no state', (_, saved) => {
	expect(readState(saved)).toBeNull();
});

it('reads a state whose text is cut off without failing', () => {
	const streams = `${'A'.repeat(22)}Bx`;
	const state = { streams, seen: 'cut', resumeFrom: '', pendingMs: 0 };
	expect([...decodeStreams(state).values()]).toMatchObject([{ seen: 'cut' }]);
});
