import { ConnectionError } from './connectionError';

/** Max length of a text in V8, less a reserve. */
const maxTextLength = 512 * 1024 * 1024 - 1024;

/**
 * The text of a body that comes in pieces, as UTF-8 and without a byte order mark; a text is
 * returned as it is.
 *
 * Rejects with the error of the stream, such as a broken connection, and where the body is too large.
 *
 * @param maxBytes what a text in Node.js can hold (512 MB), so that a body without an end does not
 *   take all memory
 */
export async function readBody(body: unknown, maxBytes = maxTextLength): Promise<string> {
	if (typeof body === 'string') return body;
	if (!isAsyncIterable(body)) return '';
	const pieces: Uint8Array[] = [];
	let bytes = 0;
	for await (const piece of body) {
		if (!(piece instanceof Uint8Array)) throw new ConnectionError('other');
		bytes += piece.length;
		if (bytes > maxBytes) throw new ConnectionError('too-large');
		pieces.push(piece);
	}
	// Node.js 24 keeps a text that it decodes from more than a megabyte at once outside V8's heap, and
	// V8 then collects garbage in the middle of parsing it. Decoded while the pieces arrive, V8 would
	// collect much too late. docs/performance.md has the figures of all three ways.
	const decoder = new TextDecoder();
	let text = '';
	for (const piece of pieces) text += decoder.decode(piece, { stream: true });
	return text + decoder.decode();
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
	return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
