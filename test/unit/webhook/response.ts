/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { EventEmitter } from 'node:events';

import type { ServerResponse } from '../../../nodes/TerraTeams/webhook/httpResponse';

/** The response to an event, as far as the trigger looks at it. */
export class Response extends EventEmitter implements ServerResponse {
	destroyed = false;
	socket = {};
	writableEnded = false;
	statusCode = 200;
	/** What was written: the status, the headers and the body. */
	sent: unknown[] = [];

	writeHead(status: number, headers: Record<string, string>): this {
		this.sent.push(status, headers);
		return this;
	}

	end(body: string): this {
		this.sent.push(body);
		return this;
	}

	/** n8n responds, whether or not the sender is still there. */
	respond(status: number): void {
		this.statusCode = status;
		this.writableEnded = true;
	}

	/** The sender hangs up, or has got its response. */
	close(): void {
		this.destroyed = true;
		this.emit('close');
	}
}
