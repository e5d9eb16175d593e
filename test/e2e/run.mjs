import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

import load from './load.js';

/**
 * Runs the tests in a real n8n: `npm run test:e2e -- [--queue | --soak] [--load] [what Jest
 * understands]`. With --queue those of queue mode, which want PostgreSQL and Redis, and otherwise all
 * the others. With --soak ten minutes of `npm run test:soak -- --n8n`, which understands what follows.
 * With --load beside programs that take all processors and write to the disk without a pause.
 */
const args = process.argv.slice(2);
const { resolve } = createRequire(import.meta.url);
const others = args.filter((arg) => !['--queue', '--soak', '--load'].includes(arg));

/** The polling trigger waits for its next poll most of the time, so both of its files run at once. */
const polling = 'test/e2e/pollingTrigger';

function commands() {
	if (args.includes('--soak')) {
		return [['--import', 'tsx', 'test/soak/main.ts', '--n8n', '--minutes', '10', ...others]];
	}
	const jest = [resolve('jest/bin/jest'), '--config'];
	if (args.includes('--queue')) return [[...jest, 'jest.queue.config.js', ...others]];
	if (others.length > 0) return [[...jest, 'jest.e2e.config.js', ...others]];
	return [
		[...jest, 'jest.e2e.config.js', polling, '--maxWorkers=2'],
		[...jest, 'jest.e2e.config.js', '--testPathIgnorePatterns', 'test/e2e/queue/', polling],
	];
}

const stopLoad = args.includes('--load') ? load.startLoad() : undefined;
for (const command of commands()) {
	const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
	if (status !== 0) process.exitCode = status ?? 1;
}
stopLoad?.();
