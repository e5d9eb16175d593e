import type { FaultRule } from './faults';
import { isObject } from './json';

const fields: ReadonlySet<string> = new Set([
	'method',
	'path',
	'pathPattern',
	'times',
	'status',
	'headers',
	'body',
	'contentType',
	'delayMs',
	'cutAfterBytes',
	'truncateBody',
	'reset',
	'hang',
	'bareArray',
	'contentTypeOnly',
]);

/**
 * Reads the fields of FaultRule, with `pathPattern` (the text of a regular expression) for a RegExp
 * and "Infinity" for an endless `times`. Throws an Error with a sentence for an unknown field or a
 * value of the wrong type.
 */
export function readFaultRule(json: unknown): FaultRule {
	if (!isObject(json)) throw new Error('A fault must be a JSON object.');
	const unknown = Object.keys(json).find((name) => !fields.has(name));
	if (unknown !== undefined) throw new Error(`A fault has no field ${unknown}.`);
	const rule: FaultRule = {};
	const pattern = text(json, 'pathPattern');
	const path = pattern === undefined ? text(json, 'path') : new RegExp(pattern);
	assign(rule, 'method', text(json, 'method'));
	assign(rule, 'path', path);
	assign(rule, 'times', json.times === 'Infinity' ? Infinity : number(json, 'times'));
	assign(rule, 'status', number(json, 'status'));
	assign(rule, 'headers', headers(json.headers));
	assign(rule, 'body', body(json.body));
	assign(rule, 'contentType', text(json, 'contentType'));
	assign(rule, 'delayMs', number(json, 'delayMs'));
	assign(rule, 'cutAfterBytes', number(json, 'cutAfterBytes'));
	assign(rule, 'truncateBody', number(json, 'truncateBody'));
	assign(rule, 'reset', flag(json, 'reset'));
	assign(rule, 'hang', flag(json, 'hang'));
	assign(rule, 'bareArray', flag(json, 'bareArray'));
	assign(rule, 'contentTypeOnly', text(json, 'contentTypeOnly'));
	return rule;
}

function assign<K extends keyof FaultRule>(
	rule: FaultRule,
	name: K,
	value: FaultRule[K] | undefined,
): void {
	if (value !== undefined) rule[name] = value;
}

function text(json: Readonly<Record<string, unknown>>, name: string): string | undefined {
	const value = json[name];
	if (value === undefined || typeof value === 'string') return value;
	throw new Error(`${name} must be a text.`);
}

function number(json: Readonly<Record<string, unknown>>, name: string): number | undefined {
	const value = json[name];
	if (value === undefined) return undefined;
	if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
	throw new Error(`${name} must be a whole number that is not negative.`);
}

function flag(json: Readonly<Record<string, unknown>>, name: string): boolean | undefined {
	const value = json[name];
	if (value === undefined || typeof value === 'boolean') return value;
	throw new Error(`${name} must be true or false.`);
}

function headers(value: unknown): Record<string, string> | undefined {
	if (value === undefined) return undefined;
	if (!isObject(value)) throw new Error('headers must be an object of texts.');
	const result: Record<string, string> = {};
	for (const [name, content] of Object.entries(value)) {
		if (typeof content !== 'string') throw new Error('headers must be an object of texts.');
		result[name] = content;
	}
	return result;
}

function body(value: unknown): string | object | undefined {
	if (value === undefined || typeof value === 'string') return value;
	if (typeof value === 'object' && value !== null) return value;
	throw new Error('body must be a text, an object or a list.');
}
