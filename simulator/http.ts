/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { FaultRule } from './faults';
import { isObject, parseJson } from './json';
import type { RecordedRequest } from './requestLog';
import type { ApiResponse } from './response';

/** A response in the form in which it is sent. */
export interface EncodedResponse {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
}

/** Records a request without its body: see readBodyInto. */
export function recordRequest(incoming: IncomingMessage): RecordedRequest {
	const [path = '/', ...search] = (incoming.url ?? '/').split('?');
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(incoming.headers)) {
		if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
	}
	return {
		method: incoming.method ?? 'GET',
		path,
		query: Object.fromEntries(new URLSearchParams(search.join('?'))),
		headers,
		body: undefined,
		rawBody: '',
		status: 0,
		at: Date.now(),
	};
}

/** Throws when the client disconnects before the body is complete. */
export async function readBodyInto(
	request: RecordedRequest,
	incoming: IncomingMessage,
): Promise<void> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of incoming) {
		if (chunk instanceof Uint8Array) chunks.push(chunk);
	}
	request.rawBody = Buffer.concat(chunks).toString('utf8');
	request.body = parseJson(request.rawBody);
}

/** True for a fault that replaces the normal response; the request then has no effect. */
export function replacesResponse(fault: FaultRule): boolean {
	return fault.status !== undefined || fault.body !== undefined;
}

/** The response of a fault that replaces the normal one. */
export function faultResponse(fault: FaultRule): EncodedResponse {
	const { body = '' } = fault;
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const type = fault.contentType ?? 'application/json';
	return {
		status: fault.status ?? 200,
		headers: text === '' && fault.contentType === undefined ? {} : { 'content-type': type },
		body: Buffer.from(text),
	};
}

/** Encodes the normal response as JSON; `bareArray` removes the wrapper around `data`. */
export function encodeResponse(
	{ status, headers, body }: ApiResponse,
	bareArray = false,
): EncodedResponse {
	if (body === undefined) return { status, headers: { ...headers }, body: Buffer.alloc(0) };
	const sent = bareArray && isObject(body) && Array.isArray(body.data) ? body.data : body;
	return {
		status,
		headers: { 'content-type': 'application/json', ...headers },
		body: Buffer.from(JSON.stringify(sent)),
	};
}

/** Applies the headers, the content type and the truncation that a fault asks for. */
export function applyFault(response: EncodedResponse, fault: FaultRule): EncodedResponse {
	const headers = { ...response.headers };
	if (fault.contentTypeOnly !== undefined) headers['content-type'] = fault.contentTypeOnly;
	for (const [name, value] of Object.entries(fault.headers ?? {})) {
		headers[name.toLowerCase()] = value;
	}
	const { truncateBody } = fault;
	const body = truncateBody === undefined ? response.body : response.body.subarray(0, truncateBody);
	return { status: response.status, headers, body };
}

/** Sends a whole response. */
export function send(outgoing: ServerResponse, { status, headers, body }: EncodedResponse): void {
	const hasBody = status !== 204 && status !== 304;
	const length = hasBody ? { 'content-length': String(body.length) } : {};
	outgoing.writeHead(status, { ...length, ...headers });
	outgoing.end(hasBody ? body : undefined);
}

/**
 * Sends the headers of the whole body, but only its first `bytes`.
 *
 * @param afterwards called once the kernel has the bytes; a connection that is destroyed sooner
 *   delivers none of them
 */
export function sendPart(
	outgoing: ServerResponse,
	{ status, headers, body }: EncodedResponse,
	bytes: number,
	afterwards?: () => void,
): void {
	outgoing.writeHead(status, { 'content-length': String(body.length), ...headers });
	outgoing.flushHeaders();
	outgoing.write(body.subarray(0, bytes), afterwards);
}
