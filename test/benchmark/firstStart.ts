/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureN8n } from '../../tools/n8n/installN8n';
import { startN8n, type N8nServer } from '../../tools/n8n/n8nServer';
import { n8nVersionOf } from '../../tools/n8n/n8nVersions';
import { runNpm } from '../../tools/n8n/npm';
import { installPackage, PACKED_FOLDER } from '../../tools/n8n/package';
import { figureOf, type Figure } from './figure';
import { timeOf } from './runs';

const name = 'The first npm start, empty caches';

/**
 * Each step of the first start, with an empty cache of ours and of npm's, beside `npm ci` with the
 * committed lockfile, which names no tarballs. It downloads n8n twice.
 */
export async function measureFirstStart(): Promise<Figure[]> {
	const folder = await mkdtemp(join(tmpdir(), 'terra-teams-first-start-'));
	const before = process.env.npm_config_cache;
	try {
		const ours = await withNpmCache(
			join(folder, 'ours'),
			async () => await startAtFirst(join(folder, 'ours')),
		);
		const other = await withNpmCache(
			join(folder, 'other'),
			async () => await installAsCommitted(join(folder, 'other')),
		);
		const seconds = (mine: number, theirs = NaN) => ({
			ours: [mine / 1000],
			other: [theirs / 1000],
		});
		const lookUps = { ours: [ours.lookUps], other: [other.lookUps] };
		const { times } = ours;
		return [
			figureOf(name, 'look-ups in the registry', lookUps, { ours: 0 }),
			figureOf(name, 'npm ci of n8n, s', seconds(times.get('Installing') ?? NaN, other.ms)),
			figureOf(name, "building n8n's database module, s", seconds(times.get('Building') ?? NaN)),
			figureOf(name, 'building and installing the package, s', seconds(ours.packageMs)),
			figureOf(name, 'n8n with a new database, s', seconds(ours.n8nMs)),
		];
	} finally {
		if (before === undefined) delete process.env.npm_config_cache;
		else process.env.npm_config_cache = before;
		await rm(folder, { recursive: true, force: true });
	}
}

/** The steps of `npm start` that prepare n8n. */
async function startAtFirst(folder: string) {
	const times = new Map<string, number>();
	let step: { name: string; beganMs: number } | undefined;
	const report = (line: string) => {
		const named = /^(Installing|Building) .* \.\.\.$/.exec(line)?.[1];
		if (named) step = { name: named, beganMs: performance.now() };
		if (line.startsWith('  done') && step) times.set(step.name, performance.now() - step.beganMs);
	};
	const installed = await ensureN8n(2, { cacheFolder: join(folder, 'n8n'), report });
	const userFolder = join(folder, 'user');
	await rm(PACKED_FOLDER, { recursive: true, force: true });
	const packageMs = await timeOf(async () => await installPackage(userFolder));
	let n8n: N8nServer | undefined;
	const n8nMs = await timeOf(async () => {
		n8n = await startN8n({ installed, userFolder });
	});
	await n8n?.stop();
	return { times, packageMs, n8nMs, lookUps: await countLookUps() };
}

/** What an installation from the same lockfile takes where npm has to find the tarballs. */
async function installAsCommitted(folder: string): Promise<{ ms: number; lookUps: number }> {
	const { source } = n8nVersionOf(2);
	const cwd = join(folder, 'n8n');
	await mkdir(cwd, { recursive: true });
	for (const file of ['package.json', 'package-lock.json']) {
		await copyFile(join(source, file), join(cwd, file));
	}
	const args = ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
	const call = { nodeBinary: process.execPath, cwd, args, logFile: join(folder, 'npm.log') };
	const ms = await timeOf(async () => await runNpm(call));
	return { ms, lookUps: await countLookUps() };
}

async function withNpmCache<T>(folder: string, work: () => Promise<T>): Promise<T> {
	process.env.npm_config_cache = join(folder, 'npm');
	await mkdir(folder, { recursive: true });
	return await work();
}

/** How many requests of the current npm cache asked for something other than a tarball. */
async function countLookUps(): Promise<number> {
	const logs = join(process.env.npm_config_cache ?? '', '_logs');
	let lookUps = 0;
	for (const file of await readdir(logs)) {
		const requests = (await readFile(join(logs, file), 'utf8')).match(/http fetch GET \d+ \S+/g);
		lookUps += (requests ?? []).filter((request) => !request.endsWith('.tgz')).length;
	}
	return lookUps;
}
