import { isObject } from '../records/json';

/**
 * The bytes of a request's body; `null` where they cannot be read, as with a form with files or with
 * more than n8n takes. n8n itself reads only what is sent as JSON, XML or text.
 */
export async function readRequestBody(request: unknown): Promise<Buffer | null> {
	if (canBeRead(request) && request.rawBody === undefined) {
		await request.readRawBody().catch(() => undefined);
	}
	return isObject(request) && Buffer.isBuffer(request.rawBody) ? request.rawBody : null;
}

/** A request of n8n's, which keeps in `rawBody` what it has read. */
interface Readable {
	rawBody?: unknown;
	readRawBody: () => Promise<unknown>;
}

function canBeRead(request: unknown): request is Readable {
	return isObject(request) && typeof request.readRawBody === 'function';
}
