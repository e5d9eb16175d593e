/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ensureN8n } from '../../tools/n8n/installN8n';
import type { Stack } from './stack';

const script = `
	const { DatabaseSync } = require('node:sqlite');
	const [file, table] = process.argv.slice(1);
	const database = new DatabaseSync(file, { readOnly: true });
	console.log(database.prepare('SELECT count(*) AS rows FROM ' + table).get().rows);
`;

/** How many rows a table of n8n's database has. Read by n8n's Node.js, which knows SQLite. */
export async function countRows(stack: Stack, table: string): Promise<number> {
	const { nodeBinary } = await ensureN8n();
	const file = join(stack.userFolder, '.n8n', 'database.sqlite');
	const run = promisify(execFile);
	const { stdout } = await run(nodeBinary, ['--no-warnings', '-e', script, '--', file, table]);
	return Number(stdout);
}
