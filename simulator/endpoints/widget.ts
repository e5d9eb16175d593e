import type { Account } from '../account';
import type { RecordedRequest } from '../requestLog';
import { Refusal, type ApiResponse } from '../response';
import { checkFields, readBody, type FieldType } from '../validators';

const fields: Readonly<Record<string, FieldType>> = {
	providers: 'string',
	language: 'non-empty string',
	reference_id: 'string',
	auth_success_redirect_url: 'url',
	auth_failure_redirect_url: 'url',
};

const currentFields: Readonly<Record<string, FieldType>> = {
	...fields,
	connected_uids: 'id list',
	show_disconnect: 'boolean',
	multi_auth: 'boolean',
	bypass_feedback: 'boolean',
	use_terra_avengers_app: 'boolean',
	apple_app_url: 'url',
	samsung_app_url: 'url',
};

/**
 * POST /widget/api/session (documentation of May 2025) and POST /api/v2/auth/generateWidgetSession
 * (contract 2026.07): 200, valid for 900 seconds. Strict: 400 for an unknown provider.
 */
export function createSession(account: Account, request: RecordedRequest): ApiResponse {
	const body = readBody(request, account.strict, true);
	if (account.strict) {
		checkFields(body, fields);
		const [unknown] = unknownProviders(account, body.providers);
		if (unknown !== undefined) throw new Refusal(400, `Unknown provider: ${unknown}`);
	}
	return session(account, 200, 900, {});
}

/**
 * POST /api/widget/session (the widget as of 2026): 201, valid for a day. An unknown provider gives
 * a warning.
 */
export function createCurrentSession(account: Account, request: RecordedRequest): ApiResponse {
	const body = readBody(request, account.strict, true);
	if (account.strict) checkFields(body, currentFields);
	const warnings = unknownProviders(account, body.providers).map(
		(name) => `Provider ${name} is unknown or not enabled and was ignored.`,
	);
	return session(account, 201, 86_400, warnings.length === 0 ? {} : { warnings });
}

/** POST /widget/api/session under contract 2026.07, which has removed it: 410. */
export function refuseOldSession(): ApiResponse {
	throw new Refusal(410, 'This endpoint has been removed. Use POST /api/widget/session instead.');
}

function session(account: Account, status: number, seconds: number, extra: object): ApiResponse {
	const body = {
		session_id: account.random.uuid(),
		url: `https://widget.tryterra.co/session/${account.random.uuid()}`,
		status: 'success',
		expires_in: seconds,
		...extra,
	};
	return { status, body };
}

function unknownProviders({ dataset }: Account, providers: unknown): string[] {
	if (typeof providers !== 'string') return [];
	return providers
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '' && name !== 'ALL')
		.filter((name) => !dataset.integrations.some(({ provider }) => provider === name));
}
