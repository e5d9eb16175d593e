import { listOf } from '../../records/json';
import type { OwnedRecord } from '../../records/ownedRecord';
import { readNumber, readText, recordsOf } from '../../records/readers';
import type { Rep, RepFields, SetFields, TestSet } from '../../records/types';
import { labelOf, movementLabelOf } from '../codeLabels';
import * as codes from '../codes';
import type { Metric, MetricsByKey } from '../metric';
import {
	asymmetriesIn,
	combineRepetitions,
	computeAsymmetries,
	type RepetitionValue,
} from './computedMetrics';
import { testFacts, type TestFacts } from './testFacts';
import { qualifiersOf, type TestMetricReader } from './testMetrics';

/** What is computed for a test beside what Terra sent. */
export interface TestComputations {
	/** How to combine the values of repetitions; empty to leave them out. */
	repetitions: readonly RepetitionValue[];
	computesAsymmetry: boolean;
	/** The workflow's IANA time zone, for the day of a test whose offset is not known. */
	timeZone: string;
}

/** A repetition of a set. */
export interface RepContent {
	record: Rep;
	metrics: MetricsByKey;
}

/** A set of a test. */
export interface SetContent {
	record: TestSet;
	exercise: string | null;
	/** Such as `Barbell, Band`. */
	variations: string | null;
	weight: number | null;
	side: string | null;
	aspect: string | null;
	metrics: MetricsByKey;
	/** The values of its repetitions as one, where the sets are of different exercises or loads. */
	combined: MetricsByKey;
	reps: RepContent[];
}

/** A test with its metrics named, and what is computed from them. */
export interface TestContent {
	facts: TestFacts;
	metrics: MetricsByKey;
	/** The values of all repetitions as one, where the sets are of one exercise and load. */
	combined: MetricsByKey;
	sets: SetContent[];
}

/** Reads a test; never throws, whatever the record holds. */
export function readTest(
	owned: OwnedRecord,
	readMetrics: TestMetricReader,
	computations: TestComputations,
): TestContent {
	const { repetitions, computesAsymmetry } = computations;
	const withAsymmetries = (metrics: MetricsByKey, others: readonly Metric[] = []) => {
		if (!computesAsymmetry) return metrics;
		const computed = computeAsymmetries(metrics, others);
		return computed.size === 0 ? metrics : new Map([...metrics, ...computed]);
	};
	const combine = (sets: readonly SetContent[]) => {
		if (repetitions.length === 0) return nothing;
		const reps = sets.flatMap((set) => set.reps.map(({ metrics }) => metrics));
		return withAsymmetries(combineRepetitions(reps, repetitions));
	};
	const sets = recordsOf<SetFields>(owned.record.sets).map((record): SetContent => {
		const qualifiers = qualifiersOf(record);
		return {
			record,
			exercise: readText(record, 'exercise_name') ?? movementLabelOf(record.movement),
			variations: variationsOf(record),
			weight: readNumber(record, 'weight'),
			side: labelOf(codes.side, record.side),
			aspect: labelOf(codes.aspect, record.aspect),
			metrics: withAsymmetries(readMetrics(record.metrics, qualifiers)),
			combined: nothing,
			reps: recordsOf<RepFields>(record.reps).map((rep) => ({
				record: rep,
				metrics: withAsymmetries(readMetrics(rep.metrics, qualifiers)),
			})),
		};
	});
	const ofTest = readMetrics(owned.record.test_result_metrics);
	const areAlike = sets.every((set) => isLike(set, sets[0] ?? set));
	return {
		facts: testFacts(owned, computations.timeZone),
		metrics: withAsymmetries(ofTest, sidesOfSets(ofTest, sets)),
		combined: areAlike ? combine(sets) : nothing,
		sets: areAlike ? sets : sets.map((set) => ({ ...set, combined: combine([set]) })),
	};
}

const nothing: MetricsByKey = new Map();

function variationsOf(set: TestSet): string | null {
	const labels = listOf(set.variations).map((code) => labelOf(codes.variation, code));
	return labels.filter((label) => label !== null).join(', ') || null;
}

/** Whether two sets are of one exercise and load, so that their repetitions can be compared. */
export function isLike(one: SetContent, other: SetContent): boolean {
	return (
		one.exercise === other.exercise &&
		one.variations === other.variations &&
		one.weight === other.weight
	);
}

/**
 * The metrics of sets that are of one side, where the other side is in another set: some devices
 * measure one leg at a time.
 */
function sidesOfSets(ofTest: MetricsByKey, sets: readonly SetContent[]): Metric[] {
	const ofSets = sets.flatMap(({ metrics }) => asymmetriesIn(metrics));
	const known = new Set([...ofTest.values(), ...ofSets].map(({ name }) => name.base));
	return sets
		.flatMap(({ side, metrics }) => [...metrics.values()].filter(({ name }) => name.side === side))
		.filter(({ name }) => !known.has(name.base));
}
