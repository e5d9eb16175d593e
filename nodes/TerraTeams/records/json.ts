/** Any JSON value, as responses of the API may contain anywhere. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** A JSON object with fields that nobody has checked yet. */
export interface JsonObject {
	[key: string]: Json | undefined;
}

/** Whether a value of any origin is an object whose fields can be read (not an array, not null). */
export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a JSON value is an object (not an array, not null). */
export function isJsonObject(value: Json | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `JSON.parse` with a typed result. */
const parse: (text: string) => Json = JSON.parse;

/**
 * Parses a text as JSON, also with a byte order mark before it.
 *
 * @returns the value, or `undefined` where the text is not JSON (cut off, HTML, empty)
 */
export function parseJson(text: string): Json | undefined {
	try {
		return parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
	} catch {
		return undefined;
	}
}

/**
 * JSON that ignores the order of an object's fields and of a list's elements. No contract fixes the
 * order of athletes, metrics or sets, so a record with another order is still the same record.
 *
 * @param depth how deep the value is nested; beyond 500 levels all values are alike
 */
export function canonicalJson(value: Json | undefined, depth = 0): string {
	if (depth > 500) return '"deeper"';
	if (Array.isArray(value)) {
		const elements = value.map((element) => canonicalJson(element, depth + 1));
		return `[${elements.sort().join(',')}]`;
	}
	if (!isJsonObject(value)) return JSON.stringify(value ?? null);
	const fields = Object.keys(value)
		.filter((name) => value[name] !== undefined)
		.sort()
		.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name], depth + 1)}`);
	return `{${fields.join(',')}}`;
}

/** A value as a list; an empty one where it is no list. */
export function listOf(value: Json | undefined): readonly Json[] {
	return Array.isArray(value) ? value : [];
}

/** The objects of a list, which may hold null and anything else. */
export function objectsOf(value: Json | undefined): JsonObject[] {
	return listOf(value).filter(isJsonObject);
}

/** The texts of a list, such as ids; numbers become texts. */
export function textsOf(value: Json | undefined): string[] {
	return listOf(value).flatMap((text) => {
		if (typeof text === 'number') return [String(text)];
		return typeof text === 'string' && text !== '' ? [text] : [];
	});
}
