/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Node.js, never inside n8n */
import { listenForShutdown } from '../../../tools/n8n/shutdown';

/** Ends some time after the request to stop. */
const ms = Number(process.argv[2]);
const shutdown = listenForShutdown(() => process.stdout.write('stopping\n'));
shutdown.signal.addEventListener('abort', () => {
	setTimeout(() => process.exit(shutdown.exitCode()), ms);
});
setInterval(() => undefined, 1000);
process.stdout.write('listening\n');
