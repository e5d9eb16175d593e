import { decodeVersion1, lengthInVersion1 } from '../../../nodes/TerraTeams/polling/stateVersion1';

it.each([
	['AAA', 0, false],
	['AAB', 1, false],
	['f__', 64 ** 3 / 2 - 1, false],
	['gAA', 0, true],
	['gAB', 1, true],
	['___', 64 ** 3 / 2 - 1, true],
])('reads %s as day %d, left out: %s', (marked, day, isLeftOut) => {
	const seen = decodeVersion1(`KKKKKKKKvers${marked}`);
	expect(seen.count).toBe(1);
	expect(seen.lookup('KKKKKKKK', 5)).toEqual({ version: 'vers', day, isLeftOut });
});

/** With keys that differ in their last character alone. */
const two = 'KKKKKKKKversAABKKKKKKKLotheAAC';

it.each([
	[0, 0],
	[14, 0],
	[15, 1],
	[16, 1],
	[29, 1],
	[30, 2],
])('reads of %d characters %d records', (length, count) => {
	expect(decodeVersion1(two.slice(0, length)).count).toBe(count);
});

it('reads each record under its own key', () => {
	const seen = decodeVersion1(two);
	expect(seen.lookup('KKKKKKKK', 0)).toEqual({ version: 'vers', day: 1, isLeftOut: false });
	expect(seen.lookup('KKKKKKKL', 0)).toEqual({ version: 'othe', day: 2, isLeftOut: false });
});

it.each([
	[0, 0],
	[1, 15],
	[3, 45],
])('%d records took %d characters', (count, length) => {
	expect(lengthInVersion1(count)).toBe(length);
});
