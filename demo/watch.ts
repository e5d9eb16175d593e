/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { watch } from 'node:fs';
import { join } from 'node:path';

import { REPOSITORY, updatePackage } from '../tools/n8n/package';
import { messageOf } from '../tools/n8n/setupError';

const SOURCES = ['nodes', 'credentials', 'icons'];

/** An editor saves several files, or one of them twice. */
const QUIET_MS = 150;

/**
 * Builds the package again whenever its source changes, and puts it into the n8n of a user folder,
 * which reloads it. A build that fails is reported, and n8n keeps what it has.
 */
export function rebuildOnChange(
	userFolder: string,
	print: (line: string) => void,
	signal: AbortSignal,
): void {
	let timer: NodeJS.Timeout | undefined;
	let building = Promise.resolve();
	const rebuild = async () => {
		if (signal.aborted) return;
		const start = Date.now();
		try {
			await updatePackage(userFolder, signal);
			print(`Built in ${((Date.now() - start) / 1000).toFixed(1)} s; n8n reloads it.`);
		} catch (error) {
			if (!signal.aborted) print(`Not built, n8n keeps what it has. ${messageOf(error)}`);
		}
	};
	for (const folder of SOURCES) {
		watch(join(REPOSITORY, folder), { recursive: true, signal }, () => {
			clearTimeout(timer);
			// A change during a build starts another one after it.
			timer = setTimeout(() => {
				building = building.then(rebuild);
			}, QUIET_MS);
		});
	}
	print(`Watching ${SOURCES.join('/, ')}/ for changes.`);
}
