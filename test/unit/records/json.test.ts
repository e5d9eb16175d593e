import {
	canonicalJson,
	isJsonObject,
	isObject,
	listOf,
	objectsOf,
	parseJson,
	textsOf,
} from '../../../nodes/TerraTeams/records/json';

it('knows objects from lists, null and everything else', () => {
	for (const is of [isObject, isJsonObject]) {
		expect(is({})).toBe(true);
		for (const other of [[], null, undefined, 'text', 1, true])
			expect(is(other as never)).toBe(false);
	}
	expect(isObject(() => {})).toBe(false);
});

it('parses JSON, with a byte order mark or without', () => {
	expect(parseJson('{"a": [1]}')).toEqual({ a: [1] });
	expect(parseJson('\uFEFF{"a": [1]}')).toEqual({ a: [1] });
	expect(parseJson('null')).toBeNull();
	for (const text of ['', '<html>', '{"a": 1']) expect(parseJson(text)).toBeUndefined();
});

it('writes values that differ in order alone as the same text', () => {
	expect(canonicalJson({ b: 1, a: [2, 1], c: undefined })).toBe('{"a":[1,2],"b":1}');
	expect(canonicalJson([{ b: null }, 'x'])).toBe('["x",{"b":null}]');
	expect(canonicalJson(undefined)).toBe('null');
});

it('takes what is nested more than 500 levels deep for alike', () => {
	const nested = (depth: number, inner: string) =>
		canonicalJson(JSON.parse('['.repeat(depth) + inner + ']'.repeat(depth)));
	expect(nested(500, '1')).not.toBe(nested(500, '2'));
	expect(nested(501, '1')).toBe(nested(501, '2'));
	const inObjects = (depth: number, inner: string) =>
		canonicalJson(JSON.parse('{"a":'.repeat(depth) + inner + '}'.repeat(depth)));
	expect(inObjects(500, '1')).not.toBe(inObjects(500, '2'));
	expect(inObjects(501, '1')).toBe(inObjects(501, '2'));
});

it('reads lists of which nobody knows what they hold', () => {
	const mixed = [{ a: 1 }, null, 'x', '', 7, [], true];
	expect(listOf(mixed)).toBe(mixed);
	expect(objectsOf(mixed)).toEqual([{ a: 1 }]);
	expect(textsOf(mixed)).toEqual(['x', '7']);
	for (const other of [undefined, null, {}, 'list']) {
		expect(listOf(other)).toEqual([]);
		expect(objectsOf(other)).toEqual([]);
		expect(textsOf(other)).toEqual([]);
	}
});
