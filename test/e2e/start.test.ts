/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs in Node.js, never inside n8n */
import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ownerOf } from '../../demo/account';
import { N8nApi } from '../../tools/n8n/n8nApi';
import { REPOSITORY } from '../../tools/n8n/package';
import { anyFreePort } from '../../tools/n8n/ports';
import { waitFor } from '../../tools/waitFor';

const COPIED = [
	'credentials',
	'demo',
	'gulpfile.js',
	'icons',
	'nodes',
	'package.json',
	'README.md',
	'LICENSE',
	'simulator',
	'tools',
	'tsconfig.json',
];

/** A script of package.json, run by npm as a user runs it. */
interface Script {
	npm: ChildProcess;
	/** What it has printed so far. */
	output(): string;
	ended: Promise<number | null>;
}

describe('npm start', () => {
	/** A copy of the project, so that a test can edit it. */
	let project: string;
	const scripts: Script[] = [];

	beforeAll(async () => {
		project = await mkdtemp(join(tmpdir(), 'terra-teams-project-'));
		for (const name of COPIED) {
			await cp(join(REPOSITORY, name), join(project, name), { recursive: true });
		}
		await symlink(join(REPOSITORY, 'node_modules'), join(project, 'node_modules'));
	});

	afterAll(async () => {
		for (const { npm, ended } of scripts) {
			npm.kill('SIGTERM');
			await ended;
		}
		await rm(project, { recursive: true, force: true, maxRetries: 3 });
	});

	function run(...args: string[]): Script {
		const npm = spawn('npm', args, { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] });
		let output = '';
		for (const stream of [npm.stdout, npm.stderr]) {
			stream.on('data', (part: Buffer) => (output += part.toString()));
		}
		const ended = new Promise<number | null>((resolve) => npm.once('exit', resolve));
		const script = { npm, output: () => output, ended };
		scripts.push(script);
		return script;
	}

	async function printed(script: Script, pattern: RegExp): Promise<RegExpExecArray> {
		return await waitFor(
			() => `${pattern} in:\n${script.output()}`,
			() => pattern.exec(script.output()) ?? undefined,
			{ timeoutMs: 300_000 },
		);
	}

	/** Starts n8n with the editor's live data in a folder of its own; gives its address. */
	async function start(script: string): Promise<{ running: Script; url: string; folder: string }> {
		const folder = join(project, `.${script}`);
		const port = String(await anyFreePort());
		const running = run('run', script, '--', '--folder', folder, '--port', port);
		const [, url = ''] = await printed(running, /n8n +(http:\/\/[\d.:]+)\/home/);
		return { running, url, folder };
	}

	const isReachable = async (url: string) =>
		await fetch(`${url}/healthz`).then(
			() => true,
			() => false,
		);

	test('--once runs each example, and says how they went', async () => {
		const once = run('start', '--', '--once');
		expect(await once.ended).toBe(0);
		expect(once.output()).toContain('\n5 workflows executed, 0 failed\n');
	});

	test('npm run dev shows an edit in the running n8n, and no build that failed', async () => {
		const { running, url, folder } = await start('dev');
		const api = new N8nApi(url);
		expect(await api.signIn(await ownerOf(folder))).toBe(true);
		const displayName = async () => {
			const nodeInfos = [{ name: 'n8n-nodes-terra-teams.terraTeams', version: 1 }];
			const [node] = (await api.call('POST', '/node-types', { nodeInfos })) as [
				{ displayName: string },
			];
			return node.displayName;
		};
		expect(await displayName()).toBe('Terra Teams');
		const file = join(project, 'nodes/TerraTeams/TerraTeams.node.ts');
		const source = await readFile(file, 'utf8');

		await writeFile(file, `${source}\nthis does not compile`);
		await printed(running, /Not built, n8n keeps what it has/);
		expect(await displayName()).toBe('Terra Teams');

		await writeFile(
			file,
			source.replace("displayName: 'Terra Teams'", "displayName: 'Terra Teams Edited'"),
		);
		await waitFor('the edited name', async () => (await displayName()) === 'Terra Teams Edited');
	});

	test('refuses a second start in the same folder, and stops everything with npm', async () => {
		const { running, url, folder } = await start('start');
		const second = run('start', '--', '--folder', folder);
		expect(await second.ended).toBe(1);
		expect(second.output()).toContain(`The demo is running already (${url})`);
		expect(await isReachable(url)).toBe(true);

		running.npm.kill('SIGKILL');
		await waitFor('the end of n8n', async () => !(await isReachable(url)));
	});
});
