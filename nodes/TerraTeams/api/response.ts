import { isJsonObject, parseJson, type Json, type JsonObject } from '../records/json';
import { withoutWriteOnlyFields } from '../records/writeOnlyFields';
import { TerraTeamsError, type FailureFacts, type Problem } from './errors';

/** What is known of a call when its response has arrived. */
export type ResponseFacts = Pick<FailureFacts, 'operation' | 'isOutcomeUnknown'> & {
	status: number;
};

/** A successful response. `json` is `undefined` where the body was empty (some 200s, every 204). */
export interface ApiResponse extends ResponseFacts {
	json: Json | undefined;
}

/** Max length of a text of Terra's in errors. */
const maxDetailLength = 300;

/**
 * The fields of Terra's error shapes that say what went wrong, best first: problem JSON, widget,
 * gateways.
 */
const detailFields = ['detail', 'title', 'message', 'error'] as const;

/**
 * Reads the body of a successful response, whatever content type it claims.
 *
 * @returns the response, or an error where the body is neither empty nor whole JSON
 */
export function readResponse(facts: ResponseFacts, body: string): ApiResponse | TerraTeamsError {
	if (!/\S/.test(body)) return { ...facts, json: undefined };
	const json = parseJson(body);
	if (json !== undefined) return { ...facts, json };
	return unexpected(facts, isWebPage(body) ? 'web-page' : 'damaged');
}

/**
 * What Terra says about a failed call, from any of the shapes of its servers and gateways:
 * `{type, title, status, detail}`, problem JSON without `status`, `{message, status: "error"}`, or
 * plain text. The detail is empty where the body says nothing that helps (a web page, say).
 *
 * @param hide takes the secrets out of a text. It runs once nothing in the text is escaped any
 *   more, and before the text is cut off, which could leave half a secret.
 */
export function readProblem(
	body: string,
	hide: (text: string) => string,
): Pick<FailureFacts, 'detail' | 'code'> {
	const quote = (text: string) => ({ detail: shorten(hide(text)) });
	const json = parseJson(body);
	if (json === undefined) return isWebPage(body) ? {} : quote(body);
	if (typeof json === 'string') return quote(json);
	if (!isJsonObject(json)) return {};
	const code = typeof json.code === 'string' ? shorten(hide(json.code)) : undefined;
	for (const field of detailFields) {
		const value = json[field];
		if (typeof value === 'string' && value.trim() !== '') return { ...quote(value), code };
		if (typeof value === 'object' && value !== null) {
			return { ...quote(JSON.stringify(value)), code };
		}
	}
	return { code };
}

/**
 * The athletes that the response to a bulk update reports as not saved, each with Terra's reason.
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
 * The records of a list: `{data: [...]}` (or another field for `data`), a bare array, or an empty
 * body, which is an empty list. Write-only fields are removed.
 *
 * @throws TerraTeamsError where the response is something else
 */
export function readList(response: ApiResponse, field = 'data'): JsonObject[] {
	const { json } = response;
	const list = isJsonObject(json) ? listIn(json, field) : json;
	if (list === undefined || list === null) return [];
	if (!Array.isArray(list)) throw unexpected(response, 'no-list');
	const records: JsonObject[] = [];
	for (const record of list) {
		if (isJsonObject(record)) records.push(withoutWriteOnlyFields(record));
	}
	return records;
}

/**
 * The object of a response. Write-only fields are removed.
 *
 * @throws TerraTeamsError where the response is empty or something else
 */
export function readObject(response: ApiResponse): JsonObject {
	if (isJsonObject(response.json)) return withoutWriteOnlyFields(response.json);
	throw unexpected(response, response.json === undefined ? 'empty' : 'no-object');
}

function unexpected(
	{ operation, status, isOutcomeUnknown }: ResponseFacts,
	problem: Problem,
): TerraTeamsError {
	return new TerraTeamsError({ operation, problem, status, isOutcomeUnknown });
}

/** An object without the list is an empty list only if it holds nothing but its coach. */
function listIn(json: JsonObject, field: string): Json | undefined {
	if (field in json) {
		const value = json[field];
		return isJsonObject(value) ? [value] : value;
	}
	return Object.keys(json).every((key) => key === 'coach') ? [] : json;
}

function isWebPage(body: string): boolean {
	return /^\s*</.test(body);
}

function shorten(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
	return line.length > maxDetailLength ? `${line.slice(0, maxDetailLength)}...` : line;
}
