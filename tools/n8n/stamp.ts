/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';

/** A file that says that a step has ended, and for what: another version is another step. */
export interface Marker {
	file: string;
	of: string;
}

/** Whether the step of a marker has ended. */
export function isDone(marker: Marker): boolean {
	try {
		return readFileSync(marker.file, 'utf8').trim() === marker.of;
	} catch {
		return false;
	}
}

/** To be called when everything that the step has written is in its place. */
export async function markDone(marker: Marker): Promise<void> {
	await writeFile(marker.file, `${marker.of}\n`);
}
