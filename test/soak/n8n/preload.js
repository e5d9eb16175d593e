/**
 * Node.js loads this before n8n, in each of its processes: it gives n8n a clock that can be wrong, and
 * says how much memory n8n needs. Both through files of the folder SOAK_FOLDER.
 *
 * - `clock`: milliseconds that Date is ahead of the real clock, read twice a second. Timers go on as
 *   they would, as they do where somebody sets the clock of a computer.
 * - `heap-<process id>`: bytes of V8's heap in use after a full garbage collection, of the process that
 *   is n8n itself. Without the collection it says more about when the last one was than about n8n.
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
	const file = join(folder, `heap-${process.pid}`);
	setInterval(() => {
		collectGarbage();
		writeFileSync(`${file}.new`, String(process.memoryUsage().heapUsed));
		renameSync(`${file}.new`, file);
	}, 10_000).unref();
}
