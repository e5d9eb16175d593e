/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { existsSync } from 'node:fs';

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
