import fc from 'fast-check';

import { versionLength, type SeenRecord } from '../../../nodes/TerraTeams/polling/seenRecords';

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
export const days = fc.oneof(fc.nat(10), fc.integer({ min: 0, max: 64 ** 3 / 2 - 1 }));
export const entries: fc.Arbitrary<SeenRecord> = fc.record({
	version: texts(versionLength),
	day: days,
	isLeftOut: fc.boolean(),
});
