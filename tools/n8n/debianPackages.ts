/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

/**
 * Installs packages with apt-get, on Debian and its relatives as root; elsewhere it does nothing.
 *
 * @returns whether it installed them
 * @throws Error with what apt-get says when it fails
 */
export async function installDebianPackages(
	packages: readonly string[],
	signal?: AbortSignal,
): Promise<boolean> {
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
	// At run level 1 Debian starts no service that a package brings along.
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
	const aptGet = async (...args: string[]) =>
		await promisify(execFile)('apt-get', [...args, '-y', '-qq'], { env, signal });
	// An update that fails (one source of many is down) need not matter: the install shows.
	await aptGet('update').catch(() => signal?.throwIfAborted());
	await aptGet('install', '--no-install-recommends', ...packages);
	return true;
}
