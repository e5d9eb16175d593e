import { extended } from '../columnName';
import type { Metric, MetricName, MetricsByKey } from '../metric';
import {
	asymmetriesIn,
	combine,
	computeAsymmetries,
	valuesByKey,
	type RepetitionValue,
} from './computedMetrics';
import { isLike, type SetContent, type TestContent } from './readTest';

/** The number that a test has for a metric. */
export interface TestValue {
	/** Its name among the values of the test. */
	key: string;
	/** Its name among those of the whole test or of the set. */
	metricKey: string;
	name: MetricName;
	value: number;
	/** The sets that it is from; `null` for one of the whole test. */
	sets: LikeSets | null;
	/** Equal for values of different tests of one kind that may be compared. */
	series: string;
}

/** Sets of one exercise and load. */
export interface LikeSets {
	/** The number of the set, where it is one only. */
	number: number | null;
	exercise: string | null;
	variations: string | null;
	weight: number | null;
}

/**
 * One number for each metric of a test: its own, or else that of its sets, or else that of their
 * repetitions, several of them as one. Sets of different exercises or loads have their own values
 * (`set_2_velocity_max`), which belong to other series: a value at one load is not compared with a
 * value at another one. Metrics are the same where all their codes are. Some providers have several
 * metrics with the same codes (jump height by impulse and by flight time): these are told apart by
 * their number, and only where a test has as many of them.
 *
 * @param content read without computed metrics
 */
export function testValues(
	content: TestContent,
	repetition: RepetitionValue,
	computesAsymmetry: boolean,
): TestValue[] {
	const sent = asymmetriesIn(content.metrics);
	const withAsymmetries = (metrics: MetricsByKey) =>
		computesAsymmetry ? new Map([...metrics, ...computeAsymmetries(metrics, sent)]) : metrics;
	const own = withAsymmetries(oneOfEach([content.metrics], repetition));
	const values = toValues(own, null, '', null);
	const groups = likeSetsOf(content.sets);
	for (const { first, sets } of groups) {
		const ofSets = oneOfEach(
			sets.map(({ metrics }) => metrics),
			repetition,
		);
		const ofReps = oneOfEach(
			sets.flatMap(({ reps }) => reps.map(({ metrics }) => metrics)),
			repetition,
		);
		const found = [...withAsymmetries(new Map([...ofReps, ...ofSets]))];
		const missing = new Map(found.filter(([key]) => !own.has(key)));
		const [{ exercise, variations, weight }] = sets;
		const number = first + 1;
		const like = { number: sets.length === 1 ? number : null, exercise, variations, weight };
		const prefix = groups.length > 1 ? `set_${number}` : '';
		values.push(...toValues(missing, like, prefix, seriesOf(like, content)));
	}
	return values;
}

function toValues(
	metrics: MetricsByKey,
	sets: LikeSets | null,
	prefix: string,
	seriesOfSets: string | null,
): TestValue[] {
	const counts = new Map<string, number>();
	for (const { name } of metrics.values()) counts.set(name.key, (counts.get(name.key) ?? 0) + 1);
	return [...metrics].flatMap(([key, { name, value }]) =>
		typeof value === 'number'
			? {
					key: prefix === '' ? key : extended(prefix, key, key),
					metricKey: key,
					name,
					value,
					sets,
					series: JSON.stringify([seriesOfSets, key, counts.get(name.key)]),
				}
			: [],
	);
}

/** Tells sets apart that must not be compared; `null` where they say no more than the test does. */
function seriesOf(
	{ exercise, variations, weight }: LikeSets,
	{ facts }: TestContent,
): string | null {
	const isOfTest = [facts.exercise_type, facts.movement, facts.name].includes(exercise);
	const own = [isOfTest ? null : exercise, variations, weight];
	return own.every((part) => part === null) ? null : JSON.stringify(own);
}

/** One value of each metric, by its key, of the numbers that some places have. */
function oneOfEach(places: readonly MetricsByKey[], repetition: RepetitionValue): MetricsByKey {
	return new Map(
		[...valuesByKey(places)].map(([key, { name, values }]): [string, Metric] => [
			key,
			{ name, value: combine[repetition](values.sort((one, other) => one - other)) },
		]),
	);
}

/** Sets that can be compared, in the order in which the first of each comes. */
function likeSetsOf(sets: readonly SetContent[]) {
	const groups: { first: number; sets: [SetContent, ...SetContent[]] }[] = [];
	for (const [index, set] of sets.entries()) {
		const group = groups.find(({ sets: [other] }) => isLike(other, set));
		if (group) group.sets.push(set);
		else groups.push({ first: index, sets: [set] });
	}
	return groups;
}
