/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { extract } from 'tar';

import { withLock } from './lock';
import { runNpm } from './npm';
import { sourceHash } from './sourceHash';

/** The repository: the folder above this one. */
export const REPOSITORY = join(__dirname, '../..');

/** What `npm start` keeps, and what building needs; not in Git. */
const WORK_FOLDER = join(REPOSITORY, '.demo');

/** The tarball of the package as it was last built. */
export const PACKED_FOLDER = join(WORK_FOLDER, 'packed');

/** The name under which n8n loads the package, and the prefix of its node types. */
export const PACKAGE_NAME = 'n8n-nodes-terra-teams';

export interface BuildOptions {
	report?: (line: string) => void;
	signal?: AbortSignal;
}

/** Where n8n's own installer puts this package. */
function packageFolderIn(userFolder: string): string {
	return join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE_NAME);
}

/** All that the build and `npm pack` read, in the repository. */
const SOURCES = [
	'credentials',
	'gulpfile.js',
	'icons',
	'LICENSE',
	'nodes',
	'package.json',
	'README.md',
	'tsconfig.json',
];

/**
 * Puts the package where n8n keeps community packages, unpacked from the tarball that `npm publish`
 * would make: a file that is missing from it is missing here too. n8n loads it at its next start.
 * The package is built and packed only when a source has changed since the last time.
 *
 * @returns the path of the tarball, which the next build removes
 * @throws SetupError with what the build says when it fails
 */
export async function installPackage(
	userFolder: string,
	options: BuildOptions = {},
): Promise<string> {
	return await whileNobodyBuilds(options, async (npm) => {
		const tarball = await currentTarball(npm, options);
		const target = packageFolderIn(userFolder);
		await rm(target, { recursive: true, force: true });
		await mkdir(target, { recursive: true });
		await extract({ file: tarball, cwd: target, strip: 1 });
		return tarball;
	});
}

async function currentTarball(npm: Npm, { report }: BuildOptions): Promise<string> {
	const folder = join(PACKED_FOLDER, await sourceHash(REPOSITORY, SOURCES));
	const [kept] = await readdir(folder).catch(() => []);
	if (kept !== undefined) return join(folder, kept);
	report?.('Building and packing the package ...');
	await npm('run', 'build');
	await rm(PACKED_FOLDER, { recursive: true, force: true });
	// What has the final name is complete.
	const unfinished = `${folder}.unfinished`;
	await mkdir(unfinished, { recursive: true });
	await npm('pack', '--ignore-scripts', '--pack-destination', unfinished);
	await rename(unfinished, folder);
	const [name = ''] = await readdir(folder);
	return join(folder, name);
}

/** Builds the package and puts the result into an n8n that reloads it (N8N_DEV_RELOAD). */
export async function updatePackage(userFolder: string, signal: AbortSignal): Promise<void> {
	await whileNobodyBuilds({ signal }, async (npm) => {
		await npm('run', 'build');
		const target = join(packageFolderIn(userFolder), 'dist');
		await cp(join(REPOSITORY, 'dist'), target, { recursive: true });
	});
}

type Npm = (...args: string[]) => Promise<void>;

/** The build empties dist/ first: another process that packs meanwhile would pack half of it. */
async function whileNobodyBuilds<T>(
	{ report, signal }: BuildOptions,
	work: (npm: Npm) => Promise<T>,
): Promise<T> {
	const onWait = () => report?.('Another process is building the package; waiting for it.');
	const build = join(WORK_FOLDER, 'build');
	return await withLock(build, { signal, onWait }, async (whileLocked) => {
		const call = {
			nodeBinary: process.execPath,
			cwd: REPOSITORY,
			logFile: `${build}.log`,
			signal: whileLocked,
		};
		return await work(async (...args) => await runNpm({ ...call, args }));
	});
}
