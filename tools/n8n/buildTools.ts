/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs in Node.js, never inside n8n */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

import { runToEnd, startProgram } from './childProcess';

/** Which of the programs that node-gyp needs are missing, by the name of their Debian package. */
export function missingBuildTools(): string[] {
	if (process.platform === 'win32') return [];
	const needed: Array<[debianPackage: string, commands: string[]]> = [
		['python3', ['python3', 'python']],
		['make', ['make', 'gmake']],
		['g++', ['g++', 'c++', 'clang++']],
	];
	return needed
		.filter(([, commands]) => !commands.some(runs))
		.map(([debianPackage]) => debianPackage);
}

function runs(command: string): boolean {
	return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Whether installBuildTools can work here: Debian (or a child of it), and root. */
export function canInstallBuildTools(): boolean {
	return process.getuid?.() === 0 && existsSync('/etc/debian_version') && runs('apt-get');
}

/** Installs Debian packages; its output goes to the log file. */
export async function installBuildTools(
	packages: readonly string[],
	logFile: string,
	signal?: AbortSignal,
): Promise<void> {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	const options = { cwd: tmpdir(), env, logFile };
	// An update that fails (one source of many is down) need not matter: the install shows.
	await runToEnd(
		'apt-get update',
		startProgram('apt-get', ['update', '-q'], options),
		logFile,
		signal,
	).catch(() => signal?.throwIfAborted());
	const args = ['install', '-y', '-q', '--no-install-recommends', ...packages];
	await runToEnd('apt-get install', startProgram('apt-get', args, options), logFile, signal);
}

/** What a person has to type to get the build tools. */
export function howToInstallBuildTools(missing: readonly string[]): string {
	if (process.platform === 'darwin') return 'Run "xcode-select --install" and start again.';
	if (process.platform === 'win32') {
		return 'Install Python 3 and the Visual Studio Build Tools (C++) and start again.';
	}
	const packages = missing.join(' ');
	return existsSync('/etc/debian_version')
		? `Run "sudo apt-get install ${packages}" and start again.`
		: `Install ${missing.join(', ')} with your package manager and start again.`;
}
