import type { Json } from '../../records/json';
import type { OwnedRecord } from '../../records/ownedRecord';
import { readNumber, recordsOf } from '../../records/readers';
import type { RepFields, SetFields } from '../../records/types';
import { columnName } from '../columnName';
import { cellsOf, type DraftRow } from '../columns';
import { testFacts } from './testFacts';
import type { TestMetricReader } from './testMetrics';

/**
 * A test as a row: its facts, how many sets and repetitions it has, its metrics, and for each set
 * the load and the metrics (`set_1_weight`, `set_1_velocity_max_concentric`). Only Row per Metric
 * has the metrics of repetitions, which would be hundreds of columns.
 */
export function testRow(
	owned: OwnedRecord,
	recordIndex: number,
	readMetrics: TestMetricReader,
): DraftRow {
	const { record } = owned;
	const sets = recordsOf<SetFields>(record.sets);
	const reps = sets.reduce((sum, set) => sum + recordsOf<RepFields>(set.reps).length, 0);
	return {
		recordIndex,
		part: '',
		fixed: { ...testFacts(owned), sets: sets.length, reps },
		groups: [
			cellsOf(readMetrics(record.test_result_metrics)),
			...sets.map((set, index) => {
				const cells = new Map<string, Json>();
				const weight = readNumber(set, 'weight');
				if (weight !== null) cells.set(`set_${index + 1}_weight`, weight);
				for (const [key, value] of cellsOf(readMetrics(set.metrics))) {
					cells.set(columnName(`set_${index + 1}_${key}`), value);
				}
				return cells;
			}),
		],
	};
}
