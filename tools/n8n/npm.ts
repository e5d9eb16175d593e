/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { startProgram, waitForEnd } from './childProcess';
import { SetupError } from './setupError';

/** One call of npm. */
export interface NpmCall {
	/** The Node.js that runs npm and, as the first one on PATH, the scripts it starts. */
	nodeBinary: string;
	cwd: string;
	args: readonly string[];
	logFile: string;
	signal?: AbortSignal;
}

/** Runs npm to its end; its output goes to the log file, which a failure quotes. */
export async function runNpm({ nodeBinary, cwd, args, logFile, signal }: NpmCall): Promise<void> {
	const env = npmEnvironment(nodeBinary);
	const options = { cwd, env, logFile, orphanGraceMs: 0 };
	const npm = await startProgram(nodeBinary, [findNpmCli(), ...args], options);
	await waitForEnd(`npm ${args.slice(0, 2).join(' ')}`, npm, logFile, signal);
}

/** npm's JavaScript file, for a Node.js of our choice: of the npm that started us, or on PATH. */
function findNpmCli(): string {
	const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'npm'));
	const files = [process.env.npm_execpath ?? '', ...onPath].filter((file) => existsSync(file));
	const found = files.map((file) => realpathSync(file)).find((file) => /npm-cli\.js$/.test(file));
	if (found !== undefined) return found;
	throw new SetupError('npm was not found. Install it (it comes with Node.js) and start again.');
}

/**
 * The environment without what an outer npm hands down about this repository: its settings
 * (`ignore-scripts`, the project folder) must not reach an npm that works in another folder. What
 * a user sets for all of npm (registry, proxy, certificates) stays.
 */
function npmEnvironment(nodeBinary: string): NodeJS.ProcessEnv {
	const kept =
		/^npm_config_(registry|.*proxy|cafile|ca|cert|key|strict_ssl|cache|userconfig|_.*)$/i;
	const env: NodeJS.ProcessEnv = {};
	for (const [name, value] of Object.entries(process.env)) {
		if (/^npm_/i.test(name) && !kept.test(name)) continue;
		if (name === 'NODE_OPTIONS' || name === 'NODE_ENV' || name.toUpperCase() === 'PATH') continue;
		env[name] = value;
	}
	env.PATH = [dirname(nodeBinary), process.env.PATH ?? ''].join(delimiter);
	return env;
}
