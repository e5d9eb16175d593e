import { ewmaOf, workloadOf } from '../../../nodes/TerraTeams/history/workload';

const windows = { acuteDays: 7, chronicDays: 28 };
const repeat = (load: number, days: number) => new Array<number>(days).fill(load);

describe('the workload of a day', () => {
	it('gives the numbers that one computes by hand', () => {
		// Three weeks of 30 a day, then one of 50: acute 350; chronic 21 x 30 + 350 = 980, 35 a day;
		// coupled 50 / 35, uncoupled 50 / 30; from 210 to 350 a week is 66.67 % more.
		const loads = [...repeat(30, 21), ...repeat(50, 7)];
		const workload = workloadOf(loads, windows);
		expect(workload).toMatchObject({
			acuteLoad: 350,
			chronicLoad: 980,
			acwrRolling: 50 / 35,
			acwrUncoupled: 50 / 30,
			// Every day of the week is alike: no standard deviation, and no Infinity.
			monotony: null,
			strain: null,
			daysOfHistory: 28,
		});
		expect(workload.weekChangePercent).toBeCloseTo(200 / 3, 10);
		// From 30, each day comes nearer to 50 by a quarter, or by 2 of 29.
		const acute = 50 - 20 * 0.75 ** 7;
		const chronic = 50 - 20 * (27 / 29) ** 7;
		expect(workload.acwrEwma).toBeCloseTo(acute / chronic, 12);
	});

	it('has the monotony and strain of a week of hard and easy days', () => {
		// 600 in all, 600 / 7 a day; squares (600/7)^2 x 4 + (200 - 600/7)^2 x 3, over 6.
		const week = [200, 0, 200, 0, 200, 0, 0];
		const daily = 600 / 7;
		const sd = Math.sqrt((4 * daily ** 2 + 3 * (200 - daily) ** 2) / 6);
		const { monotony, strain } = workloadOf(week, windows);
		expect(monotony).toBeCloseTo(daily / sd, 12);
		expect(monotony).toBeCloseTo(0.8018, 4);
		expect(strain).toBeCloseTo((600 * daily) / sd, 9);
	});

	it('has no ratio until there are 21 days, and only counts days that are there', () => {
		expect(workloadOf(repeat(10, 20), windows)).toMatchObject({
			acuteLoad: 70,
			chronicLoad: 200,
			acwrRolling: null,
			acwrUncoupled: null,
			acwrEwma: null,
			daysOfHistory: 20,
		});
		expect(workloadOf(repeat(10, 21), windows)).toMatchObject({
			acwrRolling: 1,
			acwrUncoupled: 1,
			acwrEwma: 1,
		});
		expect(workloadOf(repeat(10, 6), windows)).toMatchObject({ monotony: null, acuteLoad: 60 });
		expect(workloadOf([...repeat(0, 6), 10], windows).monotony).not.toBeNull();
		expect(workloadOf(repeat(10, 13), windows).weekChangePercent).toBeNull();
		expect(workloadOf([...repeat(0, 7), ...repeat(5, 7)], windows).weekChangePercent).toBeNull();
	});

	it('counts the week before, the days before the acute ones, and no week that is not whole', () => {
		const loads = [...repeat(1, 7), ...repeat(2, 7), ...repeat(4, 7), ...repeat(8, 7)];
		// Before the acute 8 a day: 1, 2 and 4 a day.
		expect(workloadOf(loads, windows).acwrUncoupled).toBeCloseTo(8 / (7 / 3), 12);
		expect(workloadOf(loads, windows).weekChangePercent).toBe(100);
		const twoWeeks = [...repeat(2, 7), ...repeat(3, 7)];
		expect(workloadOf(twoWeeks, windows).weekChangePercent).toBe(50);
		expect(workloadOf(twoWeeks.slice(1), windows).weekChangePercent).toBeNull();
		const days = workloadOf([1, 2, 3, 4, 5, 6], windows);
		expect(days).toMatchObject({ monotony: null, strain: null, weekChangePercent: null });
	});

	it('has no ratio, and no Infinity, where nothing was done', () => {
		expect(workloadOf(repeat(0, 28), windows)).toEqual({
			acuteLoad: 0,
			chronicLoad: 0,
			acwrRolling: null,
			acwrUncoupled: null,
			acwrEwma: null,
			monotony: null,
			strain: null,
			weekChangePercent: null,
			daysOfHistory: 28,
		});
		const afterBreak = workloadOf([...repeat(0, 21), ...repeat(5, 7)], windows);
		expect(afterBreak).toMatchObject({ acwrUncoupled: null, acwrRolling: 4 });
	});

	it('holds for other windows', () => {
		const loads = [...repeat(10, 11), ...repeat(20, 3)];
		expect(workloadOf(loads, { acuteDays: 3, chronicDays: 14 })).toMatchObject({
			acuteLoad: 60,
			chronicLoad: 170,
			acwrRolling: 20 / (170 / 14),
			acwrUncoupled: 2,
		});
	});
});

describe('the exponentially weighted mean', () => {
	it('is that of a published series', () => {
		// pandas 2.2, "DataFrame.ewm" of [0, 1, 2] with alpha 2/3 (N = 2) and adjust=False:
		// 0.000000, 0.666667, 1.555556.
		const series = [0, 1, 2];
		const means = series.map((_, day) => ewmaOf(series.slice(0, day + 1), 2));
		expect(means.map((value) => value?.toFixed(6))).toEqual(['0.000000', '0.666667', '1.555556']);
	});

	it('begins with the first load, and is nothing of nothing', () => {
		expect(ewmaOf([80], 7)).toBe(80);
		expect(ewmaOf([], 7)).toBeNull();
	});
});

it('has coupled ratios that belong to the uncoupled ones as published', () => {
	// Windt & Gabbett, 2019, Br J Sports Med 53:988: of a week and three before, the coupled ratio is
	// 4u / (3 + u), so 4 at most.
	for (const load of [0, 5, 10, 15, 20, 1e9]) {
		const loads = [...repeat(10, 21), ...repeat(load, 7)];
		const { acwrUncoupled: uncoupled, acwrRolling: coupled } = workloadOf(loads, windows);
		expect(coupled).toBeCloseTo((4 * (uncoupled ?? NaN)) / (3 + (uncoupled ?? NaN)), 9);
		expect(coupled).toBeLessThan(4);
	}
});
