import { createHmac } from 'node:crypto';

/** Right, of another secret, or left away. */
export type Signing = 'right' | 'wrong' | 'none';

/**
 * The headers with which Terra signs a body: the newer name, and the older one as long as there are
 * receivers that know no other.
 */
export function signatureHeaders(
	body: Buffer,
	secret: string,
	signedAtMs: number,
	signing: Signing,
): Record<string, string> {
	if (signing === 'none') return {};
	const seconds = String(Math.floor(signedAtMs / 1000));
	const key = signing === 'right' ? secret : `not ${secret}`;
	const hex = createHmac('sha256', key).update(`${seconds}.`).update(body).digest('hex');
	const value = `t=${seconds},v1=${hex}`;
	return { 'X-Terra-Signature': value, 'Terra-Signature': value };
}
