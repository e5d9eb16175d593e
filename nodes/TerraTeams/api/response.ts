import { TerraTeamsError } from './errors';
import { isJsonObject, parseJson, type Json, type JsonObject } from '../records/json';
import { withoutWriteOnlyFields } from '../records/writeOnlyFields';

/** What an answer is the answer to, and how it went. */
export interface ResponseContext {
	operation: string;
	status: number;
	/** What to do where it is not known whether the server carried the call out. */
	unknownOutcome?: string;
}

/** A successful answer. `json` is `undefined` where the body was empty (some 200s, every 204). */
export interface ApiResponse extends ResponseContext {
	json: Json | undefined;
}

const maxDetailLength = 300;

/** Where Terra's error shapes say what went wrong, best first: problem JSON, widget, gateways. */
const explanationFields = ['detail', 'title', 'message', 'error'] as const;

/**
 * Reads the body of a successful answer, whatever content type it claims.
 *
 * @returns the answer, or an error where the body is neither empty nor whole JSON
 */
export function readResponse(reply: ResponseContext, body: string): ApiResponse | TerraTeamsError {
	if (!/\S/.test(body)) return { ...reply, json: undefined };
	const json = parseJson(body);
	if (json !== undefined) return { ...reply, json };
	return notUnderstood(
		reply,
		/^\s*</.test(body) ? 'a web page instead of data' : 'data that is cut off or damaged',
	);
}

/**
 * What Terra says about a failed call, from any of the shapes its servers and gateways use:
 * `{type, title, status, detail}`, problem JSON without `status`, `{message, status: "error"}`, or
 * plain text. Empty where the body says nothing that helps (a web page, say).
 *
 * @param hide takes the secrets out of a text, which is done before it is shortened, lest half a
 *   secret be left over, and after it is read, when nothing in it is escaped any more
 */
export function errorDetail(body: string, hide: (text: string) => string): string {
	const json = parseJson(body);
	if (json === undefined) return /^\s*</.test(body) ? '' : shorten(hide(body));
	if (typeof json === 'string') return shorten(hide(json));
	if (!isJsonObject(json)) return '';
	for (const field of explanationFields) {
		const value = json[field];
		if (typeof value === 'string' && value.trim() !== '') return shorten(hide(value));
		if (typeof value === 'object' && value !== null) return shorten(hide(JSON.stringify(value)));
	}
	return '';
}

/**
 * The athletes that a bulk update's answer reports as not saved, each with Terra's reason.
 *
 * @param hide takes the secrets out of a text
 */
export function refusedAthletes(
	json: Json | undefined,
	hide: (text: string) => string,
): Map<string, string> {
	const refused = new Map<string, string>();
	const errors = isJsonObject(json) ? json.errors : undefined;
	if (!Array.isArray(errors)) return refused;
	for (const entry of errors) {
		if (!isJsonObject(entry) || typeof entry.athlete_id !== 'string') continue;
		const reason = typeof entry.error === 'string' ? shorten(hide(entry.error)) : '';
		refused.set(entry.athlete_id, reason || 'no reason given');
	}
	return refused;
}

/**
 * The records of a list answer: `{data: [...]}` (or another field for `data`), a bare array, or
 * nothing at all, which is an empty list. Write-only fields are removed.
 *
 * @throws TerraTeamsError where the answer is something else
 */
export function readList(answer: ApiResponse, field = 'data'): JsonObject[] {
	const { json } = answer;
	const list = isJsonObject(json) ? listIn(json, field) : json;
	if (list === undefined || list === null) return [];
	if (!Array.isArray(list)) throw notUnderstood(answer, 'no list');
	const records: JsonObject[] = [];
	for (const record of list) {
		if (isJsonObject(record)) records.push(withoutWriteOnlyFields(record));
	}
	return records;
}

/**
 * The object that an answer consists of. Write-only fields are removed.
 *
 * @throws TerraTeamsError where the answer is empty or something else
 */
export function readObject(answer: ApiResponse): JsonObject {
	if (isJsonObject(answer.json)) return withoutWriteOnlyFields(answer.json);
	throw notUnderstood(answer, answer.json === undefined ? 'an empty answer' : 'no object');
}

/** An answer that the API's documentation does not know. */
function notUnderstood(
	{ operation, status, unknownOutcome }: ResponseContext,
	what: string,
): TerraTeamsError {
	return new TerraTeamsError({
		operation,
		happened: `Terra answered ${status} with ${what}`,
		remedy:
			unknownOutcome ?? 'Check the base URLs in the Terra Teams credential, or try again later.',
		status,
	});
}

/** An object without the list is an empty list only where it holds nothing but its coach. */
function listIn(json: JsonObject, field: string): Json | undefined {
	if (field in json) {
		const value = json[field];
		return isJsonObject(value) ? [value] : value;
	}
	return Object.keys(json).every((key) => key === 'coach') ? [] : json;
}

function shorten(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
	return line.length > maxDetailLength ? `${line.slice(0, maxDetailLength)}...` : line;
}
