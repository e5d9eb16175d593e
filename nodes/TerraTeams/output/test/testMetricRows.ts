import { metricRows, type MetricPlace } from '../metricRow';
import type { OutputItem } from '../outputItem';
import type { TestContent } from './readTest';
import type { TestFacts } from './testFacts';

/** A row for each metric value of a test, of its sets and of their repetitions. */
export function testMetricRows(
	{ facts, metrics, sets }: TestContent,
	recordIndex: number,
): OutputItem[] {
	const ofTest = placeOfTest(facts);
	const rows = [metricRows(ofTest, metrics, recordIndex, '')];
	for (const [setIndex, set] of sets.entries()) {
		const ofSet = {
			...ofTest,
			set: setIndex + 1,
			exercise: set.exercise,
			variations: set.variations,
			set_weight: set.weight,
		};
		const path = `set_${ofSet.set}`;
		rows.push(metricRows(ofSet, set.metrics, recordIndex, path));
		for (const [repIndex, rep] of set.reps.entries()) {
			const ofRep = { ...ofSet, rep: repIndex + 1 };
			rows.push(metricRows(ofRep, rep.metrics, recordIndex, `${path}/rep_${ofRep.rep}`));
		}
	}
	return rows.flat();
}

/** The place of the metrics of the whole test. */
export function placeOfTest(facts: TestFacts): MetricPlace {
	// Written out: objects with more fields than these are slower to read.
	return {
		record_type: 'test',
		athlete_name: facts.athlete_name,
		timestamp: facts.timestamp,
		local_date: facts.local_date,
		name: facts.name,
		set: null,
		exercise: null,
		variations: null,
		set_weight: null,
		rep: null,
		period: null,
		athlete_reference_id: facts.athlete_reference_id,
		athlete_weight: facts.athlete_weight,
		athlete_id: facts.athlete_id,
		test_id: facts.test_id,
		activity_id: null,
		coach_id: facts.coach_id,
		test_type: facts.test_type,
		local_time: facts.local_time,
		period_id: null,
	};
}
