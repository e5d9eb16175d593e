import { parseJson, type Json, type JsonObject } from '../records/json';
import { ConnectionError, connectionError, type ConnectionProblem } from './connectionError';
import { TerraTeamsError, type FailureFacts } from './errors';
import { redact, redactObject } from './redact';
import { isWebPage, readProblem, readResponse, readRefusals, type ApiResponse } from './response';
import { retryAfter, waitBeforeRetry } from './retry';

/** A request as it is sent, except for authentication, which the sender adds. */
export interface HttpRequest {
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	url: string;
	headers: Record<string, string>;
	/** JSON text. */
	body?: string;
	timeoutMs: number;
}

/** A response of any status, its body as text. Header names are lower case. */
export interface HttpResponse {
	status: number;
	headers: Record<string, unknown>;
	body: string;
}

/**
 * Sends one request with both authentication headers. Resolves with the response whatever its
 * status; rejects (with anything that {@link connectionError} can read) where none arrived whole.
 */
export type SendRequest = (request: HttpRequest) => Promise<HttpResponse>;

/** What the transport needs from outside. */
export interface TransportOptions {
	send: SendRequest;
	/** Waits for a number of milliseconds. */
	sleep: (ms: number) => Promise<void>;
	/** Values that must not come back in an error, such as the API key. */
	secrets: readonly string[];
	/** For each request, in milliseconds. */
	timeoutMs: number;
	/** How many milliseconds are left for all requests together, where that is limited. */
	remainingMs?: () => number;
}

/** A request gets at least this much time, even where less is left. */
const minTimeoutMs = 1000;

/** One call to the API. */
export interface ApiCall {
	operation: FailureFacts['operation'];
	method: HttpRequest['method'];
	url: string;
	query?: Record<string, string>;
	body?: Json;
	/** Whether it may be sent again; by default GET and PATCH may, POST and DELETE may not. */
	retryable?: boolean;
	/** Whether to tell the user that it may have been carried out without a response. */
	changesForGood?: boolean;
	/** Whether the URL names a coach or an athlete. */
	hasId?: boolean;
	/** Whether it asks for a time range, so that a shorter one may help. */
	hasRange?: boolean;
	/** Whether the caller requests less when the gateway times out, so that 504 is not retried. */
	splittable?: boolean;
	/** The field of the list that it asks for, such as `data`; a response must have it. */
	list?: string;
	/** Whether a response without a body is accepted where a list is asked for. */
	mayBeEmpty?: boolean;
	/** Secret values in the body, which must not come back in an error. */
	secrets?: readonly string[];
}

/** Problems that occur before a request leaves, so that the server cannot have carried it out. */
const neverSent = new Set<ConnectionProblem>([
	'refused',
	'not-connected',
	'not-secure',
	'blocked',
	'unknown-host',
	'untrusted',
]);

/** Sends calls, retries those that may be retried, and turns every other outcome into an error. */
export class Transport {
	constructor(private readonly options: TransportOptions) {}

	/** @throws TerraTeamsError where the call did not succeed */
	async call(call: ApiCall): Promise<ApiResponse> {
		const outcome = await this.attempt(call);
		if (outcome instanceof TerraTeamsError) throw outcome;
		return outcome;
	}

	/** Gives the response or the error, for callers that handle some errors. */
	async attempt(call: ApiCall): Promise<ApiResponse | TerraTeamsError> {
		const retryable = call.retryable ?? (call.method === 'GET' || call.method === 'PATCH');
		for (let retries = 0; ; retries++) {
			const outcome = await this.sendOnce(call);
			if (!(outcome instanceof TerraTeamsError) || !retryable) return outcome;
			if (call.splittable && outcome.status === 504) return outcome;
			const wait = waitBeforeRetry(outcome.facts, retries, Math.random());
			if (wait === null || wait > this.remainingMs()) return outcome;
			await this.options.sleep(wait);
		}
	}

	/** Takes the secrets out of a text of the server. */
	hide(text: string, secrets: readonly string[] = []): string {
		return redact(text, [...this.options.secrets, ...secrets]);
	}

	/** Takes the secrets out of a record of the server. */
	hideIn(record: JsonObject, secrets: readonly string[] = []): JsonObject {
		return redactObject(record, [...this.options.secrets, ...secrets]);
	}

	private remainingMs(): number {
		return this.options.remainingMs?.() ?? Infinity;
	}

	private timeoutMs(): number {
		return Math.min(this.options.timeoutMs, Math.max(minTimeoutMs, this.remainingMs()));
	}

	/** The system gives up on a connection long before the time-out of the request. */
	private problemOf(thrown: unknown, timeoutMs: number, tookMs: number): ConnectionProblem {
		if (thrown instanceof ConnectionError) return thrown.problem;
		const { problem } = connectionError(thrown);
		return problem === 'timed-out' && tookMs < timeoutMs / 2 ? 'not-connected' : problem;
	}

	private async sendOnce(call: ApiCall): Promise<ApiResponse | TerraTeamsError> {
		const { operation, hasId, hasRange, changesForGood } = call;
		const timeoutMs = this.timeoutMs();
		const beganMs = Date.now();
		let response: HttpResponse;
		try {
			response = await this.options.send({
				method: call.method,
				url: call.query ? `${call.url}?${new URLSearchParams(call.query).toString()}` : call.url,
				headers: {
					Accept: 'application/json',
					...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
				},
				body: call.body === undefined ? undefined : JSON.stringify(call.body),
				timeoutMs,
			});
		} catch (thrown) {
			const problem = this.problemOf(thrown, timeoutMs, Date.now() - beganMs);
			const isOutcomeUnknown = changesForGood && !neverSent.has(problem);
			return new TerraTeamsError({ operation, problem, timeoutMs, hasRange, isOutcomeUnknown });
		}
		const { status, headers, body } = response;
		if (status >= 200 && status < 300) {
			return readResponse({ operation, status, isOutcomeUnknown: changesForGood }, body, call);
		}
		const hide = (text: string) => this.hide(text, call.secrets);
		return new TerraTeamsError({
			operation,
			problem: problemOfStatus(status, body),
			status,
			...readProblem(body, hide),
			retryAfterMs: retryAfter(headers['retry-after'], Date.now()),
			hasId,
			hasRange,
			isOutcomeUnknown: changesForGood && status >= 500,
			athletes: readRefusals(parseJson(body), hide).athletes,
		});
	}
}

/** A firewall or a login page says nothing of the credential, whatever its status. */
function problemOfStatus(status: number, body: string): 'rejected' | 'web-page' {
	return (status === 401 || status === 403) && isWebPage(body) ? 'web-page' : 'rejected';
}
