/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

import { parseJson } from '../../nodes/TerraTeams/records/json';
import type { Exchange } from './openApi';

/** Stands between the client and a server, and takes down what both say; also receives events. */
export class Recorder {
	readonly exchanges: Exchange[] = [];
	readonly events: unknown[] = [];

	private constructor(
		private readonly server: ReturnType<typeof createServer>,
		private readonly target: string,
	) {
		server.on('request', (request, response) => void this.answer(request, response));
	}

	/** @param target the address of the server */
	static async start(target: string): Promise<Recorder> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new Recorder(server, target);
	}

	get url(): string {
		const { port } = this.server.address() as AddressInfo;
		return `http://127.0.0.1:${port}`;
	}

	/** Where events are sent to. */
	get eventUrl(): string {
		return `${this.url}/events`;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const sent = await buffer(request);
		const { pathname, searchParams } = new URL(request.url ?? '', this.url);
		if (pathname === '/events') {
			const isZipped = request.headers['content-encoding'] === 'gzip';
			this.events.push(parseJson((isZipped ? gunzipSync(sent) : sent).toString()));
			response.end();
			return;
		}
		const headers = Object.fromEntries(
			Object.entries(request.headers).flatMap(([name, value]) =>
				typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name)
					? [[name, value]]
					: [],
			),
		);
		const answer = await fetch(`${this.target}${request.url}`, {
			method: request.method,
			headers: { ...headers, 'accept-encoding': 'identity' },
			...(sent.length > 0 && { body: new Uint8Array(sent) }),
		});
		const received = Buffer.from(await answer.arrayBuffer());
		this.exchanges.push({
			method: request.method ?? '',
			path: pathname,
			query: Object.fromEntries(searchParams),
			headers,
			body: sent.length > 0 ? parseJson(sent.toString()) : undefined,
			status: answer.status,
			response: received.length > 0 ? parseJson(received.toString()) : undefined,
		});
		response.writeHead(answer.status, {
			'content-type': answer.headers.get('content-type') ?? 'application/json',
		});
		response.end(received);
	}
}
