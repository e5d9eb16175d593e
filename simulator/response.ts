/** What an endpoint returns, before it is encoded and before faults change it. */
export interface ApiResponse {
	status: number;
	/** Sent as JSON; `undefined` means an empty body. */
	body?: unknown;
	headers?: Record<string, string>;
}

/**
 * Thrown to refuse a request. The router turns it into the error shape of the endpoint: problem JSON
 * for Teams, `{message, status: "error"}` for the widget.
 */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		detail: string,
		/** Further keys of the problem. */
		readonly extra: Readonly<Record<string, unknown>> = {},
	) {
		super(detail);
	}
}

const problems: Readonly<Record<number, readonly [slug: string, title: string]>> = {
	400: ['invalid-request', 'Invalid Request'],
	401: ['unauthorized', 'Unauthorized'],
	403: ['forbidden', 'Forbidden'],
	404: ['not-found', 'Resource Not Found'],
	405: ['method-not-allowed', 'Method Not Allowed'],
	409: ['conflict', 'Conflict'],
	415: ['unsupported-media-type', 'Unsupported Media Type'],
	500: ['internal-server-error', 'Internal Server Error'],
};

/** A Teams error: `{type, title, status, detail}`, sent as application/json (contract 2026.07). */
export function problemResponse(refusal: Refusal): ApiResponse {
	const [slug, title] = problems[refusal.status] ?? ['error', 'Error'];
	return {
		status: refusal.status,
		body: {
			type: `https://api.tryterra.co/probs/${slug}`,
			title,
			status: refusal.status,
			detail: refusal.message,
			...refusal.extra,
		},
	};
}

/** An error of the authentication widget: `{message, status: "error"}`. */
export function widgetErrorResponse(refusal: Refusal): ApiResponse {
	return { status: refusal.status, body: { message: refusal.message, status: 'error' } };
}
