/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs in Node.js, never inside n8n */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import axios from 'axios';

const root = join(__dirname, '../..');

function run(...args: string[]) {
	const main = join(root, 'simulator/main.ts');
	const child = spawn(process.execPath, ['--require', 'tsx/cjs', main, ...args], { cwd: root });
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	const printed = async (pattern: RegExp) => {
		for (;;) {
			const match = pattern.exec(output);
			if (match !== null) return match;
			await new Promise((resolve) => child.stdout.once('data', resolve));
		}
	};
	return { child, ended, printed, output: () => output };
}

describe('the command line', () => {
	it('prints its address and each request, and ends with code 0', async () => {
		const started = run('--port', '0', '--seed', '3', '--contract', '2025-05');
		const [, url = ''] = await started.printed(/(http:\S+)\/v2\/teams/);
		await started.printed(/Ctrl-C/);
		await axios.get(`${url}/v2/teams/integrations/detailed`, { params: { a: 'b' } });
		await started.printed(/200 GET \/v2\/teams\/integrations\/detailed\?a=b/);
		started.child.kill('SIGINT');
		expect(await started.ended).toBe(0);
		expect(started.output()).toMatch(/Dev ID +simulator-dev-id/);
		expect(started.output()).toMatch(/3 coaches, 60 athletes, 64 activities and 2057 tests/);
	});

	it.each([
		[['--help'], 0, /--contract C/],
		[['--port', 'x'], 2, /--port must be a whole number/],
		[['--contract', '2024'], 2, /--contract must be one of 2025-05, 2026\.07, both/],
		[['--nonsense'], 2, /nonsense/],
	])('ends %j with code %i', async (args, code, message) => {
		const ended = run(...args);
		expect(await ended.ended).toBe(code);
		expect(ended.output()).toMatch(message);
	});
});
