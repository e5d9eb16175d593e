/** Why no complete response arrived. */
export type ConnectionProblem =
	| 'timed-out'
	| 'refused'
	| 'broken'
	| 'unknown-host'
	| 'untrusted'
	| 'cancelled'
	| 'other';

/** Error codes of Node's sockets, of DNS and of the HTTP client that n8n uses (axios). */
const problemByCode: Record<string, ConnectionProblem> = {
	ECONNABORTED: 'timed-out',
	ETIMEDOUT: 'timed-out',
	ESOCKETTIMEDOUT: 'timed-out',
	ECONNREFUSED: 'refused',
	ECONNRESET: 'broken',
	EPIPE: 'broken',
	ENETUNREACH: 'broken',
	EHOSTUNREACH: 'broken',
	EAI_AGAIN: 'broken',
	ERR_NETWORK: 'broken',
	ENOTFOUND: 'unknown-host',
	ERR_INVALID_URL: 'unknown-host',
	ERR_CANCELED: 'cancelled',
	CERT_HAS_EXPIRED: 'untrusted',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
	SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
	ERR_TLS_CERT_ALTNAME_INVALID: 'untrusted',
};

/**
 * What a sending function rejects with when no complete response arrived. Carries no request data.
 */
export class ConnectionError extends Error {
	override readonly name = 'ConnectionError';

	constructor(readonly problem: ConnectionProblem) {
		super(`No complete response: ${problem}`);
	}
}

/**
 * Tells from anything thrown why a request got no response: a ConnectionError says so itself, and
 * the HTTP client's error or one of its causes has a `code` (n8n wraps it in its own).
 *
 * The result holds nothing of the thrown error, since that carries the request with its headers.
 */
export function connectionError(thrown: unknown): ConnectionError {
	if (thrown instanceof ConnectionError) return thrown;
	let error = thrown;
	for (let depth = 0; depth < 5 && typeof error === 'object' && error !== null; depth++) {
		if ('code' in error && typeof error.code === 'string') {
			const problem = problemByCode[error.code];
			if (problem) return new ConnectionError(problem);
		}
		error = 'cause' in error ? error.cause : undefined;
	}
	return new ConnectionError('other');
}
