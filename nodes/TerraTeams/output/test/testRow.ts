import type { Json } from '../../records/json';
import { extended } from '../columnName';
import { cellsOf, type DraftRow } from '../columns';
import type { SetContent, TestContent } from './readTest';

/**
 * A test as a row: its facts, how many sets and repetitions it has, its metrics, and for each set
 * the exercise, the load and the metrics (`set_1_weight`, `set_1_velocity_max_concentric`). Of
 * repetitions it has one value each, if that is chosen; only Row per Metric has them all, which
 * would be hundreds of columns.
 */
export function testRow(
	{ facts, metrics, combined, sets }: TestContent,
	recordIndex: number,
): DraftRow {
	const { athlete_name, timestamp, local_date, name, ...others } = facts;
	const reps = sets.reduce((sum, set) => sum + set.reps.length, 0);
	return {
		recordIndex,
		part: '',
		leading: { athlete_name, timestamp, local_date, name, sets: sets.length, reps },
		groups: [cellsOf(metrics, combined), ...sets.map(setCells)],
		trailing: others,
	};
}

function setCells(set: SetContent, index: number): Map<string, Json> {
	const prefix = `set_${index + 1}`;
	const cells = new Map<string, Json>();
	const add = (key: string, value: Json) => cells.set(extended(prefix, key, key), value);
	if (set.exercise !== null) add('exercise', set.exercise);
	if (set.variations !== null) add('variations', set.variations);
	if (set.weight !== null) add('weight', set.weight);
	for (const [key, value] of cellsOf(set.metrics, set.combined)) add(key, value);
	return cells;
}
