/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { types } from 'node:util';

/**
 * Every text that can be reached from a value: names and values of own properties (also of errors,
 * where message, stack and cause are not enumerable), entries of maps and sets, and bytes as text.
 * Circles are followed once.
 */
export function everyText(value: unknown): string[] {
	const texts: string[] = [];
	const seen = new Set<unknown>();
	const waiting: unknown[] = [value];
	while (waiting.length > 0) {
		const next = waiting.pop();
		if (typeof next === 'string') texts.push(next);
		if (next === null || !['object', 'function'].includes(typeof next) || seen.has(next)) continue;
		seen.add(next);
		if (types.isMap(next) || types.isSet(next)) waiting.push(...next.entries());
		if (next instanceof Uint8Array) {
			texts.push(Buffer.from(next).toString());
			continue;
		}
		const object: object = Object(next) as object;
		for (const name of Reflect.ownKeys(object)) {
			texts.push(String(name));
			const descriptor = Object.getOwnPropertyDescriptor(object, name);
			waiting.push(descriptor?.get ? safely(() => Reflect.get(object, name)) : descriptor?.value);
		}
	}
	return texts;
}

function safely(read: () => unknown): unknown {
	try {
		return read();
	} catch {
		return undefined;
	}
}
