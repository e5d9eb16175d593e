import fc from 'fast-check';

import { SeenRecords, type SeenRecord } from '../../../nodes/TerraTeams/polling/seenRecords';
import { days, entries, keys } from '../../unit/polling/seenRecordArbitraries';

type Act = { upsert: [string, SeenRecord][] } | { removeBefore: number };

const acts: fc.Arbitrary<Act> = fc.oneof(
	fc.record({ upsert: fc.array(fc.tuple(keys, entries), { maxLength: 20 }) }),
	fc.record({ removeBefore: days }),
);

it('remembers and forgets as a map does, whatever the order', () => {
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
		{ numRuns: 1000 },
	);
});
