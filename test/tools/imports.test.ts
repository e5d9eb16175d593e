/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { ESLint } from 'eslint';
import { parser } from 'typescript-eslint';

import * as rules from '../../eslint.imports.js';

const root = join(__dirname, '../..');
const nodes = 'nodes/TerraTeams';
const eslint = new ESLint({
	cwd: root,
	overrideConfigFile: true,
	baseConfig: [{ files: ['**/*.ts'], languageOptions: { parser } }, ...rules.config],
});

/** A file of a folder; of a file, the file itself. */
function fileOf(path: string): string | undefined {
	const full = join(root, path);
	if (!existsSync(full)) return undefined;
	if (statSync(full).isFile()) return path;
	const files = readdirSync(full, { recursive: true, encoding: 'utf8' });
	const first = files.find((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
	return first && join(path, first);
}

async function problems(importer: string, specifier: string): Promise<(string | null)[]> {
	const code = `import '${specifier}';\n`;
	const [result] = await eslint.lintText(code, { filePath: join(root, importer) });
	return result?.messages.map(({ ruleId }) => ruleId) ?? [];
}

/** What the rules say where a file at one path imports a file at another one. */
async function importing(importer: string, imported: string): Promise<(string | null)[]> {
	const file = importer.endsWith('.ts') ? importer : join(importer, 'someFile.ts');
	const path = relative(dirname(file), imported).replace(/\.ts$/, '');
	return await problems(file, path.startsWith('.') ? path : `./${path}`);
}

it('is about folders that exist', () => {
	const missing = rules.forbidden.filter(([, imported]) => fileOf(imported) === undefined);
	expect(missing).toEqual([]);
});

it.each(rules.forbidden)('%s must not import %s', async (importer, imported) => {
	expect(await importing(importer, fileOf(imported) ?? '')).toEqual([
		'import-x/no-restricted-paths',
	]);
});

it('is checked for every folder under nodes/TerraTeams', () => {
	const importers = new Set(rules.forbidden.map(([importer]) => importer));
	const folders = readdirSync(join(root, nodes), { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && entry.name !== '__schema__')
		.map(({ name }) => `${nodes}/${name}`);
	expect(folders.filter((folder) => !importers.has(folder))).toEqual([]);
	expect(folders).toContain(`${nodes}/records`);
});

it.each(rules.pureFolders)('%s must not import anything from n8n', async (folder) => {
	for (const specifier of ['n8n-workflow', 'n8n-core']) {
		expect(await problems(`${nodes}/${folder}/someFile.ts`, specifier)).toEqual([
			'no-restricted-imports',
		]);
	}
});

describe.each(Object.entries(rules.n8nFiles))('in %s', (folder, n8nFiles) => {
	it('rules do not reach n8n through shared', async () => {
		expect(await importing(`${nodes}/${folder}`, `${nodes}/shared/connect.ts`)).toEqual([
			'no-restricted-imports',
		]);
	});

	it.each(n8nFiles)('%s may import n8n and shared', async (file) => {
		const importer = `${nodes}/${folder}/${file}`;
		expect(existsSync(join(root, importer))).toBe(true);
		expect(await importing(importer, `${nodes}/shared/connect.ts`)).toEqual([]);
		expect(await problems(importer, 'n8n-workflow')).toEqual([]);
	});
});

it('lets imports go down', async () => {
	expect(await importing(`${nodes}/router.ts`, `${nodes}/resources/index.ts`)).toEqual([]);
	expect(await importing(`${nodes}/webhook`, `${nodes}/events/items.ts`)).toEqual([]);
	expect(await importing(`${nodes}/queries`, `${nodes}/api/client.ts`)).toEqual([]);
	expect(await importing(`${nodes}/output`, `${nodes}/records/json.ts`)).toEqual([]);
});
