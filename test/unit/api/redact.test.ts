import { redact, redactObject } from '../../../nodes/TerraTeams/api/redact';

it('leaves nothing over of a secret that begins or ends with another', () => {
	expect(redact('club-secret, secret, club', ['club', 'secret', 'club-secret'])).toBe(
		'[hidden], [hidden], [hidden]',
	);
});

it('overlooks the spaces that were pasted along with a secret', () => {
	expect(redact('key=abcd', [' abcd\n'])).toBe('key=[hidden]');
});

it('does not blot out a sentence for a secret of a few letters', () => {
	expect(redact('the tests', ['', ' ', 'the', '   a   '])).toBe('the tests');
});

it('takes patterns and broken characters for what they are', () => {
	expect(redact('a.c* abc* \ud800abc', ['a.c*', '\ud800abc', '(((('])).toBe(
		'[hidden] abc* [hidden]',
	);
});

it.each([
	['abc', 'an abc'],
	['abcd', 'an [hidden]'],
	[' abc ', 'an abc'],
	[' abcd ', 'an [hidden]'],
])('hides a secret of four characters and more, without its spaces: %j', (secret, shown) => {
	expect(redact(`an ${secret.trim()}`, [secret])).toBe(shown);
});

it('hides it wherever it is, in either case', () => {
	expect(redact('Geheim, GEHEIM and geheim', ['gehEIM'])).toBe('[hidden], [hidden] and [hidden]');
});

it('leaves a text as it is without secrets, and without one in it', () => {
	expect(redact('a text', [])).toBe('a text');
	expect(redact('', ['secret'])).toBe('');
	expect(redact('a text', ['secret'])).toBe('a text');
});

it('hides a longer secret that begins with a shorter one as a whole, in either order', () => {
	expect(redact('club-secret', ['club', 'club-secret'])).toBe('[hidden]');
	expect(redact('club-secret', ['club-secret', 'club'])).toBe('[hidden]');
});

it.each([...'\\^$.*+?()[]{}|/-"\'&%#=;,<>~'])('takes %s for no pattern', (sign) => {
	const secret = `ab${sign}cd`;
	expect(redact(`x ${secret} y`, [secret])).toBe('x [hidden] y');
	expect(redact('x abxcd abcd abccd y', [secret])).toBe('x abxcd abcd abccd y');
});

describe('a secret', () => {
	const letters = 'abcd';
	const signs = 'a b/"é€😀';

	it.each([
		['in a URL', encodeURIComponent(signs)],
		['in a URL in lower case', encodeURIComponent(signs).toLowerCase()],
		['in a form', new URLSearchParams([['', signs]]).toString().slice(1)],
		['in JSON', JSON.stringify(signs).slice(1, -1)],
		['in JSON in JSON', JSON.stringify(JSON.stringify(signs).slice(1, -1)).slice(1, -1)],
		['in JSON with its characters escaped', 'a b/\\"\\u00e9\\u20AC\\ud83d\\uDE00'],
		[
			'in JSON in JSON with its characters escaped',
			'a b\\\\/\\\\"\\\\u00e9\\\\u20ac\\\\ud83d\\\\ude00',
		],
	])('is found %s', (_, text) => {
		expect(redact(`<${text}>`, [signs])).toBe('<[hidden]>');
	});

	it.each([
		['%61%62%63%64', '[hidden]'],
		['a%62c%64', '[hidden]'],
		['\\u0061\\u0062\\u0063\\u0064', '[hidden]'],
		['\\\\u0061b\\\\\\u0063d', '[hidden]'],
		['\\61\\62\\63\\64', '\\61\\62\\63\\64'],
		['%0061bcd', '%0061bcd'],
		['u0061bcd', 'u0061bcd'],
	])('is found where letters are written as %s', (text, shown) => {
		expect(redact(text, [letters])).toBe(shown);
	});

	it.each([
		[0, '[hidden]'],
		[1, '[hidden]'],
		[7, '[hidden]'],
		[8, '\\[hidden]'],
	])('is found behind %i backslashes, as JSON in JSON in JSON has them', (count, shown) => {
		expect(redact(`${'\\'.repeat(count)}"key`, ['"key'])).toBe(shown);
	});

	it.each([1, 2, 4, 8])('is found where its backslash is written as %i of them', (count) => {
		expect(redact(`<ab${'\\'.repeat(count)}cd>`, ['ab\\cd'])).toBe('<[hidden]>');
	});

	it.each([
		[1, '[hidden]'],
		[7, '[hidden]'],
		[8, '\\[hidden]'],
	])('is found where %i backslashes escape a character by its number', (count, shown) => {
		expect(redact(`${'\\'.repeat(count)}u0022key`, ['"key'])).toBe(shown);
	});

	it.each([
		[1, '[hidden]'],
		[7, '[hidden]'],
		[0, 'abncd'],
	])('is found where %i backslashes escape the end of a line', (count, shown) => {
		expect(redact(`ab${'\\'.repeat(count)}ncd`, ['ab\ncd'])).toBe(shown);
	});
});

describe('an object', () => {
	const secrets = ['geheim', '12345'];

	it('loses its secrets in every text, however deep', () => {
		const object = {
			a: 'geheim, Geheim',
			b: ['geheim', ['x geheim'], { c: 'geheim y' }],
			d: { e: { f: 'geheim' } },
		};
		expect(redactObject(object, secrets)).toEqual({
			a: '[hidden], [hidden]',
			b: ['[hidden]', ['x [hidden]'], { c: '[hidden] y' }],
			d: { e: { f: '[hidden]' } },
		});
	});

	it('loses a number that has a secret of digits in it', () => {
		const object = { a: 12345, b: [9123459, 1234], c: 0.12345, d: 12354 };
		expect(redactObject(object, secrets)).toEqual({
			a: '[hidden]',
			b: ['[hidden]', 1234],
			c: '[hidden]',
			d: 12354,
		});
	});

	it('keeps everything else', () => {
		const object = { a: null, b: true, c: false, d: [], e: {}, f: '', g: 7, h: [null] };
		expect(redactObject(object, secrets)).toEqual(object);
	});

	it('keeps true and null, be they secrets', () => {
		const object = { a: true, b: null, c: 'true or null' };
		expect(redactObject(object, ['true', 'null'])).toEqual({
			a: true,
			b: null,
			c: '[hidden] or [hidden]',
		});
	});

	it('keeps the names of its fields', () => {
		expect(redactObject({ geheim: 'geheim', 12345: 1 }, secrets)).toEqual({
			geheim: '[hidden]',
			12345: 1,
		});
	});

	it('has null for a field without a value, as JSON has', () => {
		expect(Object.entries(redactObject({ a: undefined, b: 1 }, secrets))).toEqual([
			['a', null],
			['b', 1],
		]);
	});

	it('is not changed itself, and is the same one where there is nothing to hide', () => {
		const object = { a: 'geheim' };
		redactObject(object, secrets);
		expect(object).toEqual({ a: 'geheim' });
		expect(redactObject(object, [])).toBe(object);
		expect(redactObject(object, ['abc'])).toBe(object);
	});
});
