/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { encodeNumber } from '../../nodes/TerraTeams/polling/encodedNumbers';
import { SeenRecords } from '../../nodes/TerraTeams/polling/seenRecords';
import { encodeStreams, toSavedState } from '../../nodes/TerraTeams/polling/state';
import { ensureN8n } from '../../tools/n8n/installN8n';
import { figureOf, type Figure } from './figure';
import { alternateCalls } from './getManyInN8n';
import type { Workbench } from './workbench';

const name = 'An execution that does nothing, 1,000,000 records remembered, in n8n';
const rounds = 9;
const calls = 5;
const days = 365;

/** n8n has no API that writes static data. */
const script = `
	const { readFileSync } = require('node:fs');
	const { DatabaseSync } = require('node:sqlite');
	const [file, workflow, state] = process.argv.slice(1);
	const database = new DatabaseSync(file);
	database.exec('PRAGMA busy_timeout = 30000');
	const update = database.prepare('UPDATE workflow_entity SET staticData = ? WHERE name = ?');
	if (update.run(readFileSync(state, 'utf8'), workflow).changes !== 1) throw new Error(workflow);
`;

/**
 * What it costs each execution of a workflow that its trigger remembers many records: n8n loads the
 * static data of a workflow for every one. Beside 1,000 remembered, and beside nothing remembered.
 */
export async function measureIdleExecution(workbench: Workbench): Promise<Figure[]> {
	const many = await remembering(workbench, 1_000_000);
	const few = await remembering(workbench, 1000);
	const none = await remembering(workbench, 0);
	const isRight = () => true;
	const besideFew = await alternateCalls(rounds, many, few, isRight, calls);
	const besideNone = await alternateCalls(rounds, few, none, isRight, calls);
	return [
		figureOf(name, 'time beside 1,000 remembered, ms', besideFew.of('ms'), { ratio: 1.2 }),
		figureOf(
			'An execution that does nothing, 1,000 records remembered, in n8n',
			'time beside nothing remembered, ms',
			besideNone.of('ms'),
		),
	];
}

/** A workflow of nodes that do nothing, with the state of a trigger that has seen so many records. */
async function remembering(workbench: Workbench, count: number) {
	const nothing = `Nothing behind ${count}`;
	const callable = await workbench.callable([
		{ name: nothing, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
	]);
	const { userFolder } = await workbench.stack();
	const stateFile = join(userFolder, 'state.json');
	const state = { 'node:Terra Teams Trigger': savedState(count) };
	await writeFile(stateFile, JSON.stringify(count === 0 ? {} : state));
	const { nodeBinary } = await ensureN8n();
	const database = join(userFolder, '.n8n', 'database.sqlite');
	const workflow = `Call, ${nothing}, Last`;
	const args = ['--no-warnings', '-e', script, '--', database, workflow, stateFile];
	await promisify(execFile)(nodeBinary, args);
	await rm(stateFile);
	return callable;
}

function savedState(count: number) {
	const today = Math.floor(Date.now() / 86_400_000);
	const seen = SeenRecords.none.upsert(
		new Map(
			Array.from({ length: count }, (_, index) => [
				// Spread as hashes are, and each once.
				encodeNumber((index * 0x9e3779b1) % 64 ** 8, 8),
				{ version: encodeNumber(index, 4), day: today - (index % days), isLeftOut: false },
			]),
		),
	);
	const fullScanUs = Date.now() * 1000;
	const cursorUs = fullScanUs - days * 86_400_000_000;
	const stream = { key: 'tAAAAAAA', cursorUs, fullScanUs, missingSinceUs: null, seen };
	return toSavedState({ ...encodeStreams([stream]), resumeFrom: '', pendingMs: 0 });
}
