import {
	errorDetail,
	readResponse,
	readList,
	readObject,
	type ApiResponse,
} from '../../../nodes/TerraTeams/api/response';
import { TerraTeamsError } from '../../../nodes/TerraTeams/api/errors';

const reply = { operation: 'Get', status: 200 };

function answer(body: string): ApiResponse {
	const outcome = readResponse(reply, body);
	if (outcome instanceof TerraTeamsError) throw outcome;
	return outcome;
}

describe('a list', () => {
	it.each([
		['in its field', '{"coach": {}, "data": [{"a": 1}]}', [{ a: 1 }]],
		['bare', '[{"a": 1}]', [{ a: 1 }]],
		['as its only member', '{"data": {"a": 1}}', [{ a: 1 }]],
		['with things that are no records', '{"data": [null, 1, "a", [], {"a": 1}]}', [{ a: 1 }]],
		['empty', '{"data": []}', []],
		['null', '{"data": null}', []],
		['null altogether', 'null', []],
		['missing beside its coach', '{"coach": {"coach_id": "1"}}', []],
		['missing in an empty object', '{}', []],
		['of nothing', '', []],
		['of spaces and a byte order mark', '\uFEFF \n', []],
	])('is understood: %s', (_, body, records) => {
		expect(readList(answer(body))).toEqual(records);
	});

	it('may have another field', () => {
		expect(readList(answer('{"providers": [{"a": 1}], "data": [{}]}'), 'providers')).toEqual([
			{ a: 1 },
		]);
	});

	it.each(['1', 'true', '"[]"', '{"data": 1}', '{"coach": {}, "message": "later"}'])(
		'is nothing else: %s',
		(body) => {
			expect(() => readList(answer(body))).toThrow('Get: Terra answered 200 with no list.');
		},
	);
});

describe('an object', () => {
	it('is given as it came', () => {
		const body = '{"a": {"b": [1, null]}, "data": []}';
		expect(readObject(answer(body))).toEqual({ a: { b: [1, null] }, data: [] });
	});

	it.each(['null', '[]', '[{}]', '1', '"a"'])('is nothing else: %s', (body) => {
		expect(() => readObject(answer(body))).toThrow('Get: Terra answered 200 with no object.');
	});

	it('is not nothing', () => {
		expect(() => readObject(answer(' '))).toThrow('Get: Terra answered 200 with an empty answer.');
	});
});

it.each(['{"a": 1', '[', 'nul', 'OK', '{"a": 1}}', '{a: 1}'])('is damaged: %s', (body) => {
	expect(() => answer(body)).toThrow('with data that is cut off or damaged.');
});

it.each(['<html>', '\n  <!doctype html>', '\uFEFF<?xml version="1.0"?>'])(
	'is a page: %p',
	(body) => {
		expect(() => answer(body)).toThrow('with a web page instead of data.');
	},
);

it('reads past a byte order mark, which axios removes but another client may leave', () => {
	expect(readObject(answer('\uFEFF{"a": 1}'))).toEqual({ a: 1 });
	expect(errorDetail('\uFEFF{"detail": "No."}', (text) => text)).toBe('No');
});
