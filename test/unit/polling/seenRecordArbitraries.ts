import fc from 'fast-check';

import {
	SeenRecords,
	versionLength,
	type SeenRecord,
} from '../../../nodes/TerraTeams/polling/seenRecords';

const digits = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];

/** Texts of the characters in which the state is written. */
export function texts(length: number): fc.Arbitrary<string> {
	return fc.string({ unit: fc.constantFrom(...digits), minLength: length, maxLength: length });
}

/** Few keys, so that they meet again. */
export const keys = fc.oneof(
	fc.constantFrom('AAAAAAAA', 'aaaaaaaa', '--------', '________'),
	texts(8),
);
const days = fc.oneof(fc.nat(10), fc.integer({ min: 0, max: 64 ** 3 / 2 - 1 }));
export const entries: fc.Arbitrary<SeenRecord> = fc.record({
	version: texts(versionLength),
	day: days,
	isLeftOut: fc.boolean(),
});

type Act = { upsert: [string, SeenRecord][] } | { removeBefore: number };

const acts: fc.Arbitrary<Act> = fc.oneof(
	fc.record({ upsert: fc.array(fc.tuple(keys, entries), { maxLength: 20 }) }),
	fc.record({ removeBefore: days }),
);

/** That seen records give what a map would, whatever is done with them, in so many random runs. */
export function expectThemToBeAsInAMap(numRuns: number): void {
	fc.assert(
		fc.property(fc.array(acts, { maxLength: 12 }), fc.array(keys), days, (done, asked, day) => {
			let seen = SeenRecords.none;
			let model = new Map<string, SeenRecord>();
			for (const act of done) {
				if ('upsert' in act) {
					seen = seen.upsert(new Map(act.upsert));
					for (const [key, entry] of act.upsert) model.set(key, entry);
				} else {
					seen = seen.removeBefore(act.removeBefore);
					model = new Map([...model].filter(([, { day }]) => day >= act.removeBefore));
				}
			}
			const text = seen.encode();
			const read = SeenRecords.decode(text);
			expect(read.encode()).toBe(text);
			expect(seen.count).toBe(model.size);
			// The day may have changed, and more keys than a few have an index made.
			const lookUps = [...model.keys(), ...asked].flatMap((key) =>
				[model.get(key)?.day ?? day, day].map((hint) => [key, hint] as const),
			);
			const expected = lookUps.map(([key]) => model.get(key));
			for (const records of [seen, read]) {
				expect(lookUps.map(([key, hint]) => records.lookup(key, hint))).toEqual(expected);
			}
		}),
		{ numRuns },
	);
}
