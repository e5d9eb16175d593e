/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs in Node.js, never inside n8n */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { codeOf } from './setupError';

/** The owner touches its lock this often ... */
const HEARTBEAT_MS = 5_000;
/** ... and counts as gone when it has not done so for this long, even if its pid exists: after a
 * restart of the machine (or of a container) the pid may belong to somebody else. */
const SILENT_MS = 60_000;

const TELL_EVERY_S = 10;

/** Who holds a lock. */
export interface LockHolder {
	pid: number;
	token: string;
	/** Free text that the holder left for others, e.g. the address it serves. */
	note: string;
}

export interface Lock {
	release(): Promise<void>;
	/** Changes the text that others see. */
	setNote(note: string): Promise<void>;
}

export interface LockOptions {
	signal?: AbortSignal;
	/**
	 * Called when somebody else holds the lock, then every ten seconds. Throw in it to give up
	 * instead of waiting.
	 */
	onWait?: (holder: LockHolder, waitedSeconds: number) => void;
}

/**
 * Takes a lock that one process at a time can hold, waiting for it if need be. The lock is a file
 * with the holder's pid; the lock of a process that is gone is taken over.
 */
export async function acquireLock(file: string, options: LockOptions = {}): Promise<Lock> {
	await mkdir(dirname(file), { recursive: true });
	const mine: LockHolder = { pid: process.pid, token: randomUUID(), note: '' };
	let waitingSince: number | undefined;
	let told = 0;
	let goneBefore: string | undefined;
	for (;;) {
		options.signal?.throwIfAborted();
		if (await createExclusively(file, JSON.stringify(mine))) return hold(file, mine);
		const holder = await readHolder(file);
		if (holder === undefined) {
			await sleep(100);
			continue;
		}
		if (holder.state === 'dead') {
			await removeStale(file, holder.token);
			continue;
		}
		if (holder.state === 'silent') {
			// Looked at twice: a laptop that has just woken up shows an old heartbeat for a moment.
			if (goneBefore === holder.token) {
				await removeStale(file, holder.token);
				continue;
			}
			goneBefore = holder.token;
			await sleep(2 * HEARTBEAT_MS, undefined, { signal: options.signal });
			continue;
		}
		waitingSince ??= Date.now();
		const waited = Math.floor((Date.now() - waitingSince) / 1000);
		if (told === 0 || waited >= told * TELL_EVERY_S) {
			options.onWait?.(holder, waited);
			told += 1;
		}
		await sleep(500, undefined, { signal: options.signal });
	}
}

function hold(file: string, mine: LockHolder): Lock {
	const heartbeat = setInterval(() => {
		const now = new Date();
		void utimes(file, now, now).catch(() => undefined);
	}, HEARTBEAT_MS);
	heartbeat.unref();
	const removeAtExit = () => rmSync(file, { force: true });
	process.once('exit', removeAtExit);
	return {
		async release() {
			clearInterval(heartbeat);
			process.removeListener('exit', removeAtExit);
			await rm(file, { force: true });
		},
		async setNote(note) {
			await writeFile(file, JSON.stringify({ ...mine, note }));
		},
	};
}

async function createExclusively(file: string, content: string): Promise<boolean> {
	try {
		await writeFile(file, content, { flag: 'wx' });
		return true;
	} catch (error) {
		if (codeOf(error) === 'EEXIST') return false;
		throw error;
	}
}

interface SeenHolder extends LockHolder {
	state: 'alive' | 'silent' | 'dead';
}

async function readHolder(file: string): Promise<SeenHolder | undefined> {
	try {
		const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
		const silent = Date.now() - mtimeMs > SILENT_MS;
		const content = parse(text);
		// An unreadable lock was cut off while it was written: its age decides.
		if (content === undefined) return silent ? { ...unreadable, state: 'silent' } : undefined;
		if (!isAlive(content.pid)) return { ...content, state: 'dead' };
		return { ...content, state: silent ? 'silent' : 'alive' };
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return undefined;
		throw error;
	}
}

const unreadable: LockHolder = { pid: 0, token: 'unreadable', note: '' };

function parse(text: string): LockHolder | undefined {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value !== 'object' || value === null) return undefined;
		if (!('pid' in value) || typeof value.pid !== 'number') return undefined;
		if (!('token' in value) || typeof value.token !== 'string') return undefined;
		const note = 'note' in value && typeof value.note === 'string' ? value.note : '';
		return { pid: value.pid, token: value.token, note };
	} catch {
		return undefined;
	}
}

/** Whether a process with this id exists (whoever owns it). */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return codeOf(error) === 'EPERM';
	}
}

/**
 * Removes the lock of a holder that is gone. Two processes that see the same stale lock must not
 * both remove it, as the second one would remove the fresh lock of the first: the right to remove
 * exactly this holder's lock is itself a file that only one of them can create.
 */
async function removeStale(file: string, token: string): Promise<void> {
	const claim = `${file}.${token}`;
	if (!(await createExclusively(claim, ''))) {
		const { mtimeMs } = await stat(claim).catch(() => ({ mtimeMs: Date.now() }));
		if (Date.now() - mtimeMs > SILENT_MS) await rm(claim, { force: true });
		await sleep(200);
		return;
	}
	const text = await readFile(file, 'utf8').catch(() => '');
	if ((parse(text)?.token ?? 'unreadable') === token) await rm(file, { force: true });
	await rm(claim, { force: true });
}
