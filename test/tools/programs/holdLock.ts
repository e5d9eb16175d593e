/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { withLock } from '../../../tools/n8n/lock';

/** Takes a lock, holds it for a time, and writes both to a log. */
const [path = '', log = '', ms = '0'] = process.argv.slice(2);
const write = (what: string) => appendFileSync(log, `${what} ${process.pid}\n`);

const onWait = () => write('waits');
void withLock(path, { onWait }, async () => {
	write('holds');
	await sleep(Number(ms));
	write('releases');
});
