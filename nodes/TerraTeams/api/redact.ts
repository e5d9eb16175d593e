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
	const patterns = secrets
		.map((secret) => secret.trim())
		.filter((secret) => secret.length >= minSecretLength)
		// Longest first: a secret that begins another one would leave the rest of that one
		// readable.
		.sort((one, other) => other.length - one.length)
		.map((secret) => [...secret].map(anyForm).join(''));
	if (patterns.length === 0) return text;
	return text.replace(new RegExp(patterns.join('|'), 'gi'), hidden);
}

/** Replaces each of the secrets in every text and number of a JSON value, however deep. */
function redactJson(json: Json, secrets: readonly string[]): Json {
	if (typeof json === 'string') return redact(json, secrets);
	if (Array.isArray(json)) return json.map((element) => redactJson(element, secrets));
	if (isJsonObject(json)) return redactObject(json, secrets);
	// A secret of digits alone may come back as a number.
	return typeof json === 'number' && redact(String(json), secrets) !== String(json) ? hidden : json;
}

/** The same for an object; the names of its fields stay. */
export function redactObject(object: JsonObject, secrets: readonly string[]): JsonObject {
	return Object.fromEntries(
		Object.entries(object).map(([name, value = null]) => [name, redactJson(value, secrets)]),
	);
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
