const { spawn } = require('node:child_process');
const { rmSync } = require('node:fs');
const { availableParallelism, tmpdir } = require('node:os');
const { join } = require('node:path');

// They end with the process that started them, even if it is killed.
const busy = 'const parent = process.ppid; while (process.ppid === parent);';
const writing = `
	const fs = require('node:fs');
	const file = require('node:path').join(require('node:os').tmpdir(), 'load-' + process.pid);
	const piece = Buffer.alloc(8 * 1024 * 1024, 7);
	const parent = process.ppid;
	while (process.ppid === parent) {
		const open = fs.openSync(file, 'w');
		for (let n = 0; n < 32; n++) {
			fs.writeSync(open, piece);
			fs.fsyncSync(open);
		}
		fs.closeSync(open);
		fs.rmSync(file);
	}
`;

/**
 * Starts programs that take all processors and write to the disk without a pause.
 *
 * @returns a function that ends them
 */
exports.startLoad = () => {
	const programs = [...Array.from({ length: availableParallelism() }, () => busy), writing];
	const load = programs.map((code) => spawn(process.execPath, ['-e', code], { stdio: 'ignore' }));
	return () => {
		for (const program of load) {
			program.kill('SIGKILL');
			rmSync(join(tmpdir(), `load-${program.pid}`), { force: true });
		}
	};
};
