/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { MemorySample } from './memory';

/** Reads the memory of n8n's main process, whichever it is at the time. Linux only. */
export class MemorySampler {
	readonly samples: MemorySample[] = [];
	private lastWritten = 0;

	/** @param folder where n8n writes the size of its heap, see preload.js */
	constructor(private readonly folder: string) {}

	/** Takes a sample, if n8n has written the size of its heap since the last one. */
	async sample(pid: number, minute: number): Promise<void> {
		const file = join(this.folder, `heap-${pid}`);
		try {
			const { mtimeMs } = await stat(file);
			if (mtimeMs === this.lastWritten) return;
			const heapMb = megabytes(Number(await readFile(file, 'utf8')));
			const status = await readFile(`/proc/${pid}/status`, 'utf8');
			const bytes = (name: string) =>
				Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
			this.lastWritten = mtimeMs;
			this.samples.push({
				minute,
				pid,
				ownMb: megabytes(bytes('RssAnon') + bytes('VmSwap')),
				heapMb,
			});
		} catch {
			// n8n is being restarted, or has just begun.
		}
	}
}

function megabytes(bytes: number): number {
	return Math.round((bytes / 1024 / 1024) * 100) / 100;
}
