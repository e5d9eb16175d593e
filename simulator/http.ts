/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Answer } from './response';
import type { FaultRule } from './faults';
import { isObject, parseJson } from './jsonValues';
import type { RecordedRequest } from './requestLog';

/** What is about to be sent. */
export interface Payload {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
}

/** Notes a request as it arrives; its body is read afterwards. */
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

/** Reads the body of a request into its record. Throws when the client goes away meanwhile. */
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

/** Whether a fault replaces the normal answer, so that the request has no effect. */
export function replacesAnswer(fault: FaultRule): boolean {
	return fault.status !== undefined || fault.body !== undefined;
}

/** The answer that a fault gives in place of the normal one. */
export function replacement(fault: FaultRule): Payload {
	const { body = '' } = fault;
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const type = fault.contentType ?? 'application/json';
	return {
		status: fault.status ?? 200,
		headers: text === '' && fault.contentType === undefined ? {} : { 'content-type': type },
		body: Buffer.from(text),
	};
}

/** The normal answer, as JSON; `bareArray` leaves the wrapper around `data` away. */
export function normalPayload(answer: Answer, bareArray = false): Payload {
	if (answer.body === undefined) {
		return { status: answer.status, headers: { ...answer.headers }, body: Buffer.alloc(0) };
	}
	const { body } = answer;
	const sent = bareArray && isObject(body) && Array.isArray(body.data) ? body.data : body;
	return {
		status: answer.status,
		headers: { 'content-type': 'application/json', ...answer.headers },
		body: Buffer.from(JSON.stringify(sent)),
	};
}

/** Changes what is sent as a fault asks: headers, content type and a body that ends too early. */
export function disturb(payload: Payload, fault: FaultRule): Payload {
	const headers = { ...payload.headers };
	if (fault.contentTypeOnly !== undefined) headers['content-type'] = fault.contentTypeOnly;
	for (const [name, value] of Object.entries(fault.headers ?? {})) {
		headers[name.toLowerCase()] = value;
	}
	const body =
		fault.truncateBody === undefined ? payload.body : payload.body.subarray(0, fault.truncateBody);
	return { status: payload.status, headers, body };
}

/** Sends an answer in full. */
export function send(response: ServerResponse, { status, headers, body }: Payload): void {
	const hasBody = status !== 204 && status !== 304;
	const length = hasBody ? { 'content-length': String(body.length) } : {};
	response.writeHead(status, { ...length, ...headers });
	response.end(hasBody ? body : undefined);
}

/**
 * Promises the whole body and sends its first `bytes`.
 *
 * @param afterwards what to do once they are with the kernel; any sooner, and the client would get
 *   none of them if the connection were destroyed
 */
export function sendPart(
	response: ServerResponse,
	{ status, headers, body }: Payload,
	bytes: number,
	afterwards?: () => void,
): void {
	response.writeHead(status, { 'content-length': String(body.length), ...headers });
	response.flushHeaders();
	response.write(body.subarray(0, bytes), afterwards);
}
