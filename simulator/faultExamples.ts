import type { FaultKind, FaultRule } from './faults';

const page = '<!doctype html><title>Gateway</title><p>The server is being moved.</p>';

/** A problem as Terra describes it. */
function problem(status: number, code: string): FaultRule {
	return { status, body: { type: 'about:blank', title: 'A fault', instance: '/fault', code } };
}

/**
 * Faults of every kind, on any path: what a client has to survive. None of them lies: a whole response
 * of the right form in which records are missing cannot be told from the truth. A new kind of fault
 * has to be added here, and then takes part in what goes over all kinds.
 */
export const faultExamples: Readonly<Record<FaultKind, readonly FaultRule[]>> = {
	status: [
		{ status: 503 },
		problem(401, 'unauthorized'),
		problem(429, 'rate_limited'),
		{ status: 500, body: page, contentType: 'text/html' },
		{ status: 404 },
		{ status: 504 },
		problem(403, 'scope_missing'),
		{ status: 400, body: { detail: 'start_date is not a date' } },
		{ status: 502 },
		{ status: 410 },
		{ status: 413 },
		{ status: 304 },
		{ status: 204 },
		{ status: 407 },
		{ status: 405 },
		{ status: 408 },
		{ status: 409 },
	],
	headers: [
		{ status: 429, headers: { 'Retry-After': '2' } },
		{ headers: { 'Content-Encoding': 'gzip' } },
		{ status: 302, headers: { Location: 'http://127.0.0.1:9/elsewhere' } },
		{ headers: { 'Content-Length': '7' } },
		{ status: 503, headers: { 'Retry-After': 'Fri, 31 Dec 2100 23:59:59 GMT' } },
	],
	body: [
		{ body: '{}' },
		{ body: page },
		{ body: 'null' },
		{ body: { data: { a: 1 } } },
		{ body: '' },
	],
	contentType: [
		{ body: page, contentType: 'text/html' },
		{ status: 401, body: page, contentType: 'text/html' },
		{ body: 'OK', contentType: 'text/plain' },
	],
	delayMs: [{ delayMs: 2000 }, { delayMs: 12_000 }],
	cutAfterBytes: [{ cutAfterBytes: 0 }, { cutAfterBytes: 40 }, { cutAfterBytes: 5000 }],
	truncateBody: [{ truncateBody: 1 }, { truncateBody: 0 }, { truncateBody: 200 }],
	reset: [{ reset: true }],
	hang: [{ hang: true }, { hang: true, cutAfterBytes: 40 }],
	bareArray: [{ bareArray: true }],
	contentTypeOnly: [{ contentTypeOnly: 'text/plain' }, { contentTypeOnly: 'text/html' }],
};
