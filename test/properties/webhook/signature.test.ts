import fc from 'fast-check';

import { check, reference, sign } from '../../unit/webhook/signatures';

const { seconds, v1 } = reference;

describe('any body, signed with any secret', () => {
	const bodies = fc.oneof(
		fc.uint8Array({ maxLength: 200 }),
		fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(text)),
		fc.json().map((text) => Buffer.from(text)),
	);
	const secrets = fc.string({ minLength: 1, maxLength: 40 });
	const times = fc.integer({ min: 1, max: 9_999_999_999 });
	const signed = fc.record({ body: bodies, secret: secrets, at: times });

	/** The bytes with one bit of them turned over. */
	function flip(bytes: Uint8Array, bit: number): Uint8Array {
		const flipped = Uint8Array.from(bytes);
		const at = bit >> 3;
		flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit & 7));
		return flipped;
	}

	/** A property over everything that may be signed, and one bit of what it picks. */
	function property(
		bitsOf: (one: { body: Uint8Array; secret: string; at: number; hex: string }) => number,
		holds: (
			one: { body: Uint8Array; secret: string; at: number; hex: string },
			bit: number,
		) => void,
	) {
		fc.assert(
			fc.property(signed, fc.nat(), (one, number) => {
				const whole = { ...one, hex: sign(one.body, one.secret, String(one.at)) };
				const bits = bitsOf(whole);
				if (bits > 0) holds(whole, number % bits);
			}),
			{ numRuns: 2000 },
		);
	}

	const verify = (header: string, body: Uint8Array, secret: string, at: number) =>
		check(header, { body, secrets: [secret], nowMs: at * 1000 });

	it('is accepted', () => {
		property(
			() => 1,
			({ body, secret, at, hex }) =>
				expect(verify(`t=${at},v1=${hex}`, body, secret, at)).toBeNull(),
		);
	});

	it('is refused if a bit of the body is another', () => {
		property(
			({ body }) => body.length * 8,
			({ body, secret, at, hex }, bit) =>
				expect(verify(`t=${at},v1=${hex}`, flip(body, bit), secret, at)).toBe('forged'),
		);
	});

	it('is refused if a bit of the signature is another', () => {
		property(
			() => 256,
			({ body, secret, at, hex }, bit) => {
				const other = Buffer.from(flip(Buffer.from(hex, 'hex'), bit)).toString('hex');
				expect(verify(`t=${at},v1=${other}`, body, secret, at)).toBe('forged');
			},
		);
	});

	it('is refused if a bit of the header is another, but for that of the case of a hex digit', () => {
		property(
			({ at, hex }) => `t=${at},v1=${hex}`.length * 8,
			({ body, secret, at, hex }, bit) => {
				const header = `t=${at},v1=${hex}`;
				const other = Buffer.from(flip(Buffer.from(header), bit)).toString('latin1');
				const start = header.indexOf('v1=') + 3;
				const isCase =
					other.slice(0, start) === header.slice(0, start) &&
					other.slice(start).toLowerCase() === hex;
				const refusal = verify(other, body, secret, at);
				if (isCase) expect(refusal).toBeNull();
				else expect(['forged', 'unreadable']).toContain(refusal);
			},
		);
	});

	it('is refused if a bit of the time is another', () => {
		property(
			({ at }) => String(at).length * 8,
			({ body, secret, at, hex }, bit) => {
				const other = Buffer.from(flip(Buffer.from(String(at)), bit)).toString('latin1');
				expect(['forged', 'unreadable']).toContain(
					verify(`t=${other},v1=${hex}`, body, secret, at),
				);
			},
		);
	});

	it('is refused if a bit of the secret is another', () => {
		property(
			({ secret }) => secret.length * 8,
			({ body, secret, at, hex }, bit) => {
				const other = Buffer.from(flip(Buffer.from(secret, 'latin1'), bit)).toString('latin1');
				expect(verify(`t=${at},v1=${hex}`, body, other, at)).toBe('forged');
			},
		);
	});

	it('never throws, whatever the headers hold', () => {
		const parts = fc.constantFrom('t=', 'v1=', ',', ' ', '=', v1, seconds, '٣', '\u0000', 'e9');
		const values = fc.oneof(
			fc.string(),
			fc.array(parts).map((some) => some.join('')),
		);
		fc.assert(
			fc.property(values, bodies, (value, body) => {
				const accepted = [null, 'forged', 'unreadable', 'stale'];
				expect(accepted).toContain(check(value, { body }));
			}),
			{ numRuns: 2000 },
		);
	});
});
