/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { MemorySample } from './memory';

/** Reads what n8n's main process, whichever it is at the time, says about its memory. */
export class MemorySampler {
	readonly samples: MemorySample[] = [];
	private lastWritten = 0;

	/** @param folder where n8n writes it, see preload.js */
	constructor(private readonly folder: string) {}

	/** Takes a sample, if n8n has written one since the last one. */
	async sample(pid: number, minute: number): Promise<void> {
		const file = join(this.folder, `memory-${pid}`);
		try {
			const { mtimeMs } = await stat(file);
			if (mtimeMs === this.lastWritten) return;
			const [heap = NaN, own = NaN] = (await readFile(file, 'utf8')).split(' ').map(Number);
			this.lastWritten = mtimeMs;
			this.samples.push({ minute, pid, ownMb: megabytes(own), heapMb: megabytes(heap) });
		} catch {
			// n8n is being restarted, or has just begun.
		}
	}
}

function megabytes(bytes: number): number {
	return Math.round((bytes / 1024 / 1024) * 100) / 100;
}
