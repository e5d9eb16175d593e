/**
 * n8n answers when it has stored an execution, which is what "received" should mean. Yet it may take
 * longer than Terra waits (8 seconds): about as long for a body of 40 MB, or for 200 events at once.
 * Terra would then send them all again, and n8n would be busier still. So what comes in bulk is
 * answered first.
 */

/** A body of that size, in bytes, is answered before it is stored. */
const largeBytes = 10_000_000;

/** So many events wait for n8n's answer; more are answered before they are stored. */
const mostWaiting = 20;

/** Node.js's response, as far as it is used; n8n-workflow names a type that it does not bring. */
export interface HttpResponse {
	/** Whether the sender has hung up. */
	destroyed: boolean;
	/** Whether there is an answer, even if the sender was not there any more to get it. */
	writableEnded: boolean;
	statusCode: number;
	writeHead: (status: number, headers: Record<string, string>) => unknown;
	end: (body: string) => unknown;
	once: (event: 'close', listener: () => void) => unknown;
}

/** Whether a value is a response. */
export function isHttpResponse(value: unknown): value is HttpResponse {
	const fields = ['destroyed', 'writableEnded', 'statusCode', 'writeHead', 'end', 'once'];
	return typeof value === 'object' && value !== null && fields.every((name) => name in value);
}

/** Answers in n8n's place, which knows no status but 200 and does so only later. */
export function answer(response: HttpResponse, status: number, message: string): void {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(JSON.stringify({ message }));
}

/** The events of this process that n8n has not answered yet. */
export class WaitingEvents {
	private readonly waiting = new Set<HttpResponse>();

	/** Whether to leave the answer to n8n. If so, the event counts until it is answered. */
	mayWait(response: HttpResponse, bytes: number): boolean {
		if (bytes >= largeBytes || this.waiting.size >= mostWaiting) return false;
		this.waiting.add(response);
		response.once('close', () => this.waiting.delete(response));
		return true;
	}
}
