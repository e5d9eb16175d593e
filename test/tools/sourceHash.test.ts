/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { sourceHash } from '../../tools/n8n/sourceHash';

let root: string;

beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'terra-teams-source-'));
	await mkdir(join(root, 'nodes/deeper'), { recursive: true });
	await writeFile(join(root, 'nodes/deeper/a.ts'), 'a');
	await writeFile(join(root, 'package.json'), '{}');
});

afterEach(async () => {
	await rm(root, { recursive: true, force: true });
});

const hashOfSources = async () => await sourceHash(root, ['nodes', 'package.json']);

it('stays the same while no source changes', async () => {
	const before = await hashOfSources();
	await writeFile(join(root, 'nodes/deeper/a.ts'), 'a');
	await writeFile(join(root, 'notes.md'), 'not a source');
	expect(await hashOfSources()).toBe(before);
});

it.each([
	['content', async () => await writeFile(join(root, 'nodes/deeper/a.ts'), 'b')],
	['a file that is added', async () => await writeFile(join(root, 'nodes/b.ts'), '')],
	['a file that is removed', async () => await rm(join(root, 'nodes/deeper/a.ts'))],
	['a name', async () => await rename(join(root, 'nodes/deeper'), join(root, 'nodes/other'))],
	['a file named as a source', async () => await writeFile(join(root, 'package.json'), '{ }')],
])('changes with %s', async (_, change) => {
	const before = await hashOfSources();
	await change();
	expect(await hashOfSources()).not.toBe(before);
});

it('fails where a source is missing', async () => {
	await expect(sourceHash(root, ['nothing'])).rejects.toThrow('ENOENT');
});
