/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs in Node.js, never inside n8n */
import { existsSync } from 'node:fs';

import { endOfLog } from '../../../tools/n8n/childProcess';
import { messageOf } from '../../../tools/n8n/setupError';
import { waitFor } from '../../../tools/waitFor';

/** A program of its own on 127.0.0.1, for one test. */
export interface Service {
	port: number;
	/** Stops it and removes what it has stored. */
	stop(): Promise<void>;
}

/**
 * What comes before the command of a service so that it ends when this process ends, however that
 * happens. Linux only; elsewhere a killed test leaves its services running.
 */
export function endingWithUs(): string[] {
	return existsSync('/usr/bin/setpriv') ? ['setpriv', '--pdeathsig=INT', '--'] : [];
}

/**
 * Waits until a service is ready.
 *
 * @throws Error with the end of its log when it never is; it has then been stopped
 */
export async function untilReady(
	name: string,
	logFile: string,
	isReady: () => Promise<boolean>,
	stop: () => Promise<void>,
): Promise<void> {
	try {
		await waitFor(`${name} is ready`, isReady, { timeoutMs: 180_000, everyMs: 200 });
	} catch (error) {
		const log = await endOfLog(logFile);
		await stop();
		throw new Error(`${messageOf(error)}\n${log}`);
	}
}
