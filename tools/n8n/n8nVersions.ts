/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

import { z } from 'zod';

import n8n1 from './n8n-1/package.json';
import n8n2 from './n8n-2/package.json';
import { SetupError } from './setupError';

/**
 * What each n8n is installed from: its package.json, with a lockfile beside it, and the Node.js that
 * it runs on as an optional dependency for each platform.
 */
const manifests = { 1: n8n1, 2: n8n2 } as const;

export type N8nMajor = keyof typeof manifests;

/**
 * Parts of n8n that have nothing to do with nodes, its own assistants above all: they take a fifth of
 * a start.
 */
const modulesOfNoUse: Record<N8nMajor, readonly string[]> = {
	1: [],
	2: ['agents', 'chat-hub', 'instance-ai', 'mcp', 'mcp-registry', 'otel', 'workflow-builder'],
};

/** An n8n on this machine, installed or not. */
export interface N8nVersion {
	/** Such as `2.41.1`. */
	version: string;
	/** The folder with package.json and package-lock.json. */
	source: string;
	/** What npm installs on every platform, as paths such as `node_modules/n8n`. */
	packages: readonly string[];
	/** The folder that it is installed in; what follows is below it. */
	folder: string;
	/** The package of the Node.js that it runs on. */
	nodePackage: string;
	nodeBinary: string;
	/** n8n's command, a JavaScript file: run it as `<nodeBinary> <cli> start`. */
	cli: string;
	/** Modules of n8n that are left out, by the names that n8n has for them. */
	disabledModules: readonly string[];
}

const lockfileSchema = z.object({
	packages: z.record(z.object({ optional: z.boolean().default(false) })),
});

/** Where n8n is installed: about 3 GB, which may be deleted at any time. */
export function defaultCacheFolder(): string {
	const named = process.env.XDG_CACHE_HOME ?? '';
	const base = isAbsolute(named) ? named : join(homedir(), '.cache');
	return join(base, 'n8n-nodes-terra-teams');
}

/** @throws SetupError when there is no Node.js for this platform */
export function n8nVersionOf(major: N8nMajor, cacheFolder = defaultCacheFolder()): N8nVersion {
	const { dependencies, optionalDependencies } = manifests[major];
	const platform = `${process.platform}-${process.arch}`;
	const isForHere = (name: string) => name.endsWith(platform.replace('win32', 'win'));
	const node = Object.keys(optionalDependencies).find(isForHere);
	if (node === undefined)
		throw new SetupError(`There is no ready-made Node.js 24 for ${platform}.`);
	const source = join(__dirname, `n8n-${major}`);
	const lockfile = readFileSync(join(source, 'package-lock.json'), 'utf8');
	const { packages } = lockfileSchema.parse(JSON.parse(lockfile));
	// Another lockfile is another installation, and a home folder may be shared by several machines.
	const hash = createHash('sha256').update(lockfile).digest('hex').slice(0, 8);
	const folder = join(cacheFolder, `n8n-${dependencies.n8n}-${platform}-${hash}`);
	const nodePackage = join(folder, 'node_modules', node);
	return {
		version: dependencies.n8n,
		source,
		packages: Object.keys(packages).filter((path) => path !== '' && !packages[path]?.optional),
		folder,
		nodePackage,
		nodeBinary: join(nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
		cli: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
		disabledModules: modulesOfNoUse[major],
	};
}
