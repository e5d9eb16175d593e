import { isJsonObject, type Json, type JsonObject } from '../records/json';

/** What stands where a secret stood. */
const hidden = '[hidden]';

/** Shorter values would blot out half of an innocent sentence. */
const minSecretLength = 4;

/**
 * Replaces each of the secrets in a text, for what a server sends back in its errors. Finds a
 * secret as a URL, a form or JSON writes its characters, in either case.
 */
export function redact(text: string, secrets: readonly string[]): string {
	const pattern = patternOf(secrets);
	return pattern ? text.replace(pattern, hidden) : text;
}

/**
 * The same in every text and number of an object, however deep; the names of its fields stay.
 */
export function redactObject(object: JsonObject, secrets: readonly string[]): JsonObject {
	const pattern = patternOf(secrets);
	return pattern ? redactFields(object, pattern) : object;
}

function redactFields(object: JsonObject, pattern: RegExp): JsonObject {
	return Object.fromEntries(
		Object.entries(object).map(([name, value = null]) => [name, redactJson(value, pattern)]),
	);
}

function redactJson(json: Json, pattern: RegExp): Json {
	if (typeof json === 'string') return json.replace(pattern, hidden);
	if (Array.isArray(json)) return json.map((element) => redactJson(element, pattern));
	if (isJsonObject(json)) return redactFields(json, pattern);
	// A secret of digits alone may come back as a number.
	return typeof json === 'number' && String(json).search(pattern) >= 0 ? hidden : json;
}

/** Finds any of the secrets; `null` where there are none to be found. */
function patternOf(secrets: readonly string[]): RegExp | null {
	const patterns = secrets
		.map((secret) => secret.trim())
		.filter((secret) => secret.length >= minSecretLength)
		// Longest first: a secret that begins another one would leave the rest of that one
		// readable.
		.sort((one, other) => other.length - one.length)
		.map((secret) => [...secret].map(anyForm).join(''));
	return patterns.length > 0 ? new RegExp(patterns.join('|'), 'gi') : null;
}

/**
 * A pattern for a character in each of its forms, longer ones first. JSON may be nested in JSON,
 * which doubles the backslashes.
 */
function anyForm(character: string): string {
	const units = Array.from({ length: character.length }, (_, index) =>
		character.charCodeAt(index).toString(16).padStart(4, '0'),
	);
	const inForm = new URLSearchParams([['', character]]).toString().slice(1);
	const inJson = JSON.stringify(character).slice(1, -1).replace(/^\\+/, '');
	const forms = [
		units.map((unit) => `\\\\{1,7}u${unit}`).join(''),
		escapePattern(inForm),
		`\\\\{1,7}${escapePattern(inJson)}`,
		`\\\\{0,7}${escapePattern(character)}`,
	];
	if (character < '\x80') forms.unshift(`%${units.join('').slice(2)}`);
	return `(?:${forms.join('|')})`;
}

function escapePattern(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
