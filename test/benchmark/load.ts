/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PackageDirectoryLoader } from 'n8n-core';

import { buildAndPack, removeTarball, REPOSITORY } from '../../demo/package';
import { figureOf, type Figure } from './figure';
import { alternate, inFreshProcess, timeOf, type Measured } from './runs';

const name = 'Load of the package in n8n';
const rounds = 9;

/** What n8n does with every package at its start, beside a package with one node that is empty. */
export async function measureLoad(): Promise<Figure[]> {
	const tarball = await buildAndPack();
	const { size } = await stat(tarball);
	await removeTarball(tarball);
	const empty = await emptyPackage();
	const runs = await alternate(rounds, {
		ours: async () => await inFreshProcess(__filename, 'load', REPOSITORY),
		other: async () => await inFreshProcess(__filename, 'load', empty),
	});
	await rm(empty, { recursive: true });
	const kB = { ours: [size / 1000], other: [size / 1000] };
	return [
		figureOf(name, 'time, ms', runs.of('ms'), { more: 25 }),
		figureOf('Tarball', 'size, kB', kB, { ours: 150 }),
	];
}

/** Loads every node and credential of the package in a folder, with n8n-core's own loader. */
export async function load(folder: string): Promise<Measured> {
	// Loaded already where a package is loaded in n8n.
	await import('n8n-workflow');
	const loader = new PackageDirectoryLoader(folder);
	return { ms: await timeOf(async () => await loader.loadAll()) };
}

async function emptyPackage(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'terra-teams-empty-'));
	await mkdir(join(folder, 'dist'));
	const nodes = ['dist/Empty.node.js'];
	const manifest = { name: 'n8n-nodes-empty', version: '1.0.0', n8n: { nodes, credentials: [] } };
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
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
	return folder;
}
