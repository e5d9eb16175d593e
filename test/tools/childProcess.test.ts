/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startProgram, untilReady, waitForEnd } from '../../tools/n8n/childProcess';
import { waitFor } from '../../tools/waitFor';
import { exitOf, isAlive, runProgram } from './runProgram';

let cwd: string;
let logFile: string;

beforeAll(async () => {
	cwd = await mkdtemp(join(tmpdir(), 'terra-teams-child-'));
	logFile = join(cwd, 'program.log');
});

afterAll(async () => {
	await rm(cwd, { recursive: true, force: true });
});

const start = async (code: string) =>
	await startProgram(process.execPath, ['-e', code], { cwd, logFile, env: process.env });

const pidsIn = (log: string) =>
	/pids (\d+) (\d+)/.exec(readFileSync(log, 'utf8'))?.slice(1).map(Number);

test('what a failed program has printed is in the error', async () => {
	const child = await start('console.error("line one"); console.log("line two"); process.exit(3)');
	await expect(waitForEnd('The program', child, logFile)).rejects.toThrow(
		`The program ended with exit code 3. From ${logFile}:\n    line one\n    line two`,
	);
});

test("npm's error code comes first, without the pages of usage after it", async () => {
	const log = ['npm http fetch', 'npm error code EUSAGE', 'npm error why', 'npm warn late'];
	const child = await start(`console.log(${JSON.stringify(log.join('\n'))}); process.exit(1)`);
	await expect(waitForEnd('npm ci', child, logFile)).rejects.toThrow(
		/:\n {4}npm error code EUSAGE\n {4}npm error why$/,
	);
});

test('a program that does not exist is named', async () => {
	const missing = startProgram('no-such-program', [], { cwd, logFile, env: process.env });
	await expect(missing).rejects.toThrow('no-such-program could not be started');
});

test('an abort stops a program and throws its reason once it is gone', async () => {
	const child = await start('setInterval(() => {}, 1000)');
	const controller = new AbortController();
	const ending = waitForEnd('The program', child, logFile, controller.signal);
	controller.abort(new Error('stopped by the user'));
	await expect(ending).rejects.toThrow('stopped by the user');
	expect(isAlive(child.pid)).toBe(false);
});

test('a program that ends instead of becoming ready fails with what it has printed', async () => {
	const child = await start('console.log("port taken"); process.exit(2)');
	await expect(untilReady('n8n', child, logFile, async () => false)).rejects.toThrow(
		`n8n ended with exit code 2. From ${logFile}:\n    port taken`,
	);
});

test('an abort ends a program that is not ready yet', async () => {
	const child = await start('setInterval(() => {}, 1000)');
	const reason = new Error('stopped by the user');
	const signal = AbortSignal.abort(reason);
	const ready = untilReady('n8n', child, logFile, async () => false, { signal });
	await expect(ready).rejects.toThrow('stopped by the user');
	expect(isAlive(child.pid)).toBe(false);
});

test('a program that is never ready is ended, with what it has printed', async () => {
	const child = await start('console.log("migrating"); setInterval(() => {}, 1000)');
	await waitFor('its log', () => readFileSync(logFile, 'utf8').includes('migrating'));
	const ready = untilReady('n8n', child, logFile, async () => false, { timeoutMs: 1 });
	await expect(ready).rejects.toThrow(
		`n8n was not ready after 0.001 s. From ${logFile}:\n    migrating`,
	);
	expect(isAlive(child.pid)).toBe(false);
});

test('stop() ends a program that ignores it, and what that has started', async () => {
	const child = await start(`
		const { spawn } = require('node:child_process');
		process.on('SIGTERM', () => {});
		const sleeper = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
		console.log('pids', process.pid, sleeper.pid);
		setInterval(() => {}, 1000);
	`);
	const pids = await waitFor('the program', () => pidsIn(logFile));
	await expect(child.stop(100)).resolves.toEqual({ code: null, signal: 'SIGKILL' });
	await waitFor('the end of both', () => !pids.some(isAlive));
});

test('a killed parent leaves neither a program behind nor what that has started', async () => {
	const parent = runProgram('startSleeper', cwd, logFile);
	const pids = await waitFor('the program', () => pidsIn(logFile));
	parent.kill('SIGKILL');
	await exitOf(parent);
	await waitFor('the end of both', () => !pids.some(isAlive));
}, 60_000);
