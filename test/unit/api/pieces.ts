/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { Readable } from 'node:stream';

/** A stream that gives these bytes in pieces, which end at some indexes. */
export function inPieces(bytes: Buffer, ends: readonly number[]): Readable {
	const starts = [0, ...ends.filter((end) => end < bytes.length).sort((a, b) => a - b)];
	return Readable.from(
		starts.map((start, index) => bytes.subarray(start, starts[index + 1])),
		{ objectMode: false },
	);
}
