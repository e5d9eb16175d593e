import { isObject } from '../json';
import type { PushedEvent } from './events';
import type { PushOptions } from './pushes';
import type { Signing } from './signing';

const optionTypes: Readonly<Record<string, 'text' | 'number' | 'flag'>> = {
	signing: 'text',
	signedAtMs: 'number',
	signsRetries: 'flag',
	gzip: 'flag',
	chunkBytes: 'number',
	reference: 'text',
	traceId: 'text',
};

const javaScriptTypes = { text: 'string', number: 'number', flag: 'boolean' } as const;

/**
 * Reads `{event}` with further fields of PushOptions. Throws an Error with a sentence for an unknown
 * field or a value of the wrong type.
 */
export function readPush(json: unknown): { event: PushedEvent; options: PushOptions } {
	if (!isObject(json) || !isObject(json.event) || typeof json.event.type !== 'string') {
		throw new Error('The body must be a JSON object with an event that has a type.');
	}
	const { event, ...options } = json;
	for (const [name, value] of Object.entries(options)) {
		const type = Object.hasOwn(optionTypes, name) ? optionTypes[name] : undefined;
		if (type === undefined) throw new Error(`A push has no field ${name}.`);
		if (typeof value !== javaScriptTypes[type]) throw new Error(`${name} must be a ${type}.`);
	}
	if (options.signing !== undefined && !isSigning(options.signing)) {
		throw new Error('signing must be right, wrong or none.');
	}
	return { event: event as unknown as PushedEvent, options };
}

function isSigning(value: unknown): value is Signing {
	return value === 'right' || value === 'wrong' || value === 'none';
}
