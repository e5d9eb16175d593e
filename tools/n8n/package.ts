/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs in Node.js, never inside n8n */
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runToEnd, startProgram } from './childProcess';
import { acquireLock } from './lockFile';
import { runNpm } from './npm';
import { SetupError } from './setupError';

/** The repository: the folder above this one. */
export const REPOSITORY = join(__dirname, '../..');

/** The name under which n8n loads the package, and the prefix of its node types. */
export const PACKAGE_NAME = 'n8n-nodes-terra-teams';

export interface PackOptions {
	report?: (line: string) => void;
	signal?: AbortSignal;
}

/**
 * Builds the package and packs it as `npm publish` would. Returns the tarball in a temporary
 * folder of its own, which the caller removes (removeTarball).
 */
export async function buildAndPack(options: PackOptions = {}): Promise<string> {
	const { report = () => undefined, signal } = options;
	const folder = await mkdtemp(join(tmpdir(), 'terra-teams-pack-'));
	const npm = async (...args: string[]) =>
		await runNpm({
			nodeBinary: process.execPath,
			cwd: REPOSITORY,
			args,
			logFile: join(folder, 'npm.log'),
			signal,
		});
	// The build empties dist/ first: a second start that packs meanwhile would pack half of it.
	const lock = await acquireLock(join(REPOSITORY, '.demo', 'build.lock'), {
		signal,
		onWait: ({ pid }) => report(`Process ${pid} is building the package; waiting for it.`),
	});
	try {
		report('Building and packing the package ...');
		await npm('run', 'build');
		await npm('pack', '--ignore-scripts', '--pack-destination', folder);
		const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
		if (tarball === undefined) throw new SetupError('npm pack made no tarball.');
		return join(folder, tarball);
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw error;
	} finally {
		await lock.release();
	}
}

/** Removes what buildAndPack made. */
export async function removeTarball(tarball: string): Promise<void> {
	await rm(join(tarball, '..'), { recursive: true, force: true });
}

/**
 * Puts a packed package where n8n keeps community packages, as its own installer does: unpacked
 * from the tarball, so that a file that is missing from it is missing here too. n8n loads it at
 * its next start.
 */
export async function installIntoN8n(
	tarball: string,
	userFolder: string,
	signal?: AbortSignal,
): Promise<void> {
	const modules = join(userFolder, '.n8n', 'nodes', 'node_modules');
	await mkdir(modules, { recursive: true });
	// Beside the others and not among them, as n8n would take it for a package.
	const unpacked = await mkdtemp(join(userFolder, '.n8n', 'nodes', 'unpacked-'));
	const logFile = join(userFolder, 'unpack.log');
	try {
		const tar = startProgram('tar', ['-xzf', tarball, '-C', unpacked], {
			cwd: unpacked,
			env: process.env,
			logFile,
		});
		await runToEnd('tar', tar, logFile, signal);
		const target = join(modules, PACKAGE_NAME);
		await rm(target, { recursive: true, force: true });
		await rename(join(unpacked, 'package'), target);
		await rm(logFile, { force: true });
	} finally {
		await rm(unpacked, { recursive: true, force: true });
	}
}
