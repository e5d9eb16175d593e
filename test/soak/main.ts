/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error, no-console -- runs in Node.js, never inside n8n; a command prints */
import { parseArgs } from 'node:util';

import { killAllChildren } from '../../tools/n8n/childProcess';
import { listenForShutdown } from '../../tools/n8n/shutdown';
import { soakN8n } from './n8n/soakN8n';
import { checkSchedules } from './schedules';

const usage = `npm run test:soak -- [--seed N] [--runs N]
npm run test:soak -- --n8n [--seed N] [--minutes N] [--json FILE] [--keep-log FILE]`;

class UsageError extends Error {}

function wholeNumber(name: string, text: string | undefined, defaultValue: number): number {
	const value = text === undefined ? defaultValue : Number(text);
	if (Number.isInteger(value) && value >= 0) return value;
	throw new UsageError(`--${name} takes a whole number.`);
}

function readArguments() {
	const text = { type: 'string' } as const;
	const options = {
		n8n: { type: 'boolean', default: false },
		seed: text,
		runs: text,
		minutes: text,
		json: text,
		'keep-log': text,
	} as const;
	try {
		return parseArgs({ options }).values;
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

async function main(): Promise<number> {
	const values = readArguments();
	const seed = wholeNumber('seed', values.seed, Date.now() % 1_000_000);
	if (!values.n8n) return await checkSchedules(seed, wholeNumber('runs', values.runs, 20_000));
	const minutes = Math.max(1, wholeNumber('minutes', values.minutes, 10));
	const shutdown = listenForShutdown(() => console.log('Stopping; once more ends it at once.'));
	const { signal } = shutdown;
	const code = await soakN8n({
		seed,
		minutes,
		signal,
		jsonFile: values.json,
		logFile: values['keep-log'],
	}).catch((error: unknown) => {
		if (!signal.aborted) throw error;
		return 1;
	});
	return signal.aborted ? shutdown.exitCode() : code;
}

process.once('exit', killAllChildren);
main().then(
	(exitCode) => process.exit(exitCode),
	(error: unknown) => {
		console.error(error instanceof UsageError ? `${error.message}\n${usage}` : error);
		process.exit(error instanceof UsageError ? 2 : 1);
	},
);
