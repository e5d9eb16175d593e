import { ConnectionError } from './connection';

/**
 * The text of a body that comes in pieces, as UTF-8 and without a byte order mark; what came as a
 * text already is given as it is. Each piece is decoded while the next one is on its way, so that a
 * body of many megabytes is never held as bytes, and decoding it takes no time of its own.
 *
 * Rejects with what the stream fails with, such as a connection that breaks.
 */
export async function bodyText(body: unknown): Promise<string> {
	if (typeof body === 'string') return body;
	if (!isAsyncIterable(body)) return '';
	const decoder = new TextDecoder();
	let text = '';
	for await (const piece of body) {
		if (!(piece instanceof Uint8Array)) throw new ConnectionError('other');
		text += decoder.decode(piece, { stream: true });
	}
	return text + decoder.decode();
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
	return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
