/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { existsSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';

import { runToEnd, startNodeProgram } from './childProcess';
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
export async function runNpm(call: NpmCall): Promise<void> {
	const started = startNodeProgram(call.nodeBinary, [findNpmCli(), ...call.args], {
		cwd: call.cwd,
		env: npmEnvironment(call.nodeBinary),
		logFile: call.logFile,
		orphanGraceMs: 0,
	});
	await runToEnd(`npm ${call.args.slice(0, 2).join(' ')}`, started, call.logFile, call.signal);
}

/**
 * npm as a JavaScript file, so that it can be run by a Node.js of our choice: the npm that started
 * us, the one beside the running Node.js, or the one on PATH.
 */
function findNpmCli(): string {
	const candidates = [process.env.npm_execpath ?? ''];
	const binFolder = dirname(process.execPath);
	candidates.push(join(binFolder, 'node_modules', 'npm', 'bin', 'npm-cli.js'));
	candidates.push(join(binFolder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'));
	for (const folder of (process.env.PATH ?? '').split(delimiter)) {
		const npm = join(folder, 'npm');
		if (folder !== '' && existsSync(npm)) candidates.push(realpathSync(npm));
	}
	for (const candidate of candidates) {
		if (basename(candidate) === 'npm-cli.js' && existsSync(candidate)) return candidate;
	}
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
