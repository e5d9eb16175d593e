/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/require-node-api-error -- runs in Node.js, never inside n8n */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { installDebianPackages } from './debianPackages';
import { withLock } from './lock';
import { registryIn, withTarballAddresses } from './lockfile';
import { n8nVersionOf } from './n8nVersions';
import type { N8nMajor, N8nVersion } from './n8nVersions';
import { runNpm } from './npm';
import { withProgress } from './progress';
import { messageOf, SetupError } from './setupError';

/** What npm downloads and keeps in its own cache, and what an n8n with its Node.js takes. */
const SIZE = 'about 1 GB to download, 3 GB on disk';

export interface InstallOptions {
	/** Default: see defaultCacheFolder. */
	cacheFolder?: string;
	/** Receives one line per step, and one every few seconds while a step takes its time. */
	report?: (line: string) => void;
	/** Stops the installation; the next call continues it. */
	signal?: AbortSignal;
}

/**
 * Installs an n8n into the cache folder unless it is there already. It is prepared in a folder of
 * another name, which is renamed when all is done: what has the final name is complete. A second
 * process waits for the first.
 *
 * @throws SetupError that says what to do
 */
export async function ensureN8n(
	major: N8nMajor = 2,
	{ cacheFolder, report = () => undefined, signal }: InstallOptions = {},
): Promise<N8nVersion> {
	const n8n = n8nVersionOf(major, cacheFolder);
	if (existsSync(n8n.folder)) return n8n;
	const onWait = (seconds: number) =>
		report(`Another process is installing n8n ${n8n.version}; waited ${seconds} s for it.`);
	await withLock(n8n.folder, { signal, onWait }, async (whileLocked) => {
		if (!existsSync(n8n.folder)) await install(n8n, report, whileLocked);
	});
	return n8n;
}

async function install(
	n8n: N8nVersion,
	report: (line: string) => void,
	signal: AbortSignal,
): Promise<void> {
	const folder = `${n8n.folder}.unfinished`;
	const here = (path: string) => path.replace(n8n.folder, folder);
	const logFile = join(folder, 'npm.log');
	const npm = async (nodeBinary: string, ...args: string[]) => {
		const quiet = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=http'];
		try {
			await runNpm({ nodeBinary, cwd: folder, args: [...args, ...quiet], logFile, signal });
		} catch (error) {
			signal.throwIfAborted();
			throw new SetupError(`${messageOf(error)}\nStart again to continue the installation.`);
		}
	};

	await mkdir(folder, { recursive: true });
	await copyFile(join(n8n.source, 'package.json'), join(folder, 'package.json'));
	await npm(process.execPath, 'config', 'get', 'registry');
	const registry = registryIn(await readFile(logFile, 'utf8'));
	const lockfile = await readFile(join(n8n.source, 'package-lock.json'), 'utf8');
	await writeFile(join(folder, 'package-lock.json'), withTarballAddresses(lockfile, registry));
	// npm writes this file when it has installed everything.
	if (existsSync(join(folder, 'node_modules', '.package-lock.json'))) {
		report(`Continuing the installation of n8n ${n8n.version}.`);
	} else {
		report(`n8n ${n8n.version} will be installed once, in ${n8n.folder}: ${SIZE}.`);
		const state = () => {
			const there = n8n.packages.filter((path) => existsSync(join(folder, path, 'package.json')));
			return `${there.length} of ${n8n.packages.length} packages`;
		};
		// Without scripts: one of them wants a binary from a host that not every network reaches, and
		// n8n runs without it. The one module that must be built is built in the next step.
		const install = ['ci', '--ignore-scripts', '--prefer-offline'];
		const what = `Installing n8n ${n8n.version}`;
		await withProgress(what, report, state, async () => await npm(process.execPath, ...install));
	}

	// The one package that neither is pure JavaScript nor brings its binary, with the headers beside
	// the binary of Node.js, so that node-gyp downloads none.
	const headers = `--nodedir=${here(n8n.nodePackage)}`;
	const rebuild = ['rebuild', 'sqlite3', '--ignore-scripts=false', headers];
	const build = async () => {
		const what = "Building n8n's database module (sqlite3)";
		const run = async () => await npm(here(n8n.nodeBinary), ...rebuild);
		await withProgress(what, report, () => 'compiling', run);
	};
	try {
		await build();
	} catch (error) {
		signal.throwIfAborted();
		const needed = 'It needs Python 3, make and a C++ compiler';
		report(`It failed. ${needed}; on Debian and its relatives, root gets them installed.`);
		const isInstalled = await installDebianPackages(['python3', 'make', 'g++'], signal);
		if (!isInstalled) throw new SetupError(`${messageOf(error)}\n${needed}.`);
		await build();
	}
	const load = spawnSync(here(n8n.nodeBinary), ['-e', 'require("sqlite3")'], { cwd: folder });
	if (load.status !== 0) {
		throw new SetupError(`The built sqlite3 cannot be loaded:\n${String(load.stderr)}`);
	}
	await rm(logFile, { force: true });
	await rename(folder, n8n.folder);
}
