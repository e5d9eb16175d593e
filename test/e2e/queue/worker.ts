/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startProgram, untilReady } from '../../../tools/n8n/childProcess';
import { ensureN8n } from '../../../tools/n8n/installN8n';
import { quietEnvironment } from '../../../tools/n8n/n8nServer';
import { anyFreePort } from '../../../tools/n8n/ports';

/** A running n8n worker. */
export interface Worker {
	/**
	 * Ends it at once, as a crash would.
	 *
	 * @returns the ids of the executions that it had started and not ended; it may have taken a few
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
	const installed = await ensureN8n();
	const logFile = join(userFolder, `${name}.log`);
	const quiet = await quietEnvironment({ installed, userFolder }, await anyFreePort());
	const child = await startProgram(installed.nodeBinary, [installed.cli, 'worker'], {
		cwd: userFolder,
		env: { ...quiet, ...env },
		logFile,
		orphanGraceMs: 10_000,
	});
	const isReady = async () => (await readFile(logFile, 'utf8')).includes('n8n worker is now ready');
	await untilReady(`The worker "${name}"`, child, logFile, isReady);
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
	const idsAfter = (event: string) =>
		Array.from(log.matchAll(new RegExp(`${event} execution (\\d+)`, 'g')), ([, id = '']) => id);
	const ended = new Set(idsAfter('Worker finished'));
	return idsAfter('Worker started').filter((id) => !ended.has(id));
}
