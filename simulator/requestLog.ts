/** A request that the API side received. */
export interface RecordedRequest {
	method: string;
	/** Without the query, as it came: still percent-encoded. */
	path: string;
	/** The last value where a name is repeated. */
	query: Record<string, string>;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** The parsed JSON body; `undefined` when there is none or it is not JSON. */
	body: unknown;
	rawBody: string;
	/** The answered status; 0 until it is answered, and for good when the connection was cut. */
	status: number;
	/** Arrival, in milliseconds since 1970. */
	at: number;
}

/** Keeps the requests in the order of arrival and counts how many were in flight at once. */
export class RequestLog {
	/** Stays the same array; clear() empties it. */
	readonly requests: RecordedRequest[] = [];
	/** The most requests in flight at once since the last clear(). */
	highestConcurrency = 0;
	private inFlight = 0;

	/** Notes a request that arrives. */
	enter(request: RecordedRequest): void {
		this.requests.push(request);
		this.inFlight += 1;
		this.highestConcurrency = Math.max(this.highestConcurrency, this.inFlight);
	}

	/** Notes that a request has ended, however it ended. */
	leave(): void {
		this.inFlight -= 1;
	}

	/** Forgets all requests; those in flight still count for the concurrency. */
	clear(): void {
		this.requests.length = 0;
		this.highestConcurrency = this.inFlight;
	}
}
