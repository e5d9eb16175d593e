/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startProgram } from '../../tools/n8n/childProcess';
import { ensureN8n } from '../../tools/n8n/installN8n';
import { REPOSITORY } from '../../tools/n8n/package';
import { waitFor } from '../../tools/waitFor';
import { figureOf, type Figure } from './figure';
import { timeOf } from './runs';

/** What must be printed, in this order: each step of a start and its name. */
const steps = [
	{ name: 'the package and the simulator', text: 'Starting n8n' },
	{ name: 'n8n and what is in it', text: '/home/workflows' },
];

/** `npm start` to the printed address, the second time in a folder, beside the first time. */
export async function measureSecondStart(): Promise<Figure[]> {
	await ensureN8n();
	const folder = await mkdtemp(join(tmpdir(), 'terra-teams-second-start-'));
	const first = await start(folder);
	const runs = [await start(folder), await start(folder), await start(folder)];
	await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	const of = (index: number, times: number[]) => (times[index] ?? NaN) / 1000;
	const name = 'npm start, n8n in the cache, beside the first time in a folder';
	const total = (times: number[]) => times.reduce((sum, ms) => sum + ms, 0) / 1000;
	return [
		figureOf(
			name,
			'time to the printed address, s',
			{ ours: runs.map(total), other: [total(first)] },
			{ ours: 12 },
		),
		...steps.map((step, index) =>
			figureOf(name, `${step.name}, s`, {
				ours: runs.map((times) => of(index, times)),
				other: [of(index, first)],
			}),
		),
	];
}

/** Starts it, waits for its address and stops it; gives what each step took, in milliseconds. */
async function start(folder: string): Promise<number[]> {
	const logFile = join(folder, 'start.log');
	const args = ['--import', 'tsx', 'demo/start.ts', '--folder', folder, '--port', '5790'];
	const times: number[] = [];
	const isPrinted = async (text: string) => (await readFile(logFile, 'utf8')).includes(text);
	let program: Awaited<ReturnType<typeof startProgram>> | undefined;
	for (const { text } of steps) {
		const ms = await timeOf(async () => {
			program ??= await startProgram(process.execPath, args, {
				cwd: REPOSITORY,
				env: process.env,
				logFile,
			});
			const waiting = { timeoutMs: 300_000, everyMs: 20 };
			await waitFor(text, async () => await isPrinted(text), waiting);
		});
		times.push(ms);
	}
	await program?.stop(20_000);
	return times;
}
