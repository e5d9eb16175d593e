import { codeOf, nearestWords, weightOf } from '../../../nodes/TerraTeams/queries/codeWords';

const wordsOfFour = [0b0011, 0b0101, 0b0110, 0b1001, 0b1010, 0b1100];

describe('the number of ones', () => {
	it.each([
		[0, 0],
		[1, 1],
		[0b10, 1],
		[0b11, 2],
		[0b1011, 3],
		[0b1000_0001, 2],
		[2 ** 30, 1],
		[2 ** 31 - 1, 31],
	])('in %d is %d', (bits, weight) => {
		expect(weightOf(bits)).toBe(weight);
	});
});

describe('the words of a group', () => {
	it.each([
		[0, 4, []],
		[1, 4, [0b0011]],
		[5, 4, wordsOfFour.slice(0, 5)],
		[6, 4, wordsOfFour],
		[7, 5, [...wordsOfFour, 0b10001]],
		[10, 5, [...wordsOfFour, 0b10001, 0b10010, 0b10100, 0b11000]],
		[11, 6, [7, 11, 13, 14, 19, 21, 22, 25, 26, 28, 35]],
	])('of %d have %d bits and come in order', (count, length, words) => {
		expect(codeOf(count)).toEqual({ length, words });
	});

	it.each([
		[20, 6],
		[21, 7],
		[35, 7],
		[36, 8],
		[70, 8],
		[71, 9],
		[126, 9],
		[127, 10],
		[252, 10],
		[253, 11],
		[462, 11],
		[463, 12],
		[6000, 15],
	])('of %d have only %d bits, half of them ones, and all differ', (count, length) => {
		const code = codeOf(count);
		expect(code.length).toBe(length);
		expect(new Set(code.words).size).toBe(count);
		expect(new Set(code.words.map(weightOf))).toEqual(new Set([Math.floor(length / 2)]));
		expect(Math.max(...code.words)).toBeLessThan(2 ** length);
		expect(length).toBeLessThanOrEqual(Math.ceil(Math.log2(count)) + 4);
	});
});

describe('the nearest words', () => {
	it.each([
		['a word itself', 0b0110, [2]],
		['a word with one more', 0b0111, [0, 1, 2]],
		['a word with one less', 0b0001, [0, 1, 3]],
		['words that come last', 0b1000, [3, 4, 5]],
		['no bits', 0, [0, 1, 2, 3, 4, 5]],
		['all bits', 0b1111, [0, 1, 2, 3, 4, 5]],
		['a bit that no word has', 0b10011, [0]],
	])('to %s', (_, bits, places) => {
		expect(nearestWords(wordsOfFour, bits)).toEqual(places);
	});

	it('are each one that is as near, and none that comes later and is farther', () => {
		expect(nearestWords([0b1111, 0b0111, 0b0011, 0b0101, 0b1111], 0b0001)).toEqual([2, 3]);
	});

	it('of no words are none', () => {
		expect(nearestWords([], 0b0011)).toEqual([]);
	});
});
