/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { Readable } from 'node:stream';

import { readBody } from '../../../nodes/TerraTeams/api/readBody';
import { inPieces } from './pieces';

it('reads what is no UTF-8 as well as that is possible', async () => {
	const bytes = Buffer.from([0x61, 0xff, 0x62, 0xc3]);
	expect(await readBody(inPieces(bytes, [1, 2, 3]))).toBe('a\uFFFDb\uFFFD');
});

it('leaves a text as it is, and takes whatever is no body for an empty one', async () => {
	expect(await readBody('{"data": []}')).toBe('{"data": []}');
	for (const nothing of [undefined, null, 7, {}]) expect(await readBody(nothing)).toBe('');
});

it('fails as the stream fails', async () => {
	const broken = new Readable({ read: () => {} });
	broken.push('{"data": [');
	const reading = readBody(broken);
	broken.destroy(new Error('aborted'));
	await expect(reading).rejects.toThrow('aborted');
});

it('fails where the body has no end', async () => {
	const endless = Readable.from(
		(function* () {
			for (;;) yield Buffer.alloc(1000);
		})(),
	);
	await expect(readBody(endless, 100_000)).rejects.toMatchObject({ problem: 'too-large' });
	expect(endless.destroyed).toBe(true);
});

it('fails where the pieces are no bytes', async () => {
	await expect(readBody(Readable.from([{ data: [] }]))).rejects.toMatchObject({ problem: 'other' });
});

it('puts characters together that are in several pieces', async () => {
	const text = '{"a": "ä€😀"}';
	const bytes = Buffer.from(text);
	for (let end = 0; end <= bytes.length; end++) {
		expect(await readBody(inPieces(bytes, [end]))).toBe(text);
	}
	expect(await readBody(inPieces(bytes, [...bytes.keys()]))).toBe(text);
});

it('leaves out a byte order mark at the beginning, but nowhere else', async () => {
	expect(await readBody(inPieces(Buffer.from('\uFEFFa\uFEFFb'), [1, 5]))).toBe('a\uFEFFb');
});

it('reads a body of no bytes as an empty text', async () => {
	expect(await readBody(Readable.from([]))).toBe('');
	expect(await readBody(Readable.from([Buffer.alloc(0)]))).toBe('');
});

it.each([
	[9, 'abcdefghi'],
	[10, 'abcdefghij'],
])('reads %i bytes where 10 are allowed', async (_, text) => {
	expect(await readBody(inPieces(Buffer.from(text), [4]), 10)).toBe(text);
});

it('fails at a byte more than allowed, be it in one piece or in several', async () => {
	const bytes = Buffer.from('abcdefghijk');
	for (const ends of [[], [4], [10], [3, 6, 9]]) {
		await expect(readBody(inPieces(bytes, ends), 10)).rejects.toMatchObject({
			name: 'ConnectionError',
			problem: 'too-large',
		});
	}
});

it('counts bytes, not characters', async () => {
	expect(await readBody(inPieces(Buffer.from('€€'), []), 6)).toBe('€€');
	await expect(readBody(inPieces(Buffer.from('€€'), []), 5)).rejects.toMatchObject({
		problem: 'too-large',
	});
});

it('fails by itself where the body is larger than a text can be', async () => {
	const megabyte = Buffer.alloc(1024 * 1024);
	const body = Readable.from(
		(function* () {
			// The same bytes again and again, so that they take no memory: 512 MB less 1023 bytes.
			yield megabyte.subarray(0, 1);
			for (let count = 0; count < 511; count++) yield megabyte;
			yield megabyte.subarray(1024);
		})(),
	);
	await expect(readBody(body)).rejects.toMatchObject({ problem: 'too-large' });
});

it('fails where one of the pieces is no bytes', async () => {
	for (const piece of ['text', 7, {}]) {
		const body = Readable.from([Buffer.from('{'), piece]);
		await expect(readBody(body)).rejects.toMatchObject({
			name: 'ConnectionError',
			problem: 'other',
		});
	}
});
