import { createHash } from 'node:crypto';

import { isJsonObject, type Json } from '../api/json';

/**
 * A fingerprint of a text in characters of 6 bits each: 8 of them tell 100,000 records apart with a
 * chance of error of one in 50,000.
 */
export function fingerprint(text: string, length: number): string {
	return createHash('sha256').update(text).digest('base64url').slice(0, length);
}

/**
 * JSON in which the order of an object's fields makes no difference, nor that of a list's elements:
 * no contract says in which order a server gives athletes, metrics or sets, and if it changes its
 * mind from one answer to the next, that is no update.
 */
export function canonicalJson(value: Json | undefined): string {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).sort().join(',')}]`;
	if (!isJsonObject(value)) return JSON.stringify(value ?? null);
	const fields = Object.keys(value)
		.filter((name) => value[name] !== undefined)
		.sort()
		.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`);
	return `{${fields.join(',')}}`;
}
