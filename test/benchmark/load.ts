/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ensureN8n } from '../../tools/n8n/installN8n';
import { installPackage, PACKAGE_NAME } from '../../tools/n8n/package';
import { figureOf, type Figure } from './figure';
import { alternate } from './runs';

const name = 'Load of the package in n8n';
const rounds = 11;
const emptyPackage = 'n8n-nodes-empty';
const ofN8n = 'n8n-nodes-airtable-and-gmail';

/** Two nodes of n8n's own that do what ours do: one that reads and writes, and one that polls. */
const filesOfN8n = {
	nodes: ['dist/nodes/Airtable/Airtable.node.js', 'dist/nodes/Google/Gmail/GmailTrigger.node.js'],
	credentials: [
		'dist/credentials/AirtableTokenApi.credentials.js',
		'dist/credentials/AirtableOAuth2Api.credentials.js',
		'dist/credentials/GmailOAuth2Api.credentials.js',
		'dist/credentials/GoogleApi.credentials.js',
	],
};

/** What n8n's own loader takes for every node and credential of a package, in n8n's Node.js. */
const script = `
	const { createRequire } = require('node:module');
	const [n8nFolder, packageFolder] = process.argv.slice(1);
	const load = createRequire(n8nFolder + '/package.json');
	load('n8n-workflow');
	const { PackageDirectoryLoader } = load('n8n-core');
	const loader = new PackageDirectoryLoader(packageFolder);
	const began = performance.now();
	loader.loadAll().then(() => {
		console.log(performance.now() - began);
		process.exit(0);
	});
`;

/**
 * What n8n does with every package at its start, beside the nodes and credentials of n8n's own
 * Airtable and Gmail Trigger, and beside a package with one node that is empty.
 */
export async function measureLoad(): Promise<Figure[]> {
	const folder = await mkdtemp(join(tmpdir(), 'terra-teams-load-'));
	const { size } = await stat(await installPackage(folder));
	const modules = join(folder, '.n8n', 'nodes', 'node_modules');
	await writeEmptyPackage(join(modules, emptyPackage));
	const n8n = await ensureN8n();
	await writeManifest(join(modules, ofN8n), ofN8n, filesOfN8n);
	const base = join(n8n.folder, 'node_modules', 'n8n-nodes-base', 'dist');
	await symlink(base, join(modules, ofN8n, 'dist'));
	const load = async (packageName: string) => {
		const args = ['-e', script, '--', n8n.folder, join(modules, packageName)];
		const { stdout } = await promisify(execFile)(n8n.nodeBinary, args, {
			cwd: folder,
			// Packages get n8n-workflow from n8n, which tells Node.js so in the same way.
			env: { ...process.env, NODE_PATH: join(n8n.folder, 'node_modules') },
		});
		return { ms: Number(stdout.trim().split('\n').pop()) };
	};
	const beside = async (other: string) =>
		await alternate(rounds, {
			ours: async () => await load(PACKAGE_NAME),
			other: async () => await load(other),
		});
	const runs = await beside(ofN8n);
	const withEmpty = await beside(emptyPackage);
	await rm(folder, { recursive: true });
	const kB = { ours: [size / 1000], other: [size / 1000] };
	return [
		figureOf(name, "beside n8n's Airtable and Gmail Trigger, ms", runs.of('ms'), { ratio: 1 }),
		figureOf(name, 'beside an empty node, ms', withEmpty.of('ms')),
		figureOf('Tarball', 'size, kB', kB, { ours: 120 }),
	];
}

async function writeEmptyPackage(folder: string): Promise<void> {
	await writeManifest(folder, emptyPackage, { nodes: ['dist/Empty.node.js'], credentials: [] });
	await mkdir(join(folder, 'dist'));
	await writeFile(
		join(folder, 'dist', 'Empty.node.js'),
		`exports.Empty = class {
			constructor() {
				this.description = {
					displayName: 'Empty', name: 'empty', group: ['transform'], version: 1, description: '',
					defaults: { name: 'Empty' }, inputs: ['main'], outputs: ['main'], properties: [],
				};
			}
		};`,
	);
}

async function writeManifest(
	folder: string,
	packageName: string,
	n8n: { nodes: string[]; credentials: string[] },
): Promise<void> {
	await mkdir(folder, { recursive: true });
	const manifest = { name: packageName, version: '1.0.0', n8n };
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
}
