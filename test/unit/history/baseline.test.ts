import {
	compareWithPast,
	unknownPast,
	type Past,
} from '../../../nodes/TerraTeams/history/baseline';

/** A value on each day. */
function past(...values: number[]): Past {
	const last = values.at(-1);
	const previous = last === undefined ? null : { timestampUs: values.length - 1, value: last };
	return { previous, values };
}

describe('a value beside the past', () => {
	it('gives the numbers that one computes by hand', () => {
		// Jumps of 38, 40 and 42 cm, then 36: mean 40; squares 4 + 0 + 4 = 8, over 2 = 4, SD 2;
		// 36 - 40 = -4, over 2 = -2; 36 - 42 = -6, of 42 = -14.2857 %.
		expect(compareWithPast(36, past(38, 40, 42), 3)).toEqual({
			previous: { timestampUs: 2, value: 42 },
			change: -6,
			changePercent: (-6 / 42) * 100,
			count: 3,
			mean: 40,
			sd: 2,
			min: 38,
			max: 42,
			zScore: -2,
			isHighest: false,
			isLowest: true,
			// Of the squad nothing is known here.
			swc: null,
			exceedsSwc: null,
		});
	});

	it('has a change, but no statistics, where the baseline is too small', () => {
		expect(compareWithPast(44, past(40, 42), 3)).toEqual({
			...unknownPast,
			previous: { timestampUs: 1, value: 42 },
			change: 2,
			changePercent: (2 / 42) * 100,
			count: 2,
		});
		expect(compareWithPast(44, past(), 1)).toEqual({ ...unknownPast, count: 0 });
		expect(compareWithPast(44, past(), 0)).toEqual({ ...unknownPast, count: 0 });
	});

	it('has no z-score, and no Infinity, where all values of the baseline are equal', () => {
		const { zScore, sd, mean, isHighest } = compareWithPast(41, past(40, 40, 40), 3);
		expect({ zScore, sd, mean, isHighest }).toEqual({
			zScore: null,
			sd: 0,
			mean: 40,
			isHighest: true,
		});
		expect(compareWithPast(41, past(40), 1)).toMatchObject({ sd: null, zScore: null, mean: 40 });
	});

	it('has no change in percent of 0, and one with the sign of the change of what is negative', () => {
		expect(compareWithPast(5, past(0), 1).changePercent).toBeNull();
		expect(compareWithPast(-33, past(-30), 1)).toMatchObject({ change: -3, changePercent: -10 });
		expect(compareWithPast(-27, past(-30), 1)).toMatchObject({ change: 3, changePercent: 10 });
	});

	it('is no best where it only equals the best', () => {
		expect(compareWithPast(42, past(40, 42), 2)).toMatchObject({ isHighest: false });
		expect(compareWithPast(40, past(40, 42), 2)).toMatchObject({ isLowest: false });
		expect(compareWithPast(42.1, past(40, 42), 2)).toMatchObject({ isHighest: true });
	});
});
