import type { Json, JsonObject } from '../records/json';
import type { MetricsByKey } from './metric';
import type { OutputItem } from './outputItem';

/** A row before its metric columns are aligned with those of the other rows. */
export interface DraftRow extends Omit<OutputItem, 'json'> {
	/** The columns that every row has, in order: those that a person reads first. */
	leading: JsonObject;
	/**
	 * The cells after them in groups with their own columns: of the test, of set 1, of set 2, ...
	 */
	groups: readonly ReadonlyMap<string, Json>[];
	/** The other columns that every row has, such as ids. */
	trailing: JsonObject;
}

/**
 * Gives rows the same columns in the same order: the leading ones, then group after group, sorted by
 * name within a group, so that two executions with the same metrics have the same columns, then the
 * trailing ones. Missing cells are null. No column is in two groups.
 */
export function alignRows(rows: readonly DraftRow[]): OutputItem[] {
	const namesOfGroups: Set<string>[] = [];
	for (const { groups } of rows) {
		groups.forEach((cells, index) => {
			const names = (namesOfGroups[index] ??= new Set());
			for (const name of cells.keys()) names.add(name);
		});
	}
	const columns = namesOfGroups.map((names) => [...names].sort());
	const [first] = rows;
	// All rows are copies of one empty row, which takes half the time of adding columns one by one.
	const empty: JsonObject = { ...first?.leading };
	for (const name of columns.flat()) empty[name] = null;
	Object.assign(empty, first?.trailing);
	return rows.map(({ leading, groups, trailing, recordIndex, part }) => {
		const json = Object.assign({ ...empty }, leading);
		for (const cells of groups) {
			for (const [name, value] of cells) json[name] = value;
		}
		return { json: Object.assign(json, trailing), recordIndex, part };
	});
}

/** The values of metrics as cells. */
export function cellsOf(...groups: readonly MetricsByKey[]): Map<string, Json> {
	const cells = new Map<string, Json>();
	for (const metrics of groups) {
		for (const [key, { value }] of metrics) cells.set(key, cellOf(value));
	}
	return cells;
}

/**
 * Gives items of several kinds the same columns in the same order: those of all items, in the order
 * of their first appearance. Missing ones are null.
 */
export function alignColumns<Item extends { json: JsonObject }>(items: readonly Item[]): Item[] {
	const columns = new Set<string>();
	for (const { json } of items) {
		for (const name of Object.keys(json)) columns.add(name);
	}
	const names = [...columns];
	return items.map((item) => ({
		...item,
		json: Object.fromEntries(
			names.map((name) => [name, Object.hasOwn(item.json, name) ? item.json[name] : null]),
		),
	}));
}

/** A value as a cell of a table; a list or an object, which no contract has there, becomes JSON. */
export function cellOf(value: Json | undefined): string | number | boolean | null {
	return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? null);
}
