import {
	meanOf,
	ratioOf,
	sampleSdOf,
	summaryOf,
} from '../../../nodes/TerraTeams/history/statistics';

describe('the mean', () => {
	it.each([
		[[], null],
		[[3], 3],
		[[38, 40, 42], 40],
		[[-1, 1], 0],
		[[Number.MAX_VALUE, -Number.MAX_VALUE], null],
	])('of %j is %j', (values, mean) => expect(meanOf(values)).toBe(mean));

	it('of equal values is that value to the last digit', () => {
		expect(meanOf([0.1, 0.1, 0.1])).toBe(0.1);
	});
});

describe('the standard deviation of a sample', () => {
	it.each([
		[[], null],
		[[5], null],
		[[5, 5], 0],
		// Distances -2, 0, 2: squares 4 + 0 + 4 = 8, over 2 = 4.
		[[38, 40, 42], 2],
		// Distances -3, -1, 1, 3: squares 20, over 3.
		[[2, 4, 6, 8], Math.sqrt(20 / 3)],
		// Large numbers that differ little: the difference of their squares would be noise.
		[[1e9 - 1, 1e9, 1e9 + 1], 1],
		[[0, Number.MAX_VALUE], null],
	])('of %j is %j', (values, sd) => expect(sampleSdOf(values)).toBe(sd));

	it('is 0 where values differ by rounding alone', () => {
		expect(sampleSdOf([0.3, 0.1 + 0.2, 0.3])).toBe(0);
	});
});

it('a summary has the least and the greatest value, wherever they are', () => {
	expect(summaryOf([40, 42, 38, 41])).toMatchObject({ min: 38, max: 42, mean: 40.25 });
	expect(summaryOf([3])).toEqual({ mean: 3, sd: null, min: 3, max: 3 });
});

it.each([
	[1, 4, 0.25],
	[1, 0, null],
	[0, 0, null],
	[null, 4, null],
	[1, null, null],
])('the ratio of %j to %j is %j', (dividend, divisor, ratio) => {
	expect(ratioOf(dividend, divisor)).toBe(ratio);
});
