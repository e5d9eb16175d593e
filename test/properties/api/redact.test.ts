import fc from 'fast-check';

import { redact } from '../../../nodes/TerraTeams/api/redact';

/** Secrets with all kinds of characters, but none of those that stand around them below. */
const secrets = fc
	.oneof(
		fc.string({ minLength: 4, maxLength: 40 }),
		fc.string({ minLength: 4, maxLength: 20, unit: 'grapheme' }),
		fc.base64String({ minLength: 4, maxLength: 40 }),
		fc.string({ minLength: 4, maxLength: 12, unit: fc.constantFrom(...'"\\/+%& \n') }),
	)
	.map((text) => text.replace(/[<>]/g, '-'))
	.filter((text) => text.trim() === text && text.length >= 4);

/** How a server may write a secret. */
const writings: Record<string, (secret: string) => string> = {
	plain: (secret) => secret,
	json: (secret) => JSON.stringify(secret).slice(1, -1),
	jsonInJson: (secret) => JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
	escaped: (secret) =>
		secret.replace(
			/[^\w]/g,
			(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`,
		),
	url: encodeURIComponent,
	lowerCaseUrl: (secret) =>
		encodeURIComponent(secret).replace(/%../g, (escape) => escape.toLowerCase()),
	form: (secret) => new URLSearchParams([['', secret]]).toString().slice(1),
	strictUrl: (secret) =>
		encodeURIComponent(secret).replace(
			/[!'()*]/g,
			(character) => `%${character.charCodeAt(0).toString(16)}`,
		),
	upperCase: (secret) => (secret.toUpperCase().length === secret.length ? secret : ''),
};

it.each(Object.keys(writings))('finds every secret as %s', (name) => {
	fc.assert(
		fc.property(secrets, (secret) => {
			const written = writings[name]?.(secret);
			expect(redact(`<${written}> and <${written}>`, ['other', secret])).toBe(
				written === '' ? '<> and <>' : '<[hidden]> and <[hidden]>',
			);
		}),
		{ numRuns: 500 },
	);
});

it('leaves every other text as it is', () => {
	fc.assert(
		fc.property(fc.string(), fc.array(secrets, { maxLength: 4 }), (text, others) => {
			const innocent = text.replace(/[^a-m ]/gi, '');
			const digits = others.map((secret) => `${secret}0`);
			expect(redact(innocent, digits)).toBe(innocent);
		}),
	);
});
