import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

/**
 * Runs the tests in a real n8n: `npm run test:e2e -- [--queue] [what Jest understands]`. With
 * --queue those of queue mode, which want PostgreSQL and Redis, and otherwise all the others.
 */
const args = process.argv.slice(2);
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const config = args.includes('--queue') ? 'jest.queue.config.js' : 'jest.e2e.config.js';
const others = args.filter((arg) => arg !== '--queue');
const run = spawnSync(process.execPath, [jest, '--config', config, ...others], {
	stdio: 'inherit',
});
process.exitCode = run.status ?? 1;
