import type { JsonObject } from '../records/json';
import type { ComparedValue } from '../output/test/comparedTest';
import type { HistorySettings } from '../queries/testComparison';
import type { ChosenRange } from './timeRange.fields';

/** What a list is of, in words. */
export type Listed = 'activities' | 'athletes' | 'tests';

/** The result of a list for one input item. */
interface ListResult {
	listed: Listed;
	/** `null` for a list without dates. */
	chosen: ChosenRange | null;
	/** How many records Terra sent, how many of them pass the filters, and how many may be given. */
	found: number;
	matching: number;
	limit: number;
}

/**
 * What the items of an execution do not say themselves: why there are none or fewer than there are,
 * why athletes are missing, and which columns are empty. What concerns several input items becomes
 * one hint.
 */
export class Hints {
	private readonly lists: ListResult[] = [];
	private readonly columns = new Map<string, boolean>();
	private tests = 0;
	private nobodysTests = 0;
	private values = 0;
	private shortBaselines = 0;
	private shortBaseline = '';
	private workloads = 0;
	private shortHistories = 0;
	private neededDays = 0;
	private unusedMetrics = new Set<string>();

	/** @param timeZone of the workflow, an IANA name */
	constructor(private readonly timeZone: string) {}

	addList(result: ListResult): void {
		this.lists.push(result);
	}

	/**
	 * Adds tests whose athletes were looked up.
	 *
	 * @param nobodys how many are of no athlete of their coach
	 */
	addTests(total: number, nobodys: number): void {
		this.tests += total;
		this.nobodysTests += nobodys;
	}

	/** Adds values that were compared. */
	addBaselines(
		compared: readonly ComparedValue[],
		{ baselineDays, minTests }: HistorySettings,
	): void {
		this.values += compared.length;
		this.shortBaselines += compared.filter(
			({ comparison: { baseline_count: count } }) => typeof count === 'number' && count < minTests,
		).length;
		this.shortBaseline = `${minTests} earlier tests in ${baselineDays} days`;
	}

	/**
	 * Adds workloads.
	 *
	 * @param neededDays how many days of history their ratios need
	 * @param unusedMetrics the chosen metrics that no activity has
	 */
	addWorkloads(
		daysOfHistory: readonly number[],
		neededDays: number,
		unusedMetrics: readonly string[],
	): void {
		this.workloads += daysOfHistory.length;
		this.shortHistories += daysOfHistory.filter((days) => days < neededDays).length;
		this.neededDays = neededDays;
		for (const name of unusedMetrics) this.unusedMetrics.add(name);
	}

	/**
	 * Adds items with selected columns.
	 *
	 * @param columns empty for items of another form
	 */
	addItems(items: readonly JsonObject[], columns: readonly string[]): void {
		if (items.length === 0) return;
		for (const name of columns) {
			const isKnown = this.columns.get(name) === true;
			this.columns.set(name, isKnown || items.some((item) => item[name] !== null));
		}
	}

	/** A sentence or two for each. */
	sentences(): string[] {
		return [
			this.nothing(),
			this.noMatch(),
			this.limited(),
			this.nameless(),
			this.withoutBaseline(),
			this.withoutRatios(),
			this.withoutMetric(),
			this.unused(),
		].filter((sentence) => sentence !== null);
	}

	private nothing(): string | null {
		const empty = this.lists.filter(({ found }) => found === 0);
		const [first] = empty;
		if (!first) return null;
		const { chosen, listed } = first;
		if (!chosen) return `Terra has no ${listed} here${this.ofItems(empty)}.`;
		const remedy = chosen.isDefaultRange
			? 'Without dates, these are the last 7 days. For more, set Time Range to Last Days or choose a Start.'
			: 'Records can arrive days late, so a longer time range may help.';
		return `Terra has no ${listed} ${this.between(chosen)}${this.ofItems(empty)}. ${remedy}`;
	}

	private noMatch(): string | null {
		const unmatched = this.lists.filter(({ found, matching }) => found > 0 && matching === 0);
		const [first] = unmatched;
		if (!first) return null;
		const { chosen, listed, found } = first;
		const when = chosen ? ` ${this.between(chosen)}` : '';
		return `None of the ${found} ${listed}${when} passes the filters${this.ofItems(unmatched)}. Loosen the filters.`;
	}

	private limited(): string | null {
		// Without a filter users expect the limit to leave something out.
		const cut = this.lists.filter(
			({ found, matching, limit }) => matching > limit && matching < found,
		);
		const [first] = cut;
		if (!first) return null;
		const { listed, matching, limit } = first;
		return `${matching} ${listed} pass the filters, and the limit of ${limit} leaves out ${matching - limit} of them${this.ofItems(cut)}. To get them all, turn on Return All.`;
	}

	private nameless(): string | null {
		if (this.nobodysTests === 0) return null;
		const verb = this.nobodysTests === 1 ? 'has' : 'have';
		return `${this.nobodysTests} of ${this.tests} tests ${verb} no athlete: Terra has no current athlete of the coach for them, such as after an athlete was deleted.`;
	}

	private withoutBaseline(): string | null {
		if (this.shortBaselines === 0) return null;
		return `${this.shortBaselines} of ${this.values} values have no statistics, since their athletes have fewer than ${this.shortBaseline}. To compare them as well, raise Baseline Days or lower Minimum Tests.`;
	}

	private withoutRatios(): string | null {
		if (this.shortHistories === 0) return null;
		return `${this.shortHistories} of ${this.workloads} workloads have no ratios yet: these need ${this.neededDays} days since the first session of the athlete.`;
	}

	private withoutMetric(): string | null {
		if (this.unusedMetrics.size === 0) return null;
		return `No activity of these days has a value for ${[...this.unusedMetrics].join(', ')}. Check the names in Metric Names or IDs.`;
	}

	private unused(): string | null {
		const unused = [...this.columns].flatMap(([name, isUsed]) => (isUsed ? [] : name));
		if (unused.length === 0) return null;
		return `No record has a value for ${unused.join(', ')}. Check the names in Field Names or IDs.`;
	}

	private ofItems(results: readonly ListResult[]): string {
		return results.length === 1 ? '' : ` for ${results.length} of ${this.lists.length} input items`;
	}

	private between({ range: { startUs, endUs } }: ChosenRange): string {
		return `between ${this.clock(startUs)} and ${this.clock(endUs)}`;
	}

	/** A time as people write it, in the time zone of the workflow: `2026-11-22 18:30`. */
	private clock(us: number): string {
		// Sweden writes dates and times as ISO 8601 does.
		const format = { dateStyle: 'short', timeStyle: 'short', timeZone: this.timeZone } as const;
		return new Intl.DateTimeFormat('sv-SE', format).format(us / 1000);
	}
}
