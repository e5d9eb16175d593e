/**
 * The part of Node.js's response that is used here. n8n-workflow refers to its type without
 * including it.
 */
export interface ServerResponse {
	/** Whether the sender has hung up. */
	destroyed: boolean;
	/**
	 * The connection; null once the sender has hung up, and while earlier responses are pending.
	 */
	socket: unknown;
	/** Whether a response was given, even to a sender that had hung up. */
	writableEnded: boolean;
	statusCode: number;
	writeHead: (status: number, headers: Record<string, string>) => unknown;
	end: (body: string) => unknown;
	once: (event: 'close', listener: () => void) => unknown;
}

export function isServerResponse(value: unknown): value is ServerResponse {
	const fields = ['destroyed', 'socket', 'writableEnded', 'statusCode', 'writeHead', 'end', 'once'];
	return typeof value === 'object' && value !== null && fields.every((name) => name in value);
}

/** Responds instead of n8n, which responds later and only with status 200. */
export function respond(response: ServerResponse, status: number, message: string): void {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(JSON.stringify({ message }));
}
