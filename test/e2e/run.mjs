import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs the tests in a real n8n: `npm run test:e2e -- [--queue] [--load] [what Jest understands]`.
 * With --queue those of queue mode, which want PostgreSQL and Redis, and otherwise all the others.
 * With --load beside programs that take all processors and write to the disk without a pause.
 */
const args = process.argv.slice(2);
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const config = args.includes('--queue') ? 'jest.queue.config.js' : 'jest.e2e.config.js';
const others = args.filter((arg) => arg !== '--queue' && arg !== '--load');

const busy = 'for (;;);';
const writing = `
	const fs = require('node:fs');
	const file = require('node:path').join(require('node:os').tmpdir(), 'load-' + process.pid);
	const piece = Buffer.alloc(8 * 1024 * 1024, 7);
	for (;;) {
		const open = fs.openSync(file, 'w');
		for (let n = 0; n < 32; n++) {
			fs.writeSync(open, piece);
			fs.fsyncSync(open);
		}
		fs.closeSync(open);
		fs.rmSync(file);
	}
`;
const programs = args.includes('--load')
	? [...Array.from({ length: availableParallelism() }, () => busy), writing]
	: [];
const load = programs.map((code) => spawn(process.execPath, ['-e', code], { stdio: 'ignore' }));
const run = spawnSync(process.execPath, [jest, '--config', config, ...others], {
	stdio: 'inherit',
});
for (const program of load) {
	program.kill('SIGKILL');
	rmSync(join(tmpdir(), `load-${program.pid}`), { force: true });
}
process.exitCode = run.status ?? 1;
