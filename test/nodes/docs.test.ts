/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import type { INodePropertyOptions } from 'n8n-workflow';

import { fields } from '../../nodes/TerraTeams/resources';
import { version } from '../../package.json';
import { n8nVersionOf } from '../../tools/n8n/n8nVersions';

const root = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const filesIn = (folder: string) => readdirSync(join(root, folder), { encoding: 'utf8' });
const pages = [
	...filesIn('.').filter((name) => name.endsWith('.md')),
	...filesIn('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
	'examples/README.md',
];

const code = ['nodes', 'credentials']
	.flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter((path) => /\.(ts|node\.json)$/.test(path))
			.map((path) => read(join(folder, path))),
	)
	.join('\n');

describe.each(pages)('%s', (page) => {
	it('names only files that exist', () => {
		const named = [...read(page).matchAll(/`([\w.-]+(?:\/[\w.*<>-]+)+\/?)`/g)].map(
			(match) => match[1] ?? '',
		);
		const folders = /^(\.github|credentials|demo|docs|examples|icons|nodes|simulator|test|tools)\//;
		const paths = named.filter((path) => folders.test(path) && !/[<*]/.test(path));
		expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
	});

	it('links only to what exists', () => {
		const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
		const broken = links.filter((link) => {
			if (/^[a-z]+:/.test(link)) return false;
			const [path = '', anchor] = link.split('#');
			const target = path === '' ? page : join(dirname(page), path);
			if (!existsSync(join(root, target))) return true;
			return anchor !== undefined && !anchorsOf(target).includes(anchor);
		});
		expect(broken).toEqual([]);
	});
});

/** The headings of a page, as GitHub makes anchors of them. */
function anchorsOf(page: string): string[] {
	return [...read(page).matchAll(/^#+ (.+)$/gm)].map((match) =>
		(match[1] ?? '')
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);
}

/** Resource and operation of everything that the node can do, by their labels. */
const operations = optionsOf('resource').flatMap((resource) =>
	optionsOf('operation', String(resource.value)).map(({ name }) => `${resource.name} > ${name}`),
);

function optionsOf(field: string, resource?: string): INodePropertyOptions[] {
	const found = fields.find(
		({ name, displayOptions }) =>
			name === field &&
			(resource === undefined || displayOptions?.show?.resource?.includes(resource)),
	);
	return (found?.options ?? []) as INodePropertyOptions[];
}

describe('README.md', () => {
	const readme = read('README.md');

	it('names the versions of n8n that the tests run', () => {
		const [, table = ''] = /\| n8n \| Tested with \|\n((?:\|.*\n)+)/.exec(readme) ?? [];
		const versions = [...table.matchAll(/\d+\.\d+\.\d+/g)].map(([number]) => number);
		expect(versions).toEqual([n8nVersionOf(2).version, n8nVersionOf(1).version]);
	});

	it('is short enough to be read: details are in docs/', () => {
		expect(readme.split('\n').length - 1).toBeLessThanOrEqual(220);
	});

	it('has a row for each operation of the node', () => {
		const [, table = ''] = /\| Resource +\| Operation .*\n\|.*\n((?:\|.*\n)+)/.exec(readme) ?? [];
		const rows = [...table.matchAll(/^\| (.+?) +\| (.+?) +\|/gm)];
		expect(rows.map(([, resource, name]) => `${resource} > ${name}`)).toEqual(operations);
		expect(rows.length).toBeGreaterThan(10);
	});

	it('has each section that the nodes and credentials link to', () => {
		const sections = [...code.matchAll(/github\.com\/[\w/-]+#([\w-]+)/g)].map(
			(match) => match[1] ?? '',
		);
		expect(sections).toContain('credentials');
		// GitHub's own name for the README below the files.
		const existing = new Set(['readme', ...anchorsOf('README.md')]);
		expect(sections.filter((section) => !existing.has(section))).toEqual([]);
	});

	it('leads to each page of docs/', () => {
		const unlinked = pages.filter(
			(page) => page.startsWith('docs/') && !readme.includes(`](${page})`),
		);
		expect(unlinked).toEqual([]);
	});
});

it('docs/operations.md explains each operation of the node', () => {
	const sections = read('docs/operations.md').split(/^## /m);
	const explained = sections.flatMap((section) => {
		const [title = ''] = section.split('\n');
		return [...section.matchAll(/^- \*\*(.+?)\*\* /gm)].map(([, name]) => `${title} > ${name}`);
	});
	expect(explained.sort()).toEqual([...operations].sort());
});

it('CHANGELOG.md has the date of this version', () => {
	const release = new RegExp(
		String.raw`^## \[${version.replaceAll('.', '\\.')}\] - \d{4}-\d\d-\d\d$`,
		'm',
	);
	expect(read('CHANGELOG.md')).toMatch(release);
});

describe('the project layout in CONTRIBUTING.md', () => {
	const [, tree = ''] = /## Project layout\n+```\n(.*?)```/s.exec(read('CONTRIBUTING.md')) ?? [];
	const paths = pathsOfTree(tree);

	it('names only what exists', () => {
		expect(paths.length).toBeGreaterThan(60);
		expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
	});

	it('names every file and folder at the top of nodes/TerraTeams', () => {
		const top = readdirSync(join(root, 'nodes/TerraTeams'), { withFileTypes: true }).map(
			(entry) => `nodes/TerraTeams/${entry.name}${entry.isDirectory() ? '/' : ''}`,
		);
		expect(top.filter((path) => !paths.includes(path))).toEqual([]);
	});
});

/** The paths of a tree in which each level is indented by two spaces. */
function pathsOfTree(tree: string): string[] {
	const parents: string[] = [];
	return [...tree.matchAll(/^( *)(\S+)/gm)].map(([, indent = '', name = '']) => {
		const depth = indent.length / 2;
		const path = (parents[depth - 1] ?? '') + name;
		parents[depth] = path;
		return path;
	});
}

describe('docs/troubleshooting.md', () => {
	const cells = [...read('docs/troubleshooting.md').matchAll(/^\| (`.+?) +\|/gm)];
	// n8n's own messages are not in the code.
	const quoted = cells
		.flatMap((match) => [...(match[1] ?? '').matchAll(/`([^`]+)`/g)])
		.map((match) => match[1] ?? '')
		.filter((message) => !message.startsWith('Unrecognized node type'));

	it('quotes many messages', () => {
		expect(quoted.length).toBeGreaterThan(40);
	});

	it.each(quoted)('quotes a message that there is: %s', (message) => {
		for (const part of message.split('…')) expect(code).toContain(part.trim());
	});
});
