import { explanation, readAnswer, refusedAthletes, type Answer } from './answers';
import { connectionError, type ConnectionError } from './connection';
import { describeConnectionProblem, remedyForStatus, TerraTeamsError } from './errors';
import { parseJson, type Json } from './json';
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
}

/** One call to the API. */
export interface ApiCall {
	/** The operation's name as the node shows it; errors begin with it. */
	operation: string;
	method: HttpRequest['method'];
	url: string;
	query?: Record<string, string>;
	body?: Json;
	/** Whether it may be sent again; otherwise GET and PATCH may, POST and DELETE may not. */
	repeatable?: boolean;
	/** Whether the caller asks for less when the gateway times out, so that 504 is not repeated. */
	divisible?: boolean;
	/** Secret values in the body, which must not come back in an error. */
	secrets?: readonly string[];
	/** What to do after a certain status, where that is particular to this call. */
	remedies?: Record<number, string>;
	/** What to do where it is not known whether the server carried the call out. */
	unknownOutcome?: string;
}

/** Sends calls, repeats those that may be repeated, and turns every other outcome into an error. */
export class Transport {
	constructor(private readonly options: TransportOptions) {}

	/**
	 * Carries out a call.
	 *
	 * @throws TerraTeamsError where it did not succeed
	 */
	async call(call: ApiCall): Promise<Answer> {
		const outcome = await this.attempt(call);
		if (outcome instanceof TerraTeamsError) throw outcome;
		return outcome;
	}

	/** Carries out a call and gives its answer or its error, for callers that go on after some. */
	async attempt(call: ApiCall): Promise<Answer | TerraTeamsError> {
		const repeatable = call.repeatable ?? (call.method === 'GET' || call.method === 'PATCH');
		for (let retries = 0; ; retries++) {
			const outcome = await this.sendOnce(call);
			if (!(outcome instanceof TerraTeamsError) || !repeatable) return outcome;
			if (call.divisible && outcome.status === 504) return outcome;
			const wait = waitBeforeRetry(outcome, retries, Math.random());
			if (wait === null) return outcome;
			await this.options.sleep(wait);
		}
	}

	private async sendOnce(call: ApiCall): Promise<Answer | TerraTeamsError> {
		const { send, timeoutMs } = this.options;
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
			return this.noAnswer(call, connectionError(thrown));
		}
		return response.status >= 200 && response.status < 300
			? readAnswer(call.operation, response.status, response.body)
			: this.refusal(call, response);
	}

	private noAnswer(call: ApiCall, { problem }: ConnectionError): TerraTeamsError {
		const { happened, remedy } = describeConnectionProblem(problem, this.options.timeoutMs);
		const mayHaveHappened = problem !== 'refused' && problem !== 'unknown-host';
		return new TerraTeamsError({
			operation: call.operation,
			happened,
			remedy: (mayHaveHappened && call.unknownOutcome) || remedy,
			problem,
		});
	}

	private refusal(call: ApiCall, response: HttpResponse): TerraTeamsError {
		const { status } = response;
		// Before anything is cut out of the body, lest half a secret be left over.
		const body = redact(response.body, [...this.options.secrets, ...(call.secrets ?? [])]);
		const says = explanation(body);
		const retryAfterMs = retryAfter(response.headers['retry-after'], Date.now());
		const remedy =
			call.remedies?.[status] ??
			((status >= 500 && call.unknownOutcome) || remedyForStatus(status, retryAfterMs));
		return new TerraTeamsError({
			operation: call.operation,
			happened: `Terra answered ${status}${says ? ` (${says})` : ''}`,
			remedy,
			status,
			retryAfterMs,
			athletes: refusedAthletes(parseJson(body)),
		});
	}
}
