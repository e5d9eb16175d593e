/** Node.js's response, as far as it is used; n8n-workflow names a type that it does not bring. */
export interface ServerResponse {
	/** Whether the sender has hung up. */
	destroyed: boolean;
	/** Where the response goes out: null once the sender has hung up, and while others come before. */
	socket: unknown;
	/** Whether a response was given, even if the sender was not there any more to get it. */
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

/** Responds in place of n8n, which responds later and with no status but 200. */
export function respond(response: ServerResponse, status: number, message: string): void {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(JSON.stringify({ message }));
}
