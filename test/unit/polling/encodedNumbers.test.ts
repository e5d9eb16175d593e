import {
	decodeNumber,
	decodeShort,
	encodeNumber,
	encodeShort,
} from '../../../nodes/TerraTeams/polling/encodedNumbers';

// What users have saved was written with these digits.
it.each([
	[0, 'AA'],
	[1, 'AB'],
	[25, 'AZ'],
	[26, 'Aa'],
	[51, 'Az'],
	[52, 'A0'],
	[61, 'A9'],
	[62, 'A-'],
	[63, 'A_'],
	[64, 'BA'],
	[4094, '_-'],
	[4095, '__'],
])('writes %d as %s, and reads it', (value, text) => {
	expect(encodeNumber(value, 2)).toBe(text);
	expect(decodeNumber(text)).toBe(value);
});

it('reads no digits as zero', () => {
	expect(decodeNumber('')).toBe(0);
});

it.each([
	[4096, '__'],
	[-1, 'AA'],
	[0.9, 'AA'],
	[1.9, 'AB'],
])('writes %d as %s', (value, text) => {
	expect(encodeNumber(value, 2)).toBe(text);
});

it.each([
	[0, 'A'],
	[31, 'f'],
	[32, 'hA'],
	[33, 'hB'],
	[63, 'hf'],
	[64, 'iA'],
	[1023, '_f'],
	[1024, 'hgA'],
])('writes %d shortly as %s, and reads it', (value, text) => {
	expect(encodeShort(value)).toBe(text);
	expect(decodeShort(text, 0)).toEqual({ value, end: text.length });
});

it.each([
	['a number that is cut off', 'h', 0, { value: 1, end: 1 }],
	['a longer number that is cut off', 'xhg', 1, { value: 32, end: 3 }],
	['nothing', '', 0, { value: 0, end: 0 }],
	['what is behind the text', 'B', 1, { value: 0, end: 1 }],
	['a character that is no digit, as zero', '!B', 0, { value: 0, end: 1 }],
	['a last character that is no digit, as zero', 'h!B', 0, { value: 32, end: 2 }],
	['the first of two numbers', 'BC', 0, { value: 1, end: 1 }],
	['the second of two numbers', 'BC', 1, { value: 2, end: 2 }],
])('reads %s', (_, text, at, read) => {
	expect(decodeShort(text, at)).toEqual(read);
});
