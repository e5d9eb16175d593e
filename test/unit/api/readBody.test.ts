/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { Readable } from 'node:stream';

import fc from 'fast-check';

import { readBody } from '../../../nodes/TerraTeams/api/readBody';

/** A stream that gives these bytes in pieces, which end at some indexes. */
function inPieces(bytes: Buffer, ends: readonly number[]): Readable {
	const starts = [0, ...ends.filter((end) => end < bytes.length).sort((a, b) => a - b)];
	return Readable.from(
		starts.map((start, index) => bytes.subarray(start, starts[index + 1])),
		{ objectMode: false },
	);
}

it('gives the text of a body, wherever its pieces end', async () => {
	const texts = fc.string({ unit: 'binary', maxLength: 40 });
	await fc.assert(
		fc.asyncProperty(texts, fc.array(fc.nat(120)), fc.boolean(), async (text, ends, marked) => {
			fc.pre(!text.startsWith('\uFEFF'));
			const body = inPieces(Buffer.from(marked ? `\uFEFF${text}` : text), ends);
			expect(await readBody(body)).toBe(text);
		}),
	);
});

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
