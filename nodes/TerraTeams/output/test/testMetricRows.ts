import type { OwnedRecord } from '../../records/ownedRecord';
import { readNumber, recordsOf } from '../../records/readers';
import type { RepFields, SetFields } from '../../records/types';
import { labelOf } from '../codeLabels';
import * as codes from '../codes';
import { metricRows, type MetricPlace } from '../metricRow';
import type { OutputItem } from '../outputItem';
import { testFacts } from './testFacts';
import type { TestMetricReader } from './testMetrics';

/** A row for each metric value of a test, of its sets and of their repetitions. */
export function testMetricRows(
	owned: OwnedRecord,
	recordIndex: number,
	readMetrics: TestMetricReader,
): OutputItem[] {
	const { record } = owned;
	const ofTest = testPlace(owned);
	const rows = [metricRows(ofTest, readMetrics(record.test_result_metrics), recordIndex, '')];
	for (const [setIndex, set] of recordsOf<SetFields>(record.sets).entries()) {
		const ofSet = {
			...ofTest,
			set: setIndex + 1,
			set_weight: readNumber(set, 'weight'),
			setSide: labelOf(codes.side, set.side),
			setAspect: labelOf(codes.aspect, set.aspect),
		};
		const path = `set_${ofSet.set}`;
		rows.push(metricRows(ofSet, readMetrics(set.metrics), recordIndex, path));
		for (const [repIndex, rep] of recordsOf<RepFields>(set.reps).entries()) {
			const ofRep = { ...ofSet, rep: repIndex + 1 };
			rows.push(
				metricRows(ofRep, readMetrics(rep.metrics), recordIndex, `${path}/rep_${ofRep.rep}`),
			);
		}
	}
	return rows.flat();
}

function testPlace(owned: OwnedRecord): MetricPlace {
	const facts = testFacts(owned);
	return {
		record_type: 'test',
		test_id: facts.test_id,
		activity_id: null,
		timestamp: facts.timestamp,
		local_time: facts.local_time,
		athlete_id: facts.athlete_id,
		athlete_name: facts.athlete_name,
		athlete_reference_id: facts.athlete_reference_id,
		coach_id: facts.coach_id,
		name: facts.display_name ?? facts.test_type ?? facts.exercise_type ?? facts.movement,
		test_type: facts.test_type,
		period_id: null,
		period: null,
		set: null,
		set_weight: null,
		rep: null,
		setSide: null,
		setAspect: null,
	};
}
