/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Everything that n8n has logged since its first start. */
export async function readLogs(userFolder: string): Promise<string> {
	const names = (await readdir(userFolder)).filter((name) => /^n8n-\d+\.log$/.test(name));
	const inOrder = names.sort((a, b) => parseInt(a.slice(4), 10) - parseInt(b.slice(4), 10));
	const texts = inOrder.map(async (name) => await readFile(join(userFolder, name), 'utf8'));
	return (await Promise.all(texts)).join('\n');
}

export async function writeLogs(userFolder: string, file: string): Promise<void> {
	await writeFile(file, await readLogs(userFolder));
}
