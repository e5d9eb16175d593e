import type { RecordedRequest } from '../../simulator';

/** A request as a documentation prescribes it. */
export interface DocumentedRequest {
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	/** From the root of the server. */
	path: string;
	query?: Record<string, string>;
	body?: object;
}

/** The Dev ID and API key that the tests of the wire save. */
export const credentials = { devId: 'testingTerra', apiKey: 'an API key' };

/** The same, with the headers that come along: both of authentication, and JSON where it is sent. */
export function onTheWire({ method, path, query = {}, body }: DocumentedRequest) {
	const headers = {
		'dev-id': credentials.devId,
		'x-api-key': credentials.apiKey,
		'content-type': body ? 'application/json' : undefined,
		accept: 'application/json',
	};
	return { method, path, query, body, headers };
}

/** What arrived, in the same form. */
export function arrived({ method, path, query, body, headers }: RecordedRequest) {
	const { 'dev-id': devId, 'x-api-key': apiKey, 'content-type': type, accept } = headers;
	return {
		method,
		path,
		query,
		body,
		headers: { 'dev-id': devId, 'x-api-key': apiKey, 'content-type': type, accept },
	};
}
