/** A value as JSON can hold it: what an answer of the API may contain anywhere. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** A JSON object of which nothing is known yet. */
export interface JsonObject {
	[key: string]: Json | undefined;
}

/** Whether a JSON value is an object (not an array, not null). */
export function isJsonObject(value: Json | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The standard function, with the type of what it can give. */
const parse: (text: string) => Json = JSON.parse;

/**
 * Reads a text as JSON, also with a byte order mark before it.
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
