import { metricRows, type MetricPlace } from '../metricRow';
import type { OutputItem } from '../outputItem';
import type { TestContent } from './readTest';

/** A row for each metric value of a test, of its sets and of their repetitions. */
export function testMetricRows(
	{ facts, metrics, sets }: TestContent,
	recordIndex: number,
): OutputItem[] {
	const ofTest: MetricPlace = {
		...facts,
		record_type: 'test',
		activity_id: null,
		period_id: null,
		period: null,
		set: null,
		exercise: null,
		variations: null,
		set_weight: null,
		rep: null,
	};
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
