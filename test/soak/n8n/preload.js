/**
 * Node.js loads this before n8n, in each of its processes: it gives n8n a clock that can be wrong, and
 * says how much memory n8n needs. Both through files of the folder SOAK_FOLDER.
 *
 * - `clock`: milliseconds that Date is ahead of the real clock, read twice a second. Timers go on as
 *   they would, as they do where somebody sets the clock of a computer.
 * - `memory-<process id>`: what the process that is n8n itself has in use of V8's heap, and what the
 *   system has given to it alone, bytes. Both after a garbage collection that also gives back what V8
 *   keeps for later: otherwise they say more about when the last one was than about n8n.
 */
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

const folder = process.env.SOAK_FOLDER;
const RealDate = Date;
// Somebody may assign Date.now later on.
const realNow = Date.now;
let aheadMs = 0;

function readClock() {
	try {
		aheadMs = Number(readFileSync(join(folder, 'clock'), 'utf8')) || 0;
	} catch {
		aheadMs = 0;
	}
}

const now = () => realNow() + aheadMs;

globalThis.Date = new Proxy(RealDate, {
	construct: (target, values, newTarget) =>
		Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
	apply: () => new RealDate(now()).toString(),
	get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
RealDate.prototype.constructor = globalThis.Date;

readClock();
setInterval(readClock, 500).unref();

if (process.argv.includes('start')) {
	setFlagsFromString('--expose-gc');
	const collectGarbage = runInNewContext('gc');
	const file = join(folder, `memory-${process.pid}`);
	setInterval(() => {
		collectGarbage({ type: 'major', execution: 'sync', flavor: 'last-resort' });
		const { heapUsed } = process.memoryUsage();
		const status = readFileSync('/proc/self/status', 'utf8');
		const bytes = (name) =>
			Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
		// The rest of the resident memory are pages of files.
		const own = bytes('RssAnon') + bytes('VmSwap');
		writeFileSync(`${file}.new`, `${heapUsed} ${own}`);
		renameSync(`${file}.new`, file);
	}, 20_000).unref();
}
