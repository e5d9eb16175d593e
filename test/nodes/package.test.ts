/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs in Node.js, never inside n8n */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

import { resolveOutputSchemaPath } from 'n8n-core';

import { Accounts, type Account } from './account';
import { nodeTypeOf } from './loadedPackage';
import { loadDescription, testCredential } from './n8n';
import { arrived, credentials, onTheWire } from './wire';

const root = resolve(__dirname, '../..');

/** The files below a folder of the project, as paths from its root. */
function filesBelow(folder: string, end: string): string[] {
	return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith(end))
		.map((path) => join(folder, path));
}

function read(path: string): string {
	return readFileSync(join(root, path), 'utf8');
}

function readJson(path: string): unknown {
	return JSON.parse(read(path));
}

const packageJson = readJson('package.json') as {
	name: string;
	files: string[];
	scripts: Record<string, string>;
	peerDependencies: object;
	n8n: { strict: boolean; nodes: string[]; credentials: string[] };
};

describe('package.json', () => {
	it('brings nothing along and asks for n8n-workflow only', () => {
		const names = Object.keys(packageJson).filter((name) => /dependencies|overrides/i.test(name));
		expect(names.sort()).toEqual(['devDependencies', 'peerDependencies']);
		expect(packageJson.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('is one that n8n verifies', () => {
		expect(packageJson).toMatchObject({
			name: 'n8n-nodes-terra-teams',
			license: 'MIT',
			keywords: expect.arrayContaining(['n8n-community-node-package']) as unknown,
			files: ['dist'],
			n8n: { n8nNodesApiVersion: 1, strict: true },
		});
		const forbidden = /^(pre|post)?(install|prepare|publish|pack)$/;
		expect(Object.keys(packageJson.scripts).filter((name) => forbidden.test(name))).toEqual([]);
	});

	it('registers every node and credential, each of which is built', () => {
		const registered = [...packageJson.n8n.nodes, ...packageJson.n8n.credentials];
		const built = [
			...filesBelow('dist/nodes', '.node.js'),
			...filesBelow('dist/credentials', '.credentials.js'),
		];
		expect([...registered].sort()).toEqual(built.sort());
	});
});

describe('package-lock.json', () => {
	it('names no registry, so that it works with any', () => {
		expect(read('package-lock.json')).not.toContain('"resolved"');
	});
});

/** What the files of the nodes share: all of their code. */
const bundleOfNodes = 'dist/nodes/TerraTeams/nodes.js';

describe('the built code', () => {
	const allowed = ['n8n-workflow', 'crypto', 'node:crypto', './nodes.js'];
	const files = filesBelow('dist', '.js');

	it.each(files)('%s requires nothing that n8n does not have', (path) => {
		const code = read(path);
		const required = [...code.matchAll(/\brequire\(\s*(["'])(.+?)\1\s*\)/g)].map(
			(match) => match[2],
		);
		expect(required).toHaveLength([...code.matchAll(/\brequire\(/g)].length);
		expect(code).not.toMatch(/\bimport\(/);
		expect(allowed).toEqual(expect.arrayContaining(required));
	});

	it('is newer than the source, or else the tests prove nothing', () => {
		const timeOf = (path: string) => statSync(join(root, path)).mtimeMs;
		const sources = [...filesBelow('nodes', '.ts'), ...filesBelow('credentials', '.ts')];
		const newest = Math.max(...sources.map(timeOf));
		expect(Math.min(...files.map(timeOf))).toBeGreaterThan(newest);
	});
});

describe('what npm packs', () => {
	interface Packed {
		size: number;
		files: { path: string }[];
	}
	let packed: Packed;

	beforeAll(() => {
		const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
			cwd: root,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		[packed = { size: 0, files: [] }] = JSON.parse(output) as Packed[];
	});

	it('is small', () => {
		expect(packed.size).toBeGreaterThan(10_000);
		expect(packed.size).toBeLessThanOrEqual(120_000);
	});

	it('holds the built code, and what tells about the package', () => {
		const paths = packed.files.map(({ path }) => path);
		const beside = paths.filter((path) => !path.startsWith('dist/'));
		expect(beside).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
		expect(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']).toEqual(
			expect.arrayContaining(beside),
		);
		expect(paths).toEqual(expect.arrayContaining(packageJson.n8n.nodes));
		expect(paths).toEqual(expect.arrayContaining(packageJson.n8n.credentials));
	});

	it('holds a built file for each node and credential, what n8n shows, and nothing else', () => {
		const sources = ['credentials', 'icons', 'nodes'].flatMap((folder) => filesBelow(folder, ''));
		const files = sources.filter((path) => statSync(join(root, path)).isFile());
		const copied = files.filter((path) => !path.endsWith('.ts')).map((path) => `dist/${path}`);
		const registered = [...packageJson.n8n.nodes, ...packageJson.n8n.credentials];
		const expected = [...registered, bundleOfNodes, ...copied];
		const built = packed.files.map(({ path }) => path).filter((path) => path.startsWith('dist/'));
		expect(built.sort()).toEqual(expected.sort());
		expect(built.filter((path) => !/\.(js|json|svg)$/.test(path))).toEqual([]);
	});
});

describe('what n8n shows beside the fields', () => {
	it.each(packageJson.n8n.nodes)('%s: has its codex', (path) => {
		const name = basename(path, '.node.js');
		const codex = path.replace(/\.js$/, '.json');
		expect(readJson(codex)).toMatchObject({
			node: `${packageJson.name}.${name.charAt(0).toLowerCase()}${name.slice(1)}`,
			codexVersion: '1.0',
			categories: ['Analytics'],
		});
	});

	it('has icons of every node', () => expectIcons(bundleOfNodes, packageJson.n8n.nodes.length));

	it.each(packageJson.n8n.credentials)('%s: has its icons', (path) => expectIcons(path, 1));

	/** A light one and a dark one for each. */
	function expectIcons(path: string, owners: number): void {
		const icons = [...read(path).matchAll(/"file:([^"]+)"/g)].map((match) => match[1] ?? '');
		expect(icons).toHaveLength(2 * owners);
		for (const icon of icons) {
			expect(readFileSync(join(root, dirname(path), icon), 'utf8')).toMatch(/^<svg /);
		}
	}
});

describe('the output schemas', () => {
	const sources = filesBelow('nodes', '.json').filter((path) => path.includes('__schema__'));

	it('are all in what is built, as they are', () => {
		expect(sources).toHaveLength(17);
		for (const path of sources) expect(read(join('dist', path))).toBe(read(path));
	});

	it('are where n8n looks for them', async () => {
		const nodeDir = join(root, 'dist/nodes/TerraTeams');
		const { properties } = await loadDescription();
		const found = properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ displayOptions, options = [] }) =>
				options.map((option) => {
					const resource = displayOptions?.show?.resource?.[0] as string;
					const operation = 'value' in option ? String(option.value) : '';
					return resolveOutputSchemaPath({ nodeDir, version: '1', resource, operation });
				}),
			);
		// n8n asks for that of a trigger in this way alone; its editor does not ask at all.
		for (const name of ['terraTeamsTrigger', 'terraTeamsWebhookTrigger']) {
			const version = String(nodeTypeOf(name, 1).description.version);
			found.push(resolveOutputSchemaPath({ nodeDir, version, versionFallback: true }));
		}
		expect(found.map((path) => relative(root, path ?? '')).sort()).toEqual(
			sources.map((path) => join('dist', path)).sort(),
		);
	});
});

describe('the test of the credential', () => {
	const accounts = new Accounts();
	let account: Account;
	beforeEach(async () => {
		account = await accounts.start({ ...credentials });
	});
	afterAll(async () => await accounts.closeAll());

	it.each(['', '/'])(
		'asks for the coaches with both headers (base URL with "%s" at its end)',
		async (end) => {
			const saved = account.credentials.terraTeamsApi;
			// With a space that came along with the copied address.
			const apiBaseUrl = ` ${account.simulator.apiBaseUrl}${end} `;
			expect(await testCredential('terraTeamsApi', { ...saved, apiBaseUrl })).toEqual({
				status: 'OK',
				message: '',
			});
			const [request] = account.simulator.requests.map(arrived);
			const documented = onTheWire({ method: 'GET', path: '/v2/teams/coaches' });
			expect(request).toMatchObject({
				...documented,
				headers: { 'dev-id': credentials.devId, 'x-api-key': credentials.apiKey },
			});
			expect(account.simulator.requests).toHaveLength(1);
		},
	);

	it.each([
		['dev-id', { devId: 'other' }, 403],
		['API key', { apiKey: 'other' }, 403],
		['dev-id, which is missing', { devId: '' }, 401],
		['API key, which is missing', { apiKey: '' }, 401],
	])('fails with a wrong %s', async (_, wrong, status) => {
		const tested = await testCredential('terraTeamsApi', {
			...account.credentials.terraTeamsApi,
			...wrong,
		});
		expect(tested.status).toBe('Error');
		// n8n itself asks a second time after a 401.
		const statuses = account.simulator.requests.map((request) => request.status);
		expect(new Set(statuses)).toEqual(new Set([status]));
	});

	it.each([
		['a web page', '<!DOCTYPE html><p>It works!</p>'],
		['the page of an app', '\n<html></html>'],
		['nothing', ''],
		['a text', '"pong"'],
		['an object of another service', '{"status": "ok"}'],
	])('fails where the address answers 200 with %s', async (_, body) => {
		account.simulator.fail({ path: '/coaches', status: 200, body, times: Infinity });
		expect(await testCredential('terraTeamsApi', account.credentials.terraTeamsApi)).toEqual({
			status: 'Error',
			message: expect.stringContaining('Check the API Base URL') as unknown,
		});
	});

	it('passes for an account without coaches', async () => {
		for (const body of ['{"data": []}', '{"data": null}']) {
			account.simulator.fail({ path: '/coaches', status: 200, body });
			const saved = account.credentials.terraTeamsApi;
			expect(await testCredential('terraTeamsApi', saved)).toMatchObject({ status: 'OK' });
		}
	});

	it.each([
		[{}, 'Error', /at least one field/],
		[{ clientId: '', clientSecret: '', token: '', otherSecrets: ' ' }, 'Error', /at least one/],
		[{ token: 'token', otherSecrets: '{oops' }, 'Error', /Other Login Fields is not a JSON object/],
		[{ otherSecrets: '["list"]' }, 'Error', /Other Login Fields is not a JSON object/],
		[{ token: 'token' }, 'OK', /when a coach is created/],
		[{ clientId: 'id' }, 'OK', /when a coach is created/],
		[{ otherSecrets: '{"site_name": "North"}' }, 'OK', /when a coach is created/],
	])('of a provider login looks whether it can be sent: %j', async (data, status, message) => {
		const tested = await testCredential('terraTeamsProviderApi', data);
		expect(tested).toEqual({ status, message: expect.stringMatching(message) as unknown });
	});
});
