/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- runs in Node.js, never inside n8n; a command prints */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { faultExamples } from '../../../simulator';
import { startStack } from '../../e2e/stack';
import { makeDisturbances } from './disturbances';
import { shortcomings, slopeText } from './figures';
import { minMinutesToTell } from './memory';
import { memoryChart } from './memoryChart';
import { writeLogs } from './n8nLogs';
import { SoakRun } from './soakRun';

export interface SoakOptions {
	seed: number;
	minutes: number;
	signal: AbortSignal;
	/** Gets the figures; `docs/images/soak-memory.svg` then gets the curve of the memory. */
	jsonFile?: string;
	/** Gets everything that n8n has logged. */
	logFile?: string;
}

const chartFile = join(__dirname, '../../../docs/images/soak-memory.svg');

/** Terra waits longer and gives up after a day; here a day takes some minutes. */
const retryDelaysMs = [1000, 2000, 4000, 8000, ...Array.from({ length: 500 }, () => 10_000)];

/**
 * Lets both triggers run in a real n8n while everything goes wrong that can, and checks what came.
 *
 * @returns the exit code
 */
export async function soakN8n(options: SoakOptions): Promise<number> {
	const { seed, minutes, signal, jsonFile, logFile } = options;
	console.log(`seed ${seed}, ${minutes} minutes`);
	const disturbances = makeDisturbances(seed, minutes, faultExamples);
	const folder = await mkdtemp(join(tmpdir(), 'terra-teams-soak-'));
	let run: SoakRun | undefined;
	const starting = startStack(
		{
			seed,
			latencyMs: 20,
			echoSecrets: true,
			retryDelaysMs,
			size: { coaches: 3, athletes: 45, days: 9 },
			onResponse: (request) => run?.onResponse(request),
		},
		{
			NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, 'preload.js'))}`,
			SOAK_FOLDER: folder,
			// As docs/webhooks.md recommends for many events.
			N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
			// Otherwise the C library keeps what n8n once needed for many events at a time.
			MALLOC_ARENA_MAX: '1',
			MALLOC_MMAP_THRESHOLD_: '65536',
			MALLOC_TRIM_THRESHOLD_: '65536',
			// With a wrong clock n8n would take its executions for old ones.
			EXECUTIONS_DATA_PRUNE: 'false',
		},
	);
	const stack = await starting.catch(async (error: unknown) => {
		await rm(folder, { recursive: true, force: true });
		throw error;
	});
	try {
		run = new SoakRun(stack, folder, { seed, minutes, signal });
		await run.start();
		await run.go(disturbances);
		if (signal.aborted) return 1;
		const figures = await run.finish();
		if (jsonFile !== undefined) {
			await writeFile(jsonFile, `${JSON.stringify(figures, null, '\t')}\n`);
			await writeFile(chartFile, memoryChart(figures));
		}
		console.log(JSON.stringify({ ...figures, memory: undefined, findings: undefined }, null, 2));
		console.log(`memory, own:  ${slopeText(figures.memory.own)}`);
		console.log(`memory, heap: ${slopeText(figures.memory.heap)}`);
		if (minutes < minMinutesToTell) {
			console.log(`Too short to tell whether the memory grows: ${minMinutesToTell} minutes can.`);
		}
		const wrong = shortcomings(figures);
		console.log(wrong.length === 0 ? 'Everything holds.' : wrong.join('\n'));
		return wrong.length === 0 ? 0 : 1;
	} finally {
		await run?.end();
		if (logFile !== undefined) await writeLogs(stack.userFolder, logFile);
		await stack.close();
		await rm(folder, { recursive: true, force: true });
	}
}
