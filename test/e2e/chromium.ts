/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { existsSync } from 'node:fs';

import { chromium, type Browser } from 'playwright-core';

import { installDebianPackages } from '../../tools/n8n/debianPackages';

const places = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Starts a headless Chromium. Where there is none, it is installed on Debian and its relatives as
 * root; elsewhere the error says what to install.
 */
export async function startChromium(): Promise<Browser> {
	return await chromium.launch({
		executablePath: installed() ?? (await install()),
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}

function installed(): string | undefined {
	return places.find((path) => existsSync(path));
}

async function install(): Promise<string> {
	await installDebianPackages(['chromium']);
	const path = installed();
	if (path) return path;
	throw new Error('Chromium is needed for the tests in the browser. Install Chromium or Chrome.');
}
