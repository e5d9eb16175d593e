/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs in Node.js, never inside n8n */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { startProgram, untilReady } from '../../../tools/n8n/childProcess';
import { installDebianPackages } from '../../../tools/n8n/debianPackages';
import { anyFreePort, HOST } from '../../../tools/n8n/ports';
import { endingWithUs, type Service } from './service';

const debianFolder = '/usr/lib/postgresql';

/** The user that the database has in it; nobody but this machine reaches it. */
export const databaseUser = 'n8n';

/**
 * A PostgreSQL of its own, with its data in a temporary folder. As root it runs as the user
 * postgres, as PostgreSQL refuses to be root. A system's own PostgreSQL is left alone.
 */
export async function startPostgres(): Promise<Service> {
	const programs = (await findPrograms()) ?? (await installPrograms());
	const folder = await mkdtemp(join(tmpdir(), 'terra-teams-postgres-'));
	const port = await anyFreePort();
	const [data, logFile] = [join(folder, 'data'), join(folder, 'postgres.log')];
	const asUser = await userOf(folder);
	const run = async (name: string, ...args: string[]) => {
		const [command = '', ...rest] = [...asUser, join(programs, name), ...args];
		return await promisify(execFile)(command, rest, { cwd: folder });
	};
	await run('initdb', '-D', data, '-U', databaseUser, '-A', 'trust', '-E', 'UTF8', '--no-sync');
	const server = [
		...asUser,
		...endingWithUs(),
		join(programs, 'postgres'),
		'-D',
		data,
		'-p',
		String(port),
	];
	const [command = '', ...args] = [...server, '-h', HOST, '-k', folder, '-F'];
	const child = await startProgram(command, args, { cwd: folder, env: process.env, logFile });
	const stop = async () => {
		await child.stop(10_000);
		await rm(folder, { recursive: true, force: true });
	};
	const isReady = async () =>
		await run('pg_isready', '-h', HOST, '-p', String(port)).then(
			() => true,
			() => false,
		);
	await untilReady('PostgreSQL', child, logFile, isReady);
	return { port, stop };
}

/** What comes before a command so that it runs as the user that owns the folder from now on. */
async function userOf(folder: string): Promise<string[]> {
	if (process.getuid?.() !== 0) return [];
	const id = (option: string) =>
		Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }).trim());
	await chown(folder, id('-u'), id('-g'));
	await chmod(folder, 0o700);
	return ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', '--'];
}

async function installPrograms(): Promise<string> {
	await installDebianPackages(['postgresql']);
	const folder = await findPrograms();
	if (folder) return folder;
	throw new Error('PostgreSQL is needed for the tests of queue mode. Install PostgreSQL.');
}

/** Debian keeps them in a folder for each version; elsewhere they are among the others. */
async function findPrograms(): Promise<string | undefined> {
	const versions = existsSync(debianFolder) ? await readdir(debianFolder) : [];
	const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
	const folders = [
		...(newest ? [join(debianFolder, newest, 'bin')] : []),
		...(process.env.PATH ?? '').split(':'),
	];
	return folders.find((folder) => existsSync(join(folder, 'initdb')));
}
