/** Why no complete response arrived. */
export type ConnectionProblem =
	| 'timed-out'
	| 'refused'
	| 'not-connected'
	| 'not-secure'
	| 'blocked'
	| 'too-large'
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
	ENETUNREACH: 'not-connected',
	EHOSTUNREACH: 'not-connected',
	EAI_AGAIN: 'broken',
	ERR_NETWORK: 'broken',
	ENOTFOUND: 'unknown-host',
	ERR_INVALID_URL: 'unknown-host',
	ERR_CANCELED: 'cancelled',
	EPROTO: 'not-secure',
	ERR_SSL_WRONG_VERSION_NUMBER: 'not-secure',
	CERT_HAS_EXPIRED: 'untrusted',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
	SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
	ERR_TLS_CERT_ALTNAME_INVALID: 'untrusted',
};

/** How n8n's own errors about blocked addresses begin, also where n8n wraps them. */
const blockedMessage = 'The request was blocked because';

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
		const problem = problemOf(error);
		if (problem) return new ConnectionError(problem);
		error = 'cause' in error ? error.cause : undefined;
	}
	return new ConnectionError('other');
}

function problemOf(error: object): ConnectionProblem | undefined {
	// n8n's protection against server-side request forgery, N8N_SSRF_PROTECTION_ENABLED.
	if ('name' in error && String(error.name).startsWith('SsrfBlocked')) return 'blocked';
	if ('message' in error && String(error.message).startsWith(blockedMessage)) return 'blocked';
	if (!('code' in error) || typeof error.code !== 'string') return undefined;
	// The network gave up. Without a system call it may also be the client's own time-out.
	if (error.code === 'ETIMEDOUT' && 'syscall' in error) {
		return error.syscall === 'connect' ? 'not-connected' : 'broken';
	}
	return Object.hasOwn(problemByCode, error.code) ? problemByCode[error.code] : undefined;
}
