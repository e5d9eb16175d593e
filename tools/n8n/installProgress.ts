/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { existsSync, readFileSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';

const EVERY_MS = 4_000;

/** Says in a few words how far a step is. */
export type State = () => Promise<string>;

/** Does some work and reports its beginning, its state every few seconds, and its end. */
export async function withProgress(
	what: string,
	report: (line: string) => void,
	state: State,
	work: () => Promise<void>,
): Promise<void> {
	const start = Date.now();
	report(`${what} ...`);
	let working = true;
	const timer = setInterval(() => {
		void state().then(
			(words) => working && report(`  ${words}, ${elapsedSince(start)}`),
			() => undefined,
		);
	}, EVERY_MS);
	try {
		await work();
	} finally {
		working = false;
		clearInterval(timer);
	}
	report(`  done in ${elapsedSince(start)}`);
}

/** How much fuller the disk has become: cheap, where adding up 200,000 files is not. */
export async function fillingOf(folder: string): Promise<State> {
	const free = async () => {
		const { bfree, bsize } = await statfs(folder);
		return bfree * bsize;
	};
	const before = await free();
	return async () => {
		const megabytes = Math.max(0, before - (await free())) / 1e6;
		return `${Math.round(megabytes).toLocaleString('en')} MB on disk`;
	};
}

/** How many answers of the registry npm has logged from now on. */
export function lookupsIn(npmLog: string): State {
	const count = (log: string) => log.match(/npm http fetch GET 200/g)?.length ?? 0;
	const before = existsSync(npmLog) ? count(readFileSync(npmLog, 'utf8')) : 0;
	return async () => {
		const lookups = count(await readFile(npmLog, 'utf8').catch(() => '')) - before;
		return `${lookups.toLocaleString('en')} looked up`;
	};
}

/** How many of the packages of a lock file stand in a folder. */
export function packagesIn(folder: string, lockfile: string): State {
	const manifests = packagesForThisPlatform(lockfile).map((path) =>
		join(folder, path, 'package.json'),
	);
	const total = manifests.length.toLocaleString('en');
	return async () => {
		const there = manifests.filter((file) => existsSync(file)).length;
		return `${there.toLocaleString('en')} of ${total} packages`;
	};
}

/** The folders that npm will fill, without the packages of other platforms. */
function packagesForThisPlatform(lockfile: string): string[] {
	const lock: unknown = JSON.parse(readFileSync(lockfile, 'utf8'));
	if (!isRecord(lock) || !isRecord(lock.packages)) return [];
	return Object.entries(lock.packages)
		.filter(
			([path, entry]) =>
				path !== '' &&
				isRecord(entry) &&
				entry.link !== true &&
				allows(entry.os, process.platform) &&
				allows(entry.cpu, process.arch),
		)
		.map(([path]) => path);
}

function allows(list: unknown, value: string): boolean {
	if (!Array.isArray(list)) return true;
	if (list.includes(`!${value}`)) return false;
	return list.includes(value) || list.every((entry) => String(entry).startsWith('!'));
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function elapsedSince(start: number): string {
	const seconds = Math.round((Date.now() - start) / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
