import { TerraTeamsError, type Problem } from '../../../nodes/TerraTeams/api/errors';
import {
	readList as listOf,
	readObject,
	readProblem,
	readResponse,
	type ApiResponse,
	type ResponseFacts,
} from '../../../nodes/TerraTeams/api/response';

const facts: ResponseFacts = { operation: 'Get many coaches', status: 200 };

function respond(body: string, list?: string): ApiResponse {
	const outcome = readResponse(facts, body, { list });
	if (outcome instanceof TerraTeamsError) throw outcome;
	return outcome;
}

/** The records of a response to a call that asks for a list. */
function readList(body: string, field = 'data') {
	return listOf(respond(body, field), field);
}

function expectProblem(read: () => unknown, problem: Problem): void {
	expect(read).toThrow(new TerraTeamsError({ ...facts, problem }));
}

describe('a list', () => {
	it.each([
		['in its field', '{"coach": {}, "data": [{"a": 1}]}', [{ a: 1 }]],
		['bare', '[{"a": 1}]', [{ a: 1 }]],
		['as its only member', '{"data": {"a": 1}}', [{ a: 1 }]],
		['with things that are no records', '{"data": [null, 1, "a", [], {"a": 1}]}', [{ a: 1 }]],
		['empty', '{"data": []}', []],
		['null', '{"data": null}', []],
		['left out beside its coach', '{"coach": {"coach_id": "1"}}', []],
	])('is understood: %s', (_, body, records) => {
		expect(readList(body)).toEqual(records);
	});

	it('may have another field', () => {
		const body = '{"providers": [{"a": 1}], "data": [{}]}';
		expect(readList(body, 'providers')).toEqual([{ a: 1 }]);
	});

	it.each([
		'1',
		'true',
		'null',
		'{}',
		'"[]"',
		'{"data": 1}',
		'{"coach": null}',
		'{"coach": {}, "message": "later"}',
	])('is nothing else: %s', (body) => expectProblem(() => readList(body), 'no-list'));

	it.each(['', ' \n', '\uFEFF', '\uFEFF \n'])('is not nothing: %j', (body) =>
		expectProblem(() => readList(body), 'empty'),
	);

	it('is empty with 204, and may be missing where none is asked for', () => {
		const response = readResponse({ ...facts, status: 204 }, '', { list: 'data' });
		if (response instanceof TerraTeamsError) throw response;
		expect(listOf(response)).toEqual([]);
		expect(listOf(respond(''))).toEqual([]);
		expect(listOf(respond('{"message": "saved"}'))).toEqual([]);
	});
});

describe('an object', () => {
	it('is given as it came', () => {
		const body = '{"a": {"b": [1, null]}, "data": []}';
		expect(readObject(respond(body))).toEqual({ a: { b: [1, null] }, data: [] });
	});

	it.each(['null', '[]', '[{}]', '1', '"a"'])('is nothing else: %s', (body) => {
		expectProblem(() => readObject(respond(body)), 'no-object');
	});

	it('is not nothing', () => {
		expectProblem(() => readObject(respond(' ')), 'empty');
	});
});

it.each(['{"a": 1', '[', 'nul', 'OK', '{"a": 1}}', '{a: 1}'])('is damaged: %s', (body) => {
	expectProblem(() => respond(body), 'damaged');
});

it.each(['<html>', '\n  <!doctype html>', '\uFEFF<?xml version="1.0"?>'])('is a page: %p', (body) =>
	expectProblem(() => respond(body), 'web-page'),
);

describe('what Terra says about a failure', () => {
	const hide = (text: string) => text.replaceAll('secret', '[hidden]');

	it.each([
		['{"title": "Forbidden", "detail": "No.", "code": "scope_missing"}', 'No', 'scope_missing'],
		['{"title": "Forbidden", "code": 7}', 'Forbidden', undefined],
		['{"code": "unauthorized"}', undefined, 'unauthorized'],
		['{"message": "The secret", "code": "a secret"}', 'The [hidden]', 'a [hidden]'],
		['{"error": {"a": "secret"}}', '{"a":"[hidden]"}', undefined],
		['"plain"', 'plain', undefined],
		['plain  text.', 'plain text', undefined],
		['<html>Forbidden</html>', undefined, undefined],
		['[]', undefined, undefined],
	])('is read from %s', (body, detail, code) => {
		expect(readProblem(body, hide)).toEqual({ detail, code });
	});
});

it('reads past a byte order mark, which axios removes but another client may leave', () => {
	expect(readObject(respond('\uFEFF{"a": 1}'))).toEqual({ a: 1 });
	expect(readProblem('\uFEFF{"detail": "No."}', (text) => text)).toMatchObject({ detail: 'No' });
});
