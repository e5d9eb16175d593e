/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { startProgram, untilReady } from '../../../tools/n8n/childProcess';
import { installDebianPackages } from '../../../tools/n8n/debianPackages';
import { anyFreePort, HOST } from '../../../tools/n8n/ports';
import { endingWithUs, type Service } from './service';

/** A Redis of its own that keeps nothing on disk. A system's own Redis is left alone. */
export async function startRedis(): Promise<Service> {
	if (!(await isInstalled())) await installDebianPackages(['redis-server']);
	if (!(await isInstalled())) {
		throw new Error('Redis is needed for the tests of queue mode. Install redis-server.');
	}
	const folder = await mkdtemp(join(tmpdir(), 'terra-teams-redis-'));
	const port = await anyFreePort();
	const logFile = join(folder, 'redis.log');
	const args = ['--port', String(port), '--bind', HOST, '--save', '', '--dir', folder];
	const [command = '', ...rest] = [...endingWithUs(), 'redis-server', ...args];
	const child = await startProgram(command, rest, { cwd: folder, env: process.env, logFile });
	const stop = async () => {
		await child.stop(5000);
		await rm(folder, { recursive: true, force: true });
	};
	const isReady = async () =>
		(await readFile(logFile, 'utf8')).includes('Ready to accept connections');
	await untilReady('Redis', child, logFile, isReady);
	return { port, stop };
}

async function isInstalled(): Promise<boolean> {
	return await promisify(execFile)('redis-server', ['--version']).then(
		() => true,
		() => false,
	);
}
