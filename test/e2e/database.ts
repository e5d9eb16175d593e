/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ensureN8n } from '../../tools/n8n/installN8n';
import type { Stack } from './stack';

const script = `
	const { DatabaseSync } = require('node:sqlite');
	const [file, statement, ...values] = process.argv.slice(1);
	const database = new DatabaseSync(file, { timeout: 10_000 });
	console.log(JSON.stringify(database.prepare(statement).all(...values)));
`;

/** Runs an SQL statement on n8n's database and gives the rows. By n8n's Node.js, which knows SQLite. */
export async function runSql(
	{ userFolder }: Pick<Stack, 'userFolder'>,
	statement: string,
	values: string[] = [],
): Promise<unknown> {
	const { nodeBinary } = await ensureN8n();
	const file = join(userFolder, '.n8n', 'database.sqlite');
	const args = ['--no-warnings', '-e', script, '--', file, statement, ...values];
	const { stdout } = await promisify(execFile)(nodeBinary, args, { maxBuffer: 512 * 1024 * 1024 });
	return JSON.parse(stdout);
}

/** How many rows a table has. */
export async function countRows(stack: Stack, table: string): Promise<number> {
	const rows = await runSql(stack, `SELECT * FROM ${table}`);
	return Array.isArray(rows) ? rows.length : NaN;
}

/**
 * Replaces what n8n keeps of the trigger's state, while n8n is stopped; gives in how many of the two
 * places there was a row for it.
 */
export async function breakSavedState(stack: Stack, workflowId: string): Promise<number> {
	const broken = { version: 1, streams: 7, memory: null };
	const replace = async (statement: string, state: object) => {
		const values = [JSON.stringify(state), workflowId];
		const rows = await runSql(stack, `${statement} RETURNING 1`, values);
		return Array.isArray(rows) ? rows.length : NaN;
	};
	return (
		(await replace('UPDATE workflow_entity SET staticData = ? WHERE id = ?', {
			'node:New': broken,
		})) + (await replace('UPDATE poller_state SET cursor = ? WHERE "workflowId" = ?', broken))
	);
}

/**
 * Lets expire what a killed n8n left marked as being worked on, as two minutes without n8n would,
 * while n8n is stopped. Killed during its first poll, which is part of the activation, it has left a
 * mark that makes the next n8n wait with the activation for 120 to 135 s (the setting
 * N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS, which cannot be small: an activation that takes 70 %
 * of it has failed). Killed during a poll of the durable scheduler, it has left one for 60 s.
 */
export async function expireLeases(stack: Stack): Promise<void> {
	const earlier = (column: string) => `strftime('%Y-%m-%d %H:%M:%f', "${column}", '-1 hour')`;
	for (const [table, column, status] of [
		['workflow_publication_outbox', 'updatedAt', 'in_progress'],
		['scheduled_task', 'leaseExpiresAt', 'running'],
	] as const) {
		const statement = `UPDATE ${table} SET "${column}" = ${earlier(column)} WHERE status = ?`;
		await runSql(stack, statement, [status]);
	}
}
