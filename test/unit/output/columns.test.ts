import {
	alignColumns,
	alignRows,
	cellOf,
	cellsOf,
	type DraftRow,
} from '../../../nodes/TerraTeams/output/columns';
import { byKey } from '../../../nodes/TerraTeams/output/metric';
import type { Json, JsonObject } from '../../../nodes/TerraTeams/records/json';
import { metricName } from './metricNames';

function row(recordIndex: number, ...groups: [name: string, cell: Json][][]): DraftRow {
	return {
		recordIndex,
		part: `part ${recordIndex}`,
		leading: { z_name: `row ${recordIndex}`, y_day: null },
		groups: groups.map((cells) => new Map(cells)),
		trailing: { b_id: recordIndex, a_coach: null },
	};
}

describe('aligned rows', () => {
	it('are none where there are none', () => {
		expect(alignRows([])).toEqual([]);
	});

	it('have the leading columns, each group sorted by name, and the trailing columns', () => {
		const rows = alignRows([
			row(0, [['total', 1]], [['set_1_b', 2]]),
			row(
				1,
				[
					['speed', 3],
					['height', 4],
				],
				[['set_1_a', 5]],
				[['set_2_a', 6]],
			),
		]);
		expect(rows.map(({ json }) => Object.entries(json))).toEqual([
			[
				['z_name', 'row 0'],
				['y_day', null],
				['height', null],
				['speed', null],
				['total', 1],
				['set_1_a', null],
				['set_1_b', 2],
				['set_2_a', null],
				['b_id', 0],
				['a_coach', null],
			],
			[
				['z_name', 'row 1'],
				['y_day', null],
				['height', 4],
				['speed', 3],
				['total', null],
				['set_1_a', 5],
				['set_1_b', null],
				['set_2_a', 6],
				['b_id', 1],
				['a_coach', null],
			],
		]);
	});

	it('know the record and the part that they are from', () => {
		expect(alignRows([row(4), row(2)])).toEqual([
			{
				json: { z_name: 'row 4', y_day: null, b_id: 4, a_coach: null },
				recordIndex: 4,
				part: 'part 4',
			},
			{
				json: { z_name: 'row 2', y_day: null, b_id: 2, a_coach: null },
				recordIndex: 2,
				part: 'part 2',
			},
		]);
	});
});

describe('items of several kinds', () => {
	it('get the columns of all, in the order of their first appearance', () => {
		const aligned = alignColumns([
			{ json: { b: 1, a: null }, event: 'one' },
			{ json: { c: 'x', a: 2 }, event: 'other' },
			{ json: {}, event: 'last' },
		]);
		expect(aligned.map(({ event }) => event)).toEqual(['one', 'other', 'last']);
		expect(aligned.map(({ json }) => Object.entries(json))).toEqual([
			[
				['b', 1],
				['a', null],
				['c', null],
			],
			[
				['b', null],
				['a', 2],
				['c', 'x'],
			],
			[
				['b', null],
				['a', null],
				['c', null],
			],
		]);
	});

	it('get null for a column with the name of something that all objects have', () => {
		const items: { json: JsonObject }[] = [{ json: { toString: 1 } }, { json: {} }];
		const [, other] = alignColumns(items);
		expect(other).toEqual({ json: { toString: null } });
	});

	it('are not changed', () => {
		const items = [{ json: { a: 1 } }, { json: { b: 2 } }];
		alignColumns(items);
		expect(items).toEqual([{ json: { a: 1 } }, { json: { b: 2 } }]);
	});

	it('are none where there are none', () => {
		expect(alignColumns([])).toEqual([]);
	});
});

it.each([
	['text', 'text'],
	['', ''],
	[0, 0],
	[1.5, 1.5],
	[false, false],
	[true, true],
	[null, null],
	[undefined, null],
	[[], '[]'],
	[[1, 'a', null], '[1,"a",null]'],
	[{}, '{}'],
	[{ a: { b: 1 } }, '{"a":{"b":1}}'],
])('%j is %j in a cell', (value, cell) => {
	expect(cellOf(value)).toBe(cell);
});

it('gives the values of several groups of metrics as cells, in their order', () => {
	const metric = (key: string, value: Json) => ({ name: metricName(key), value });
	const cells = cellsOf(
		byKey([metric('b', 1), metric('a', [2])]),
		byKey([metric('d', { x: 3 }), metric('c', null)]),
	);
	expect([...cells]).toEqual([
		['b', 1],
		['a', '[2]'],
		['d', '{"x":3}'],
		['c', null],
	]);
});
