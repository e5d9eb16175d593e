import {
	asTerraTeamsError,
	TerraTeamsError,
	type Problem,
} from '../../../nodes/TerraTeams/api/errors';
import {
	hasList,
	isWebPage,
	readList as listOf,
	readObject,
	readProblem,
	readRefusals,
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

describe('the facts of a response', () => {
	const known: ResponseFacts = { operation: 'Create coach', status: 201, isOutcomeUnknown: true };

	/** What is known of the failure that reading ends in. */
	function factsOf(read: () => unknown) {
		try {
			const outcome = read();
			return asTerraTeamsError(outcome).facts;
		} catch (thrown) {
			return asTerraTeamsError(thrown).facts;
		}
	}

	it('stay with its data', () => {
		expect(readResponse(known, '{"a": 1}')).toEqual({ ...known, json: { a: 1 } });
		expect(readResponse(known, '[]', { list: 'data' })).toEqual({ ...known, json: [] });
		expect(readResponse(known, '')).toEqual({ ...known, json: undefined });
	});

	it.each<[string, string, Problem]>([
		['<html>', 'data', 'web-page'],
		['{"a": 1', 'data', 'damaged'],
		['', 'data', 'empty'],
		['{}', 'data', 'no-list'],
	])('stay with the failure of %j', (body, list, problem) => {
		expect(factsOf(() => readResponse(known, body, { list }))).toEqual({ ...known, problem });
	});

	it.each<[string, Problem]>([
		['', 'empty'],
		['[]', 'no-object'],
	])('stay with the failure of %j where an object is asked for', (body, problem) => {
		const outcome = { ...known, json: body === '' ? undefined : [] };
		expect(factsOf(() => readObject(outcome))).toEqual({ ...known, problem });
	});
});

describe('a response without a body', () => {
	it.each([200, 201, 203, 205])('is no list with %i', (status) => {
		const outcome = readResponse({ ...facts, status }, '', { list: 'data' });
		expect(outcome).toMatchObject({ facts: { problem: 'empty', status } });
	});

	it('is a list with 204', () => {
		const known = { ...facts, status: 204 };
		expect(readResponse(known, '', { list: 'data' })).toEqual({ ...known, json: undefined });
	});

	it('is accepted where it may be empty, but nothing else is that is no list', () => {
		const call = { list: 'data', mayBeEmpty: true };
		expect(readResponse(facts, '', call)).toEqual({ ...facts, json: undefined });
		expect(readResponse(facts, '{}', call)).toMatchObject({ problem: 'no-list' });
		expect(readResponse(facts, '<html>', call)).toMatchObject({ problem: 'web-page' });
		expect(readResponse(facts, '{"data": [', call)).toMatchObject({ problem: 'damaged' });
	});

	it('is not accepted where it may not be empty', () => {
		const call = { list: 'data', mayBeEmpty: false };
		expect(readResponse(facts, '', call)).toMatchObject({ problem: 'empty' });
	});
});

describe('a record of a list, and an object', () => {
	const secrets = { client_id: 'a', client_secret: 'b', token: 'c' };
	const body = { coach_id: '1', ...secrets, coach: { coach_id: '2', ...secrets } };
	const clean = { coach_id: '1', coach: { coach_id: '2' } };

	it('come without the fields that are only for writing', () => {
		expect(readList(JSON.stringify({ data: [body, { a: 1 }] }))).toEqual([clean, { a: 1 }]);
		expect(readObject(respond(JSON.stringify(body)))).toEqual(clean);
	});

	it('keep an id that JSON.parse would round', () => {
		expect(readList('[{"test_id": 12345678901234567890}]')).toEqual([
			{ test_id: '12345678901234567890' },
		]);
	});
});

describe('whether a response has its list', () => {
	it.each([
		['[]', true],
		['[1]', true],
		['{"data": []}', true],
		['{"data": {}}', true],
		['{"data": null}', true],
		['{"data": [], "a": 1}', true],
		['{"data": ""}', false],
		['{"data": false}', false],
		['{"data": 0}', false],
		['{"data": 0, "coach": {}}', false],
		['{"other": []}', false],
		['{"coach": {}}', true],
		['{"coach": []}', false],
		['{"coach": "a"}', false],
		['{"coach": {}, "a": 1}', false],
		['{"a": {}}', false],
		['{}', false],
		['null', false],
		['"data"', false],
		['7', false],
	])('%s: %p', (body, has) => {
		expect(hasList(JSON.parse(body), 'data')).toBe(has);
	});
});

describe('a web page', () => {
	it.each(['<', '<html>', ' <a>', '\r\n\t<a>', '\uFEFF<a>', '\uFEFF\n<a>'])('is %j', (body) => {
		expect(isWebPage(body)).toBe(true);
	});

	it.each(['', ' ', 'text', 'a < b', 'text <html>', 'text\n<html>', '{"a": "<html>"}', '"<a>"'])(
		'is not %j',
		(body) => {
			expect(isWebPage(body)).toBe(false);
		},
	);

	it('is what begins as one, not what has one in it', () => {
		expectProblem(() => respond('OK\n<html>'), 'damaged');
		expect(readProblem('Bad: <b>', (text) => text)).toEqual({ detail: 'Bad: <b>' });
	});
});

describe('the detail of a failure', () => {
	const asItIs = (text: string) => text;

	it.each([
		['{"detail": "d", "title": "t", "message": "m", "error": "e"}', 'd'],
		['{"error": "e", "message": "m", "title": "t"}', 't'],
		['{"error": "e", "message": "m"}', 'm'],
		['{"error": "e"}', 'e'],
		['{"detail": "", "title": "t"}', 't'],
		['{"detail": " \\n", "title": "t"}', 't'],
		['{"detail": null, "title": "t"}', 't'],
		['{"detail": 7, "title": "t"}', 't'],
		['{"detail": false, "message": "m"}', 'm'],
		['{"detail": [1, "a"], "title": "t"}', '[1,"a"]'],
		['{"detail": {"a": null}, "title": "t"}', '{"a":null}'],
	])('is the best that there is in %s', (body, detail) => {
		expect(readProblem(body, asItIs)).toEqual({ detail });
	});

	it.each(['null', '7', 'true', '[{"detail": "d"}]', '{}', '{"other": "text"}', '{"detail": 7}'])(
		'is not in %s',
		(body) => {
			expect(readProblem(body, asItIs)).toEqual({});
		},
	);

	it('is empty for an empty body', () => {
		expect(readProblem('', asItIs)).toEqual({ detail: '' });
		expect(readProblem(' \n', asItIs)).toEqual({ detail: '' });
	});

	it('comes with the code, be it a text or an object', () => {
		expect(readProblem('{"error": {"a": 1}, "code": "c"}', asItIs)).toEqual({
			detail: '{"a":1}',
			code: 'c',
		});
	});

	it.each([
		['', ''],
		['.', ''],
		['a.', 'a'],
		['a..', 'a.'],
		['a.b', 'a.b'],
		['a. ', 'a'],
		['  a \n\t b  ', 'a b'],
		['x'.repeat(299), 'x'.repeat(299)],
		['x'.repeat(300), 'x'.repeat(300)],
		[`${'x'.repeat(300)}.`, 'x'.repeat(300)],
		['x'.repeat(301), `${'x'.repeat(300)}...`],
		[`${'x'.repeat(299)}yzz`, `${'x'.repeat(299)}y...`],
	])('is on one line, without a full stop, and not too long: %j', (text, detail) => {
		const code = text;
		expect(readProblem(JSON.stringify({ error: { text }, code }), asItIs).code).toBe(detail);
		expect(readProblem(JSON.stringify(text), asItIs)).toEqual({ detail });
	});
});

describe('what a bulk update refused', () => {
	const hide = (text: string) => text.replaceAll('secret', '[hidden]');

	it.each([
		['an id and an error', { athlete_id: 'a', error: 'no' }, 'a', 'no'],
		['another name of the id', { id: 'a', error: 'no' }, 'a', 'no'],
		['both names of the id', { id: 'b', athlete_id: 'a', error: 'no' }, 'a', 'no'],
		['a number as id', { athlete_id: 7, error: 'no' }, '7', 'no'],
		['zero as id', { id: 0, error: 'no' }, '0', 'no'],
		['a message', { athlete_id: 'a', message: 'no' }, 'a', 'no'],
		['a detail', { athlete_id: 'a', detail: 'no' }, 'a', 'no'],
		['a message that is null', { athlete_id: 'a', message: null, detail: 'no' }, 'a', 'no'],
		['a message and a detail', { athlete_id: 'a', message: 'no', detail: 'x' }, 'a', 'no'],
		['an error and a message', { athlete_id: 'a', error: 'no', message: 'x' }, 'a', 'no'],
		['an object as error', { athlete_id: 'a', error: { b: 1 } }, 'a', '{"b":1}'],
		['a number as error', { athlete_id: 'a', error: 0 }, 'a', '0'],
		['no error', { athlete_id: 'a' }, 'a', 'no reason given'],
		['an empty error', { athlete_id: 'a', error: '' }, 'a', 'no reason given'],
		['an error of spaces', { athlete_id: 'a', error: ' \n' }, 'a', 'no reason given'],
		['null as error', { athlete_id: 'a', error: null }, 'a', 'no reason given'],
		['null beside a message', { athlete_id: 'a', error: null, message: 'x' }, 'a', 'x'],
		['null beside an id', { athlete_id: null, id: 'a', error: 'x' }, 'a', 'x'],
		['an error of several lines', { athlete_id: 'a', error: ' n\n o. ' }, 'a', 'n o'],
		['a secret in the error', { athlete_id: 'a', error: 'a secret' }, 'a', 'a [hidden]'],
		['a secret within', { athlete_id: 'a', error: ['secret'] }, 'a', '["[hidden]"]'],
		['a long error', { athlete_id: 'a', error: 'x'.repeat(301) }, 'a', `${'x'.repeat(300)}...`],
	])('is named with its reason: %s', (_, error, id, reason) => {
		const refusals = { athletes: new Map([[id, reason]]), others: [] };
		expect(readRefusals({ errors: [error] }, hide)).toEqual(refusals);
		expect(readRefusals({ errors: error }, hide)).toEqual(refusals);
	});

	it.each([
		['text', 'no', 'no'],
		['empty text', '', 'no reason given'],
		['a number', 7, '7'],
		['false', false, 'false'],
		['a list', ['no'], '["no"]'],
		['an object without an id', { error: 'no' }, 'no'],
		['an object with another id', { athlete_id: true, error: 'no' }, 'no'],
		['an object without anything', {}, 'no reason given'],
		['a secret', 'a secret', 'a [hidden]'],
	])('may name no athlete: %s', (_, error, reason) => {
		expect(readRefusals({ errors: [error] }, hide)).toEqual({
			athletes: new Map(),
			others: [reason],
		});
	});

	it.each([
		['no body', undefined],
		['null', null],
		['a list', [{ athlete_id: 'a', error: 'no' }]],
		['text', 'errors'],
		['no errors', {}],
		['errors that are null', { errors: null }],
		['an empty list', { errors: [] }],
		['a list of null', { errors: [null] }],
	])('is nothing in %s', (_, json) => {
		expect(readRefusals(json, hide)).toEqual({ athletes: new Map(), others: [] });
	});

	it('is read from an error that is not in a list', () => {
		expect(readRefusals({ errors: 'no' }, hide).others).toEqual(['no']);
	});

	it('is all that there is, in its order', () => {
		const errors = [{ athlete_id: 'b', error: '1' }, 'x', null, { id: 'a', error: '2' }, 'y'];
		const { athletes, others } = readRefusals({ errors }, hide);
		expect([...athletes]).toEqual([
			['b', '1'],
			['a', '2'],
		]);
		expect(others).toEqual(['x', 'y']);
	});
});
