/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A hash over names and contents of files, in hex: the same as long as none of them has changed.
 *
 * @param names files and folders in `root`; a folder stands for all that is below it
 */
export async function sourceHash(root: string, names: readonly string[]): Promise<string> {
	const hash = createHash('sha256');
	for (const name of names) {
		for (const file of await filesAt(root, name)) {
			const content = await readFile(join(root, file));
			// With the length, what ends one file cannot pass for the beginning of the next.
			hash.update(`${file}\n${content.length}\n`).update(content);
		}
	}
	return hash.digest('hex');
}

/** The files of a folder in a fixed order, or the file itself; relative to `root`. */
async function filesAt(root: string, name: string): Promise<string[]> {
	if ((await stat(join(root, name))).isFile()) return [name];
	const entries = await readdir(join(root, name), { recursive: true, withFileTypes: true });
	const folderOf = (parentPath: string) => parentPath.slice(join(root, '/').length);
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(folderOf(entry.parentPath), entry.name))
		.sort();
}
