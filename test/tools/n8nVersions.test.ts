/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { n8nVersionOf } from '../../tools/n8n/n8nVersions';

describe.each([1, 2] as const)('n8n %d', (major) => {
	const n8n = n8nVersionOf(major, '/cache');
	const lockfile = readFileSync(join(n8n.source, 'package-lock.json'), 'utf8');
	const { packages } = JSON.parse(lockfile) as {
		packages: Record<string, { version: string; integrity?: string; resolved?: string }>;
	};

	it('is of this major version, and locked to one', () => {
		expect(n8n.version).toMatch(new RegExp(`^${major}\\.\\d+\\.\\d+$`));
		expect(packages['node_modules/n8n']?.version).toBe(n8n.version);
	});

	it('is locked by content, without the address of a registry', () => {
		const entries = Object.entries(packages).filter(([path]) => path !== '');
		expect(entries.length).toBeGreaterThan(1500);
		expect(entries.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
		expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
	});

	it('comes with a Node.js for this platform', () => {
		const path = n8n.nodePackage.slice(n8n.folder.length + 1);
		expect(Object.keys(packages)).toContain(path);
		expect(n8n.nodeBinary.startsWith(n8n.nodePackage)).toBe(true);
		expect(existsSync(join(n8n.source, 'package.json'))).toBe(true);
	});
});
