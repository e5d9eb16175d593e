import { isObject } from '../records/json';

/**
 * The bytes of a request's body; `null` where they cannot be read (a form with files, a body over
 * n8n's limit). n8n itself reads only JSON, XML and text.
 */
export async function readRequestBody(request: unknown): Promise<Buffer | null> {
	if (canBeRead(request) && request.rawBody === undefined) {
		await request.readRawBody().catch(() => undefined);
	}
	return isObject(request) && Buffer.isBuffer(request.rawBody) ? request.rawBody : null;
}

/** n8n's request, which keeps the bytes that it has read in `rawBody`. */
interface Readable {
	rawBody?: unknown;
	readRawBody: () => Promise<unknown>;
}

function canBeRead(request: unknown): request is Readable {
	return isObject(request) && typeof request.readRawBody === 'function';
}
