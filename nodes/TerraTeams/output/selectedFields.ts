import type { JsonObject } from '../records/json';
import type { RecordKind } from '../records/kinds';
import { cellOf, type DraftRow } from './columns';
import type { OutputItem } from './outputItem';

/** The columns that tell the items of a kind apart. */
const idColumns: Record<RecordKind, readonly string[]> = {
	activity: ['activity_id', 'athlete_id'],
	athlete: ['athlete_id'],
	coach: ['coach_id'],
	test: ['test_id'],
};

/** The columns to give for records of some kinds: the ids, unless they are chosen, and the chosen. */
export function columnsFor(kinds: Iterable<RecordKind>, chosen: readonly string[]): string[] {
	const ids = new Set([...kinds].flatMap((kind) => idColumns[kind]));
	return [...[...ids].filter((id) => !chosen.includes(id)), ...chosen];
}

/** The selected columns of a row, in their order; null where the row has no such column. */
export function selectColumns(row: DraftRow, columns: readonly string[]): OutputItem {
	const { leading, groups, trailing, recordIndex, part } = row;
	const fixed: JsonObject = { ...leading, ...trailing };
	const json: JsonObject = {};
	for (const name of columns) {
		const group = groups.find((cells) => cells.has(name));
		const value = Object.hasOwn(fixed, name) ? fixed[name] : group?.get(name);
		json[name] = value ?? null;
	}
	return { json, recordIndex, part };
}

/** The selected fields of a record, in their order, as cells. */
export function selectFields(
	record: JsonObject,
	columns: readonly string[],
	recordIndex: number,
): OutputItem {
	const json: JsonObject = {};
	for (const name of columns) {
		json[name] = cellOf(Object.hasOwn(record, name) ? record[name] : null);
	}
	return { json, recordIndex, part: '' };
}
