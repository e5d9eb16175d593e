/**
 * Runs the scanner that n8n verifies community packages with, on the source and on what
 * `npm pack` makes of it. Ends with exit code 1 where it finds anything.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const root = resolve(import.meta.dirname, '../..');

/** The scanner finds no modules below a folder of another drive, hence inside the project. */
const folder = mkdtempSync(join(tmpdir(), 'terra-teams-scan-'));

try {
	execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
	const [tarball] = readdirSync(folder);
	execFileSync('tar', ['-xzf', join(folder, tarball), '-C', folder]);

	const results = {
		source: await analyzePackage(root, SOURCE_FILE_PATTERNS),
		tarball: await analyzePackage(join(folder, 'package'), ['**/*.js', 'package.json']),
	};
	for (const [what, { passed, message, details }] of Object.entries(results)) {
		console.log(`n8n's scanner on the ${what}: ${passed ? 'nothing found' : message}`);
		if (!passed) {
			console.log(details ?? '');
			process.exitCode = 1;
		}
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}
