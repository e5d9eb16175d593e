/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { withLock } from '../../tools/n8n/lock';
import { waitFor } from '../../tools/waitFor';
import { exitOf, runProgram } from './runProgram';

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'terra-teams-lock-'));
});

afterEach(async () => {
	await rm(folder, { recursive: true, force: true });
});

const lock = () => join(folder, 'shared');
const log = () => join(folder, 'log');
const lines = () => (existsSync(log()) ? readFileSync(log(), 'utf8').trim().split('\n') : []);

test('processes that start together hold a lock one after the other', async () => {
	const waiting = () => lines().filter((line) => line.startsWith('waits')).length;
	const processes = await withLock(lock(), {}, async () => {
		const started = Array.from({ length: 4 }, () => runProgram('holdLock', lock(), log(), '20'));
		await waitFor('each to tell its user that it waits', () => waiting() >= 4);
		return started;
	});
	expect(await Promise.all(processes.map(exitOf))).toEqual([0, 0, 0, 0]);
	const holders = lines().filter((line) => !line.startsWith('waits'));
	expect(holders).toHaveLength(8);
	for (let i = 0; i < holders.length; i += 2) {
		const pid = holders[i]?.split(' ')[1];
		expect(holders.slice(i, i + 2)).toEqual([`holds ${pid}`, `releases ${pid}`]);
	}
}, 60_000);

test('the lock of a killed process is taken over', async () => {
	const killed = runProgram('holdLock', lock(), log(), '600000');
	await waitFor('the first holder', () => lines().includes(`holds ${killed.pid}`));
	killed.kill('SIGKILL');
	await exitOf(killed);
	await expect(withLock(lock(), {}, async () => 'taken over')).resolves.toBe('taken over');
}, 60_000);

test('the work is told when its lock is gone', async () => {
	const reason = await withLock(lock(), {}, async (signal) => {
		rmSync(`${lock()}.lock`, { recursive: true });
		await waitFor('the loss of the lock', () => signal.aborted);
		return signal.reason as Error;
	});
	expect(reason.message).toBe(`Another process took over ${lock()}.lock.`);
}, 60_000);

test('a caller can give up instead of waiting, and the lock is free after an error', async () => {
	const busy = async () => {
		throw new Error('busy');
	};
	const nested = withLock(lock(), {}, async () => {
		await withLock(lock(), { onWait: busy }, async () => undefined);
	});
	await expect(nested).rejects.toThrow('busy');
	expect(existsSync(`${lock()}.lock`)).toBe(false);
});

test('an abort ends the waiting', async () => {
	await withLock(lock(), {}, async () => {
		const waiting = withLock(lock(), { signal: AbortSignal.timeout(50) }, async () => undefined);
		await expect(waiting).rejects.toThrow('aborted due to timeout');
	});
});
