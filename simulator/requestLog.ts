/** A request that the API side received. */
export interface RecordedRequest {
	method: string;
	/** Without the query, still percent-encoded. */
	path: string;
	/** For a repeated name, its last value. */
	query: Record<string, string>;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** The parsed JSON; `undefined` for an empty body or one that is not JSON. */
	body: unknown;
	rawBody: string;
	/** Status of the response; 0 until it is sent, and for ever when the connection was cut. */
	status: number;
	/** Time of arrival, in milliseconds since 1970. */
	at: number;
}

/** Keeps the requests in the order of arrival, and the highest number in flight at once. */
export class RequestLog {
	/** Always the same array; clear() empties it. */
	readonly requests: RecordedRequest[] = [];
	/** Since the last clear(). */
	highestConcurrency = 0;
	private inFlight = 0;

	enter(request: RecordedRequest): void {
		this.requests.push(request);
		this.inFlight += 1;
		this.highestConcurrency = Math.max(this.highestConcurrency, this.inFlight);
	}

	/** Called once for each request, however it ended. */
	leave(): void {
		this.inFlight -= 1;
	}

	/** Requests in flight still count for the concurrency. */
	clear(): void {
		this.requests.length = 0;
		this.highestConcurrency = this.inFlight;
	}
}
