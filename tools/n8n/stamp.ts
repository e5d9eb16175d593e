/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';

/** A file that says that a step has ended, and for what: another version is another step. */
export interface Stamp {
	file: string;
	of: string;
}

/** Whether the step of a stamp has ended. */
export function isDone(stamp: Stamp): boolean {
	try {
		return readFileSync(stamp.file, 'utf8').trim() === stamp.of;
	} catch {
		return false;
	}
}

/** To be called when everything that the step has written is in its place. */
export async function writeStamp(stamp: Stamp): Promise<void> {
	await writeFile(stamp.file, `${stamp.of}\n`);
}
