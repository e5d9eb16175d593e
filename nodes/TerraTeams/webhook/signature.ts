import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Terra signs each event: `terra-signature: t=<unix seconds>,v1=<hex>`, where the hex is the
 * HMAC-SHA256 of `<t>.<body>` under the destination's signing secret. Sources: Terra's
 * documentation of webhooks, and its clients in TypeScript and Python.
 */

/** The current name, and the older one that Terra still sends. */
const headerNames = ['x-terra-signature', 'terra-signature'];

/** How far Terra's clock may be ahead of this one. */
const aheadSeconds = 300;

/** Headers of a request, as Node.js gives them. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What decides whether an event is accepted. */
export interface SignatureRules {
	/** Any of them may have signed the event: there are two while one replaces the other. */
	secrets: readonly string[];
	/** Max age of the signature; 0 for no limit. */
	maxAgeSeconds: number;
	/** Whether to accept an event without a signature, or without a secret to check it. */
	acceptsUnsigned: boolean;
}

/** Why an event is not accepted. */
export type Refusal = 'no secret' | 'unsigned' | 'unreadable' | 'forged' | 'stale';

/** For the sender and the log. Contains nothing of the request. */
export const refusalSentences: Readonly<Record<Refusal, string>> = {
	'no secret':
		'No Webhook Signing Secret is set in the Terra Teams credential, so no event is accepted. Copy it from the Terra dashboard (Connections > Destinations > Webhook > Edit), or turn on Accept Unsigned Events.',
	unsigned: 'The event is not signed: it has no terra-signature header.',
	unreadable: 'The terra-signature header does not have the form t=<seconds>,v1=<signature>.',
	forged:
		'The signature does not match the body. If the event is from Terra, copy the Webhook Signing Secret of this destination into the Terra Teams credential.',
	stale:
		'The event was signed too long ago, or in the future. Raise Max Age in the node, or check the clock of the server.',
};

/**
 * Checks whether an event is from Terra.
 *
 * @param body the received bytes, decompressed
 * @returns why it is not accepted, `null` where it is
 */
export function refusalOf(
	headers: RequestHeaders,
	body: Uint8Array,
	rules: SignatureRules,
	nowMs: number,
): Refusal | null {
	if (rules.secrets.length === 0) return rules.acceptsUnsigned ? null : 'no secret';
	const values = signatureHeaders(headers);
	if (values.length === 0) return rules.acceptsUnsigned ? null : 'unsigned';
	const signatures = values.map(readSignature).filter((signature) => signature !== null);
	if (signatures.length === 0) return 'unreadable';
	const genuine = signatures.filter((signature) => isGenuine(signature, body, rules.secrets));
	if (genuine.length === 0) return 'forged';
	return genuine.some(({ seconds }) => isFresh(seconds, rules, nowMs)) ? null : 'stale';
}

/** The header's values under both names, each once. */
function signatureHeaders(headers: RequestHeaders): string[] {
	const values = Object.entries(headers).flatMap(([name, value]) =>
		headerNames.includes(name.toLowerCase()) ? (value ?? []) : [],
	);
	return [...new Set(values)];
}

interface Signature {
	/** As sent, since this text is part of what was signed. */
	seconds: string;
	/** The bytes of each `v1`; other schemes are ignored. */
	candidates: Buffer[];
}

/** Parses a header's value; `null` where a part is missing or there is more than one time. */
function readSignature(value: string): Signature | null {
	const parts = value.split(',').map((part) => {
		const [scheme = '', ...rest] = part.split('=');
		return [scheme.trim(), rest.join('=').trim()] as const;
	});
	const valuesOf = (scheme: string) =>
		parts.flatMap(([name, content]) => (name === scheme ? [content] : []));
	const [seconds = '', ...otherTimes] = new Set(valuesOf('t'));
	const candidates = valuesOf('v1').filter((hex) => /^[0-9a-f]{64}$/i.test(hex));
	// Each further time would cost another hash of a body of many megabytes.
	if (!/^\d{1,15}$/.test(seconds) || otherTimes.length > 0 || candidates.length === 0) return null;
	return { seconds, candidates: candidates.map((hex) => Buffer.from(hex, 'hex')) };
}

function isGenuine(
	{ seconds, candidates }: Signature,
	body: Uint8Array,
	secrets: readonly string[],
): boolean {
	return secrets.some((secret) => {
		const expected = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
		return candidates.some((candidate) => timingSafeEqual(candidate, expected));
	});
}

function isFresh(seconds: string, { maxAgeSeconds }: SignatureRules, nowMs: number): boolean {
	if (maxAgeSeconds === 0) return true;
	const ageSeconds = nowMs / 1000 - Number(seconds);
	return ageSeconds <= maxAgeSeconds && ageSeconds >= -aheadSeconds;
}
