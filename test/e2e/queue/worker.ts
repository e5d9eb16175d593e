/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { lastLines, startNodeProgram } from '../../../tools/n8n/childProcess';
import { quietEnvironment } from '../../../tools/n8n/n8nServer';
import { anyFreePort } from '../../../tools/n8n/ports';
import { ensureRuntime } from '../../../tools/n8n/runtime';

/** A running n8n worker. */
export interface Worker {
	/**
	 * Ends it at once, as a crash would.
	 *
	 * @returns the ids of the executions that it had begun and not ended; it may have taken a few
	 *   more from the queue
	 */
	kill(): Promise<string[]>;
	stop(): Promise<void>;
}

/**
 * Starts a worker beside the main process of the same n8n, with the package in the same folder.
 *
 * @param env what the main process has, which says where database and queue are
 */
export async function startWorker(
	name: string,
	userFolder: string,
	env: Record<string, string>,
): Promise<Worker> {
	const runtime = await ensureRuntime();
	const logFile = join(userFolder, `${name}.log`);
	await writeFile(logFile, '');
	const quiet = await quietEnvironment({ runtime, userFolder }, await anyFreePort());
	const child = await startNodeProgram(runtime.nodeBinary, [runtime.n8nCli, 'worker'], {
		cwd: userFolder,
		env: { ...quiet, ...env },
		logFile,
		orphanGraceMs: 10_000,
	});
	for (const deadline = Date.now() + 180_000; ; await sleep(250)) {
		if ((await readFile(logFile, 'utf8')).includes('n8n worker is now ready')) break;
		if (Date.now() < deadline) continue;
		child.kill();
		throw new Error(`The worker was not ready in time:\n${await lastLines(logFile, 20)}`);
	}
	return {
		async kill() {
			child.kill();
			await child.exited;
			return executionsUnderWay(await readFile(logFile, 'utf8'));
		},
		async stop() {
			await child.stop(10_000);
		},
	};
}

function executionsUnderWay(log: string): string[] {
	const idsAfter = (words: string) =>
		Array.from(log.matchAll(new RegExp(`${words} execution (\\d+)`, 'g')), ([, id = '']) => id);
	const ended = new Set(idsAfter('Worker finished'));
	return idsAfter('Worker started').filter((id) => !ended.has(id));
}
