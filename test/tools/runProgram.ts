/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs in Node.js, never inside n8n */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** Starts one of the programs in programs/ as a process of its own. */
export function runProgram(name: string, ...args: string[]): ChildProcess {
	const file = join(__dirname, 'programs', `${name}.ts`);
	return spawn(process.execPath, ['--import', 'tsx', file, ...args], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
}

export async function exitOf(child: ChildProcess): Promise<number | null> {
	return await new Promise((resolve) => child.once('exit', resolve));
}

export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
