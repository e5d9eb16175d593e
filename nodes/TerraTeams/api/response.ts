import { isJsonObject, parseJson, type Json, type JsonObject } from '../records/json';
import { parseReceived } from '../records/receivedJson';
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
 * @param call.list the field of the list that the call asks for, if it asks for one. A response
 *   without it must not pass for an empty list: a proxy that broke off may have sent the status alone.
 * @param call.mayBeEmpty whether a response without a body is accepted all the same
 * @returns the response, or an error where the body is neither empty nor whole JSON, or has no list
 */
export function readResponse(
	facts: ResponseFacts,
	body: string,
	{ list, mayBeEmpty = false }: { list?: string; mayBeEmpty?: boolean } = {},
): ApiResponse | TerraTeamsError {
	const json = parseReceived(body);
	if (json === undefined && /\S/.test(body.replace('\uFEFF', ''))) {
		return unexpected(facts, isWebPage(body) ? 'web-page' : 'damaged');
	}
	if (list !== undefined && facts.status !== 204) {
		if (json === undefined) return mayBeEmpty ? { ...facts, json } : unexpected(facts, 'empty');
		if (!hasList(json, list)) return unexpected(facts, 'no-list');
	}
	return { ...facts, json };
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

/** What the response to a bulk update reports as not saved. */
export interface Refusals {
	/** Terra's reason for each athlete that it names. */
	athletes: Map<string, string>;
	/** The reasons that name no athlete. */
	others: string[];
}

/**
 * The errors in the response to a bulk update: a list of `{athlete_id, error}` in contract 2026.07,
 * but a server may send an id as a number, or the reason alone.
 *
 * @param hide takes the secrets out of a text
 */
export function readRefusals(json: Json | undefined, hide: (text: string) => string): Refusals {
	const refusals: Refusals = { athletes: new Map(), others: [] };
	const errors = isJsonObject(json) ? json.errors : undefined;
	for (const error of Array.isArray(errors) ? errors : [errors ?? null]) {
		if (error === null) continue;
		const fields = isJsonObject(error) ? error : { error };
		const id = fields.athlete_id ?? fields.id;
		const reason = fields.error ?? fields.message ?? fields.detail;
		const text = typeof reason === 'string' ? reason : JSON.stringify(reason ?? '');
		const shown = shorten(hide(text === '""' ? '' : text)) || 'no reason given';
		if (typeof id === 'string' || typeof id === 'number') {
			refusals.athletes.set(String(id), shown);
		} else {
			refusals.others.push(shown);
		}
	}
	return refusals;
}

/**
 * The records of a list: `{data: [...]}` (or another field for `data`) or a bare array. Write-only
 * fields are removed.
 *
 * @returns an empty list for a response without one, which {@link readResponse} accepts only for
 *   calls that ask for none, and with status 204
 */
export function readList({ json }: ApiResponse, field = 'data'): JsonObject[] {
	const value = isJsonObject(json) ? json[field] : json;
	const list = isJsonObject(value) ? [value] : value;
	const records: JsonObject[] = [];
	if (!Array.isArray(list)) return records;
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

/**
 * Whether a response has its list: an array, an object that is its only member, or null (servers in
 * Go write an empty list so). A response that holds nothing but its coach leaves out an empty list.
 */
export function hasList(json: Json, field: string): boolean {
	if (Array.isArray(json)) return true;
	if (!isJsonObject(json)) return false;
	if (field in json) return typeof json[field] === 'object';
	return isJsonObject(json.coach) && Object.keys(json).length === 1;
}

/** Whether a body is HTML or XML. */
export function isWebPage(body: string): boolean {
	return /^\uFEFF?\s*</.test(body);
}

function shorten(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
	return line.length > maxDetailLength ? `${line.slice(0, maxDetailLength)}...` : line;
}
