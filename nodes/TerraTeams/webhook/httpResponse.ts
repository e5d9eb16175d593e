/**
 * n8n 2 answers when it has stored an execution, which is what "received" should mean (n8n 1 does so
 * just before). With a body of 40 MB that takes longer than Terra waits (8 seconds), so a large one
 * is answered first.
 */
export const largeBytes = 10_000_000;

/** Node.js's response, as far as it is used; n8n-workflow names a type that it does not bring. */
export interface HttpResponse {
	/** Whether the sender has hung up. */
	destroyed: boolean;
	/** What the answer goes out on: null once the sender has hung up, and before it is its turn. */
	socket: unknown;
	/** Whether there is an answer, even if the sender was not there any more to get it. */
	writableEnded: boolean;
	statusCode: number;
	writeHead: (status: number, headers: Record<string, string>) => unknown;
	end: (body: string) => unknown;
	once: (event: 'close', listener: () => void) => unknown;
}

/** Whether a value is a response. */
export function isHttpResponse(value: unknown): value is HttpResponse {
	const fields = ['destroyed', 'socket', 'writableEnded', 'statusCode', 'writeHead', 'end', 'once'];
	return typeof value === 'object' && value !== null && fields.every((name) => name in value);
}

/** Answers in n8n's place, which knows no status but 200 and does so only later. */
export function answer(response: HttpResponse, status: number, message: string): void {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(JSON.stringify({ message }));
}
