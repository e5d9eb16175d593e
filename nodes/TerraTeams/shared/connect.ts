import {
	sleep,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { defaultBaseUrls } from '../api/baseUrls';
import { TerraTeamsClient } from '../api/client';
import { readBody } from '../api/readBody';
import { withinTimeLimit } from '../api/timeLimit';
import type { HttpRequest, HttpResponse } from '../api/transport';
import { isObject } from '../records/json';
import { InputError } from './inputError';
import { readSigningSecrets } from './signingSecrets';

/** The credential's name in n8n. */
export const credentialName = 'terraTeamsApi';

/** Terra's gateway gives up after about 30 seconds; a slow network may add to that. */
const timeoutMs = 60_000;

/** The n8n functions that a client can work with. */
export type ConnectedFunctions =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| IWebhookFunctions;

/**
 * A client that sends its requests through n8n, with the node's credential.
 *
 * @param remainingMs how much time is left, where it is limited
 * @throws InputError where a base URL of the credential is not a web address
 */
export async function connect(
	functions: ConnectedFunctions,
	remainingMs?: () => number,
): Promise<TerraTeamsClient> {
	const credential: Record<string, unknown> = await functions.getCredentials(credentialName);
	const { apiKey } = credential;
	const signingSecrets = readSigningSecrets(credential.webhookSigningSecret);
	const secrets = typeof apiKey === 'string' ? [apiKey, ...signingSecrets] : signingSecrets;
	return new TerraTeamsClient(
		{
			api: baseUrl(credential.apiBaseUrl, 'API Base URL', defaultBaseUrls.api),
			widget: baseUrl(credential.widgetBaseUrl, 'Widget Base URL', defaultBaseUrls.widget),
		},
		{
			send: async (request) => await send(functions, request),
			sleep,
			secrets,
			timeoutMs,
			remainingMs,
		},
	);
}

/** Identifies the account of the node's credential, without a secret. */
export async function accountName(functions: ConnectedFunctions): Promise<string> {
	return accountOf(await functions.getCredentials(credentialName));
}

/** Identifies the account of a credential, without a secret. */
export function accountOf({ devId, apiBaseUrl }: Record<string, unknown>): string {
	return JSON.stringify([devId, apiBaseUrl]);
}

/**
 * Sends a request with n8n's helper, which adds the credential's headers. Redirects are not
 * followed: n8n would send those headers to any server that a redirect names.
 */
async function send(functions: ConnectedFunctions, request: HttpRequest): Promise<HttpResponse> {
	const options: IHttpRequestOptions = {
		method: request.method,
		url: request.url,
		headers: request.headers,
		body: request.body,
		// n8n's limit ends when the headers of a stream arrive; withinTimeLimit covers the body as well.
		timeout: request.timeoutMs,
		// Unparsed, so that JSON is read whatever its content type, and a cut-off body is noticed.
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
	// In an execution n8n replaces this signal with its own, so that users can cancel the
	// execution.
	return await withinTimeLimit(request.timeoutMs, async (abortSignal) => {
		const response: unknown = await functions.helpers.httpRequestWithAuthentication.call(
			functions,
			credentialName,
			{ ...options, abortSignal },
		);
		return await toHttpResponse(response);
	});
}

async function toHttpResponse(response: unknown): Promise<HttpResponse> {
	const { statusCode, headers, body } = { ...(isObject(response) ? response : {}) };
	return {
		status: typeof statusCode === 'number' ? statusCode : 0,
		headers: isObject(headers) ? { ...headers } : {},
		body: await readBody(body),
	};
}

function baseUrl(value: unknown, label: string, defaultUrl: string): string {
	const url = typeof value === 'string' && value.trim() !== '' ? value.trim() : defaultUrl;
	if (/^https?:\/\/[^/\s?#]+[^\s?#]*$/i.test(url)) return url;
	throw new InputError(
		`The ${label} in the Terra Teams credential is not a web address`,
		`Enter an address such as ${defaultUrl}.`,
	);
}
