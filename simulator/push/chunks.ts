import type { PushedEvent } from './events';

/**
 * Splits the records of an event into events of at most `maxBytes` of JSON. A single record is never
 * split, even when it is larger.
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
