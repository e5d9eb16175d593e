import { finite, meanOf, ratioOf, sampleSdOf } from './statistics';

/** The windows of a workload, in days. */
export interface WorkloadWindows {
	acuteDays: number;
	/** More than the acute days. */
	chronicDays: number;
}

/** The load of an athlete over time; `null` where the history is too short, or a divisor is 0. */
export interface Workload {
	/** The total of the acute days. */
	acuteLoad: number | null;
	/** The total of the chronic days. */
	chronicLoad: number | null;
	/** Coupled: the acute days are part of the chronic days. */
	acwrRolling: number | null;
	/** Uncoupled: the acute days beside the chronic days before them. */
	acwrUncoupled: number | null;
	/** Of exponentially weighted means. */
	acwrEwma: number | null;
	monotony: number | null;
	strain: number | null;
	/** The last seven days beside the seven before, in percent. */
	weekChangePercent: number | null;
	/** From the first record to the day, both included; at most the days that were looked at. */
	daysOfHistory: number;
}

const daysPerWeek = 7;

/**
 * The workload on the last of some days.
 *
 * - Rolling ratios: the mean daily load of the acute days over that of the chronic days (coupled;
 *   Hulin et al., 2014, Br J Sports Med 48:708), or over that of the chronic days before the acute
 *   ones (uncoupled; Windt & Gabbett, 2019, Br J Sports Med 53:988).
 * - Exponentially weighted ratio: see {@link ewmaOf}; from all days.
 * - Monotony: the mean daily load of seven days over its standard deviation (of a sample). Strain:
 *   the load of the seven days times monotony (Foster, 1998, Med Sci Sports Exerc 30:1164).
 *
 * Ratios need as many days as the chronic days are more than the acute ones (21 of 28), monotony and
 * strain seven, the change from week to week fourteen.
 *
 * @param loads of each day from the athlete's first record to the day, oldest first; 0 for a day
 *   without a session
 */
export function workloadOf(
	loads: readonly number[],
	{ acuteDays, chronicDays }: WorkloadWindows,
): Workload {
	const lastOf = (days: number) => loads.slice(-days);
	const acuteMean = meanOf(lastOf(acuteDays));
	const hasRatios = loads.length >= chronicDays - acuteDays;
	const acwrOf = (chronicMean: number | null) =>
		hasRatios ? ratioOf(acuteMean, chronicMean) : null;
	const week = lastOf(daysPerWeek);
	const hasWeek = week.length === daysPerWeek;
	const monotony = hasWeek ? ratioOf(meanOf(week), sampleSdOf(week)) : null;
	const weekBefore = loads.slice(-2 * daysPerWeek, -daysPerWeek);
	const hasWeekBefore = weekBefore.length === daysPerWeek;
	const growth = hasWeekBefore ? ratioOf(sumOf(week), sumOf(weekBefore)) : null;
	return {
		acuteLoad: finite(sumOf(lastOf(acuteDays))),
		chronicLoad: finite(sumOf(lastOf(chronicDays))),
		acwrRolling: acwrOf(meanOf(lastOf(chronicDays))),
		acwrUncoupled: acwrOf(meanOf(loads.slice(-chronicDays, -acuteDays))),
		acwrEwma: hasRatios ? ratioOf(ewmaOf(loads, acuteDays), ewmaOf(loads, chronicDays)) : null,
		monotony,
		strain: monotony === null ? null : finite(sumOf(week) * monotony),
		weekChangePercent: growth === null ? null : (growth - 1) * 100,
		daysOfHistory: loads.length,
	};
}

/**
 * The exponentially weighted moving average on the last of some days: each day's is
 * lambda x load + (1 - lambda) x that of the day before, with lambda = 2 / (N + 1); the first day's
 * is its load (Williams et al., 2017, Br J Sports Med 51:209).
 *
 * @param loads oldest first
 * @param days N
 * @returns `null` of no days
 */
export function ewmaOf(loads: readonly number[], days: number): number | null {
	const lambda = 2 / (days + 1);
	let average: number | null = null;
	for (const load of loads) {
		average = average === null ? load : lambda * load + (1 - lambda) * average;
	}
	return average;
}

function sumOf(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0);
}
