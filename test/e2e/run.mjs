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

function commandOf() {
	if (args.includes('--soak')) {
		return ['--import', 'tsx', 'test/soak/main.ts', '--n8n', '--minutes', '10', ...others];
	}
	const config = args.includes('--queue') ? 'jest.queue.config.js' : 'jest.e2e.config.js';
	return [resolve('jest/bin/jest'), '--config', config, ...others];
}

const stopLoad = args.includes('--load') ? load.startLoad() : undefined;
const run = spawnSync(process.execPath, commandOf(), { stdio: 'inherit' });
stopLoad?.();
process.exitCode = run.status ?? 1;
