/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { DEFAULT_N8N_VERSION, N8N_1_VERSION } from '../../tools/n8n/runtime';

const root = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const filesIn = (folder: string) => readdirSync(join(root, folder), { encoding: 'utf8' });
const pages = [
	...filesIn('.').filter((name) => name.endsWith('.md')),
	...filesIn('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
	'examples/README.md',
];

describe.each(pages)('%s', (page) => {
	it('names only files that exist', () => {
		const named = [...read(page).matchAll(/`([\w.-]+(?:\/[\w.*<>-]+)+\/?)`/g)].map(
			(match) => match[1] ?? '',
		);
		const folders = /^(\.github|credentials|demo|docs|examples|icons|nodes|test)\//;
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

it('the README names the versions of n8n that the tests run', () => {
	const [, table = ''] = /\| n8n \| Tested with \|\n((?:\|.*\n)+)/.exec(read('README.md')) ?? [];
	const versions = [...table.matchAll(/\d+\.\d+\.\d+/g)].map(([version]) => version);
	expect(versions).toEqual([DEFAULT_N8N_VERSION, N8N_1_VERSION]);
});

describe('docs/troubleshooting.md', () => {
	const code = readdirSync(join(root, 'nodes'), { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.ts'))
		.map((path) => read(join('nodes', path)))
		.join('\n');
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
