import { errorDetail, readResponse, refusedAthletes, type ApiResponse } from './response';
import { connectionError, type ConnectionError, type ConnectionProblem } from './connectionError';
import { describeConnectionProblem, remedyForStatus, TerraTeamsError } from './errors';
import { parseJson, type Json } from '../records/json';
import { redact } from './redact';
import { retryAfter, waitBeforeRetry } from './retry';

/** A request as it goes over the wire, but for authentication, which the sender adds. */
export interface HttpRequest {
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	url: string;
	headers: Record<string, string>;
	/** JSON text. */
	body?: string;
	timeoutMs: number;
}

/** An answer of any status, its body as text. Header names are lower case. */
export interface HttpResponse {
	status: number;
	headers: Record<string, unknown>;
	body: string;
}

/**
 * Sends one request with both authentication headers. Resolves with the answer whatever its
 * status; rejects (with anything that {@link connectionError} can read) where none arrived whole.
 */
export type SendRequest = (request: HttpRequest) => Promise<HttpResponse>;

/** What the transport needs from outside. */
export interface TransportOptions {
	send: SendRequest;
	/** Waits that many milliseconds. */
	sleep: (ms: number) => Promise<void>;
	/** Values that must not come back in an error, such as the API key. */
	secrets: readonly string[];
	/** For each request, in milliseconds. */
	timeoutMs: number;
	/** How many milliseconds are left for everything, where that is limited. */
	remainingMs?: () => number;
}

/** However little time is left, a request gets that much. */
const minTimeoutMs = 1000;

/** One call to the API. */
export interface ApiCall {
	/** The operation's name as the node shows it; errors begin with it. */
	operation: string;
	method: HttpRequest['method'];
	url: string;
	query?: Record<string, string>;
	body?: Json;
	/** Whether it may be sent again; otherwise GET and PATCH may, POST and DELETE may not. */
	retryable?: boolean;
	/** Whether it asks for a time range, so that a shorter one may help. */
	hasRange?: boolean;
	/** Whether the caller asks for less when the gateway times out, so that 504 is not repeated. */
	splittable?: boolean;
	/** Secret values in the body, which must not come back in an error. */
	secrets?: readonly string[];
	/** What to do after a certain status, where that is particular to this call. */
	remedies?: Record<number, string>;
	/** What to do where it is not known whether the server carried the call out. */
	unknownOutcome?: string;
}

/** What is found out before a request leaves, so that the server cannot have carried it out. */
const neverSent = new Set<ConnectionProblem>(['refused', 'unknown-host', 'untrusted']);

/** Sends calls, repeats those that may be repeated, and turns every other outcome into an error. */
export class Transport {
	constructor(private readonly options: TransportOptions) {}

	/**
	 * Carries out a call.
	 *
	 * @throws TerraTeamsError where it did not succeed
	 */
	async call(call: ApiCall): Promise<ApiResponse> {
		const outcome = await this.attempt(call);
		if (outcome instanceof TerraTeamsError) throw outcome;
		return outcome;
	}

	/** Carries out a call and gives its answer or its error, for callers that go on after some. */
	async attempt(call: ApiCall): Promise<ApiResponse | TerraTeamsError> {
		const retryable = call.retryable ?? (call.method === 'GET' || call.method === 'PATCH');
		for (let retries = 0; ; retries++) {
			const outcome = await this.sendOnce(call);
			if (!(outcome instanceof TerraTeamsError) || !retryable) return outcome;
			if (call.splittable && outcome.status === 504) return outcome;
			const wait = waitBeforeRetry(outcome, retries, Math.random());
			if (wait === null || wait > this.remainingMs()) return outcome;
			await this.options.sleep(wait);
		}
	}

	/** A text of the server's without the secrets that it may repeat. */
	hide(text: string, secrets: readonly string[] = []): string {
		return redact(text, [...this.options.secrets, ...secrets]);
	}

	private remainingMs(): number {
		return this.options.remainingMs?.() ?? Infinity;
	}

	private timeoutMs(): number {
		return Math.min(this.options.timeoutMs, Math.max(minTimeoutMs, this.remainingMs()));
	}

	private async sendOnce(call: ApiCall): Promise<ApiResponse | TerraTeamsError> {
		const { send } = this.options;
		const timeoutMs = this.timeoutMs();
		const { operation, unknownOutcome } = call;
		let response: HttpResponse;
		try {
			response = await send({
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
			return this.noAnswer(call, connectionError(thrown), timeoutMs);
		}
		return response.status >= 200 && response.status < 300
			? readResponse({ operation, status: response.status, unknownOutcome }, response.body)
			: this.refusal(call, response);
	}

	private noAnswer(
		call: ApiCall,
		{ problem }: ConnectionError,
		timeoutMs: number,
	): TerraTeamsError {
		const described = describeConnectionProblem(problem, timeoutMs, call.hasRange ?? false);
		const mayHaveHappened = !neverSent.has(problem);
		return new TerraTeamsError({
			operation: call.operation,
			happened: described.happened,
			remedy: (mayHaveHappened && call.unknownOutcome) || described.remedy,
			problem,
		});
	}

	private refusal(call: ApiCall, response: HttpResponse): TerraTeamsError {
		const { status } = response;
		const hide = (text: string) => this.hide(text, call.secrets);
		const says = errorDetail(response.body, hide);
		const retryAfterMs = retryAfter(response.headers['retry-after'], Date.now());
		const remedy =
			call.remedies?.[status] ??
			((status >= 500 && call.unknownOutcome) ||
				remedyForStatus(status, call.hasRange ?? false, retryAfterMs));
		return new TerraTeamsError({
			operation: call.operation,
			happened: `Terra answered ${status}${says ? ` (${says})` : ''}`,
			remedy,
			status,
			retryAfterMs,
			athletes: refusedAthletes(parseJson(response.body), hide),
		});
	}
}
