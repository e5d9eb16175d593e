import { createHmac } from 'node:crypto';

/** `wrong`: signed with another secret. `none`: no signature headers. */
export type Signing = 'right' | 'wrong' | 'none';

/**
 * Returns both signature headers of Terra: the newer name, and the older one for receivers that know
 * only that.
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
