import { unknownPast, type Comparison } from '../history/baseline';
import { compareMeasurements, type Measurement } from '../history/squad';
import { labelOf, movementLabelOf } from '../output/codeLabels';
import * as codes from '../output/codes';
import type { ComparedValue } from '../output/test/comparedTest';
import type { RepetitionValue } from '../output/test/computedMetrics';
import { readTest } from '../output/test/readTest';
import { testMetricReader } from '../output/test/testMetrics';
import { testValues, type TestValue } from '../output/test/testValues';
import { utcTime } from '../output/times';
import { testIdentity } from '../records/identity';
import type { JsonObject } from '../records/json';
import { readText } from '../records/readers';
import { usPerDay } from '../records/time';
import type { Athlete, Test } from '../records/types';

/** How to compare tests with what their athletes did before. */
export interface HistorySettings {
	/** How many days before a test its baseline begins. */
	baselineDays: number;
	/** How many earlier tests say something. */
	minTests: number;
	/** Which value of several repetitions counts, where the test has none of its own. */
	repetition: RepetitionValue;
	computesAsymmetry: boolean;
	/** Whether to get the tests of the whole squad, which the smallest worthwhile change needs. */
	includesSquad: boolean;
}

/** A value of a test. */
interface ValueOfTest {
	/** The key of the test. */
	test: string;
	value: TestValue;
	/** Equal for values that may be compared, of any athlete. */
	series: string;
	athleteId: string | null;
	timestampUs: number | null;
}

/** A test of whom, by a key. */
export interface KnownTest {
	key: string;
	record: Test;
	/** `null` where it is not known. */
	athlete: Athlete | null;
}

/** The fields of a comparison, in order. */
export const comparisonFields: readonly string[] = Object.keys(fieldsOf(unknownPast));

/**
 * The values of some tests beside those that the same athletes had before, in tests of the same kind.
 *
 * @param tests all tests of a coach that are known, in any order
 * @param wanted the keys of those to compare
 * @returns the compared values by the key of the test
 */
export function compareValues(
	tests: readonly KnownTest[],
	wanted: ReadonlySet<string>,
	settings: HistorySettings,
): Map<string, ComparedValue[]> {
	const values = readValues(tests, settings);
	const isWanted = ({ test }: ValueOfTest) => wanted.has(test);
	const needed = new Set(values.filter(isWanted).map(({ series }) => series));
	const bySeries = new Map<string, (Measurement & { of: ValueOfTest })[]>();
	for (const of of values) {
		const { series, athleteId, timestampUs, value } = of;
		if (!needed.has(series) || athleteId === null || timestampUs === null) continue;
		const one = { athleteId, timestampUs, value: value.value, of };
		const others = bySeries.get(series);
		if (others) others.push(one);
		else bySeries.set(series, [one]);
	}
	const rules = { baselineUs: settings.baselineDays * usPerDay, minCount: settings.minTests };
	const comparisons = new Map<ValueOfTest, Comparison>();
	for (const series of bySeries.values()) {
		const ofWanted = new Set(series.filter(({ of }) => isWanted(of)));
		for (const [{ of }, comparison] of compareMeasurements(series, ofWanted, rules)) {
			comparisons.set(of, comparison);
		}
	}
	const compared = new Map<string, ComparedValue[]>();
	// Without the whole squad nobody knows how its athletes differ.
	const ofPart = settings.includesSquad ? {} : { swc: null, exceedsSwc: null };
	for (const of of values.filter(isWanted)) {
		const comparison = fieldsOf({ ...(comparisons.get(of) ?? unknownPast), ...ofPart });
		const others = compared.get(of.test);
		if (others) others.push({ ...of.value, comparison });
		else compared.set(of.test, [{ ...of.value, comparison }]);
	}
	return compared;
}

function readValues(
	tests: readonly KnownTest[],
	{ repetition, computesAsymmetry, includesSquad }: HistorySettings,
): ValueOfTest[] {
	const readMetrics = testMetricReader();
	const asSent = { repetitions: [], computesAsymmetry: false, timeZone: 'UTC' };
	return tests.flatMap(({ key, record, athlete }) => {
		const content = readTest({ record, coachId: null }, readMetrics, asSent);
		const ofTest = {
			test: key,
			athleteId: athlete && pastIdOf(athlete, includesSquad),
			timestampUs: testIdentity.timestampUs(record),
		};
		const kind = kindOf(record);
		return testValues(content, repetition, computesAsymmetry).map((value) => ({
			...ofTest,
			value,
			series: `${kind} ${value.series}`,
		}));
	});
}

/** What tells an athlete's past. Without the squad, it is asked for by Terra's id. */
function pastIdOf(athlete: Athlete, isOfSquad: boolean): string | null {
	const id = readText(athlete, 'athlete_id');
	return isOfSquad ? (id ?? readText(athlete, 'external_athlete_id')) : id;
}

/**
 * Equal for tests that may be compared. Where no code tells what was done, the name does: a provider
 * has one code for all tests that clubs make up themselves.
 */
function kindOf(test: Test): string {
	const { test_type, exercise_type, movement, body_region } = test;
	const labels = [
		labelOf(codes.testType, test_type),
		labelOf(codes.exerciseType, exercise_type),
		movementLabelOf(movement),
	];
	const isTold = labels.some((label) => label !== null && label !== 'Custom');
	const kind = [test_type, exercise_type, movement, body_region].map((code) => code ?? null);
	return JSON.stringify([...kind, isTold ? null : readText(test, 'display_name')]);
}

function fieldsOf(comparison: Comparison): JsonObject {
	const { previous, change, changePercent, count, mean, sd, min, max } = comparison;
	return {
		previous_value: previous?.value ?? null,
		previous_timestamp: utcTime(previous?.timestampUs ?? null),
		change,
		change_percent: changePercent,
		baseline_count: count,
		baseline_mean: mean,
		baseline_sd: sd,
		baseline_min: min,
		baseline_max: max,
		z_score: comparison.zScore,
		is_highest: comparison.isHighest,
		is_lowest: comparison.isLowest,
		swc: comparison.swc,
		exceeds_swc: comparison.exceedsSwc,
	};
}
