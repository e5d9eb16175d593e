import type { DraftRow } from '../../../nodes/TerraTeams/output/columns';
import {
	columnsFor,
	selectColumns,
	selectFields,
} from '../../../nodes/TerraTeams/output/selectedFields';
import type { RecordKind } from '../../../nodes/TerraTeams/records/kinds';

it.each<[RecordKind[], string[], string[]]>([
	[[], [], []],
	[[], ['name'], ['name']],
	[['activity'], ['start'], ['activity_id', 'athlete_id', 'start']],
	[['athlete'], ['name'], ['athlete_id', 'name']],
	[['coach'], ['provider'], ['coach_id', 'provider']],
	[['test'], ['name'], ['test_id', 'name']],
	[['test'], [], ['test_id']],
	// Each id once, in the order of the kinds.
	[
		['test', 'activity', 'athlete'],
		['b', 'a'],
		['test_id', 'activity_id', 'athlete_id', 'b', 'a'],
	],
	// An id that is chosen stays where it was put.
	[['activity'], ['start', 'athlete_id'], ['activity_id', 'start', 'athlete_id']],
	[['activity'], ['athlete_id', 'start', 'activity_id'], ['athlete_id', 'start', 'activity_id']],
	[['test'], ['athlete_id'], ['test_id', 'athlete_id']],
])('for records of %j with the columns %j these are given: %j', (kinds, chosen, columns) => {
	expect(columnsFor(new Set(kinds), chosen)).toEqual(columns);
});

describe('the selected columns of a row', () => {
	const row: DraftRow = {
		recordIndex: 3,
		part: 'p',
		leading: { name: 'CMJ', day: null },
		groups: [
			new Map([
				['height', 1],
				['twice', 2],
				['name', 3],
			]),
			new Map([
				['twice', 4],
				['set_1_weight', 5],
				['test_id', 6],
			]),
		],
		trailing: { test_id: 't', notes: '' },
	};
	const select = (...columns: string[]) => Object.entries(selectColumns(row, columns).json);

	it('are in the order in which they were selected, wherever the row has them', () => {
		expect(select('test_id', 'set_1_weight', 'height', 'name', 'notes')).toEqual([
			['test_id', 't'],
			['set_1_weight', 5],
			['height', 1],
			['name', 'CMJ'],
			['notes', ''],
		]);
	});

	it('are null where the row has none', () => {
		expect(select('missing', 'day', 'constructor')).toEqual([
			['missing', null],
			['day', null],
			['constructor', null],
		]);
	});

	it('are those of the first group that has them', () => {
		expect(select('twice')).toEqual([['twice', 2]]);
	});

	it('are of the record and the part of the row', () => {
		expect(selectColumns(row, [])).toEqual({ json: {}, recordIndex: 3, part: 'p' });
	});
});

describe('the selected fields of a record', () => {
	it('are in the order in which they were selected, as cells', () => {
		const record = { a: 1, b: 'x', c: { d: [2] }, e: [], f: null, g: false };
		const item = selectFields(record, ['g', 'e', 'c', 'a', 'f'], 4);
		expect(Object.entries(item.json)).toEqual([
			['g', false],
			['e', '[]'],
			['c', '{"d":[2]}'],
			['a', 1],
			['f', null],
		]);
	});

	it('are null where the record has none', () => {
		const { json } = selectFields({ a: undefined }, ['a', 'b', 'toString'], 0);
		expect(Object.entries(json)).toEqual([
			['a', null],
			['b', null],
			['toString', null],
		]);
	});

	it('are the whole of what is given of the record', () => {
		expect(selectFields({ a: 1 }, ['a'], 4)).toEqual({ json: { a: 1 }, recordIndex: 4, part: '' });
	});
});
