import type { PushedEvent } from './events';

/**
 * An event in pieces of at most so many bytes of JSON, as far as its records allow: a single record
 * is never divided.
 */
export function chunksOf(event: PushedEvent, maxBytes: number): PushedEvent[] {
	if (!Array.isArray(event.data)) return [event];
	const chunks: unknown[][] = [];
	let size = Infinity;
	for (const record of event.data as unknown[]) {
		const length = Buffer.byteLength(JSON.stringify(record)) + 1;
		if (size + length > maxBytes) {
			chunks.push([]);
			size = Buffer.byteLength(JSON.stringify({ ...event, data: [] }));
		}
		chunks.at(-1)?.push(record);
		size += length;
	}
	return chunks.map((data) => ({ ...event, data }));
}
