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
