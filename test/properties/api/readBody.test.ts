import fc from 'fast-check';

import { readBody } from '../../../nodes/TerraTeams/api/readBody';
import { inPieces } from '../../unit/api/pieces';

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
