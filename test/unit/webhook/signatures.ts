import { createHmac } from 'node:crypto';

import {
	refusalOf,
	type RequestHeaders,
	type SignatureRules,
} from '../../../nodes/TerraTeams/webhook/signature';

/** The reference: Terra's way to sign, worked out once by hand. */
export const reference = {
	secret: 'test_secret',
	seconds: '1723808700',
	body: '{"type":"healthcheck"}',
	v1: 'f035a6c0ce3a29eeb01b3cda2bf5e2079fc4ccd2fec8ffe196b47d43e774f96c',
};
export const signedAtMs = Number(reference.seconds) * 1000;

const rules: SignatureRules = {
	secrets: [reference.secret],
	maxAgeSeconds: 300,
	acceptsUnsigned: false,
};

/** What is refused of a body with this header, at the time when the reference was signed. */
export function check(
	header: string | RequestHeaders,
	{
		body = reference.body,
		nowMs = signedAtMs,
		...differing
	}: Partial<SignatureRules> & {
		body?: string | Uint8Array;
		nowMs?: number;
	} = {},
) {
	const headers = typeof header === 'string' ? { 'terra-signature': header } : header;
	return refusalOf(headers, Buffer.from(body), { ...rules, ...differing }, nowMs);
}

/** The signature of a body, in hex. */
export function sign(
	body: string | Uint8Array,
	secret: string,
	seconds = reference.seconds,
): string {
	return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex');
}
