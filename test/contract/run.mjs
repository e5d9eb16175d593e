import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/**
 * Holds the client and the simulator against OpenAPI files of Terra:
 * `npm run test:contract -- FILE [FILE]`.
 */
const files = process.argv.slice(2).map((file) => resolve(file));
const missing = files.find((file) => !existsSync(file));
if (files.length === 0 || missing) {
	console.error(
		missing
			? `There is no file ${missing}.`
			: 'Name the OpenAPI files to check with: npm run test:contract -- teams.yaml widget.yaml. CONTRIBUTING.md says where Terra publishes them.',
	);
	process.exit(2);
}
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(process.execPath, [jest, '--config', 'jest.contract.config.js'], {
	stdio: 'inherit',
	env: { ...process.env, OPENAPI_FILES: JSON.stringify(files) },
});
process.exit(status ?? 1);
