/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- runs in Node.js, never inside n8n; a command prints */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { killAllChildren } from '../../tools/n8n/childProcess';
import { measureAllCoaches } from './allCoaches';
import type { Figure } from './figure';
import { measureFirstStart } from './firstStart';
import { measureGetManyInN8n } from './getManyInN8n';
import { measureGetManyInProcess } from './getManyInProcess';
import { measureHistory } from './history';
import { measureIdleExecution } from './idleExecution';
import { measureLoad } from './load';
import { measureManyCoaches } from './manyCoaches';
import { measureManyTests } from './manyTests';
import { measureOutputInN8n } from './outputInN8n';
import { measurePolls } from './pollInN8n';
import { measureSecondStart } from './secondStart';
import { measureWhoseTest } from './whoseTest';
import { measureQueueMode } from './queueMode';
import { measureRowPerMetric } from './rowPerMetric';
import { measureState } from './state';
import { measureUpdateMany } from './updateMany';
import { measureWebhook } from './webhook';
import { Workbench } from './workbench';

/** Every case by its name; `--only` chooses one. */
const cases: Record<string, (workbench: Workbench) => Promise<Figure[]>> = {
	'get-many-in-process': measureGetManyInProcess,
	'get-many': measureGetManyInN8n,
	output: measureOutputInN8n,
	polls: measurePolls,
	'many-coaches': measureManyCoaches,
	state: measureState,
	'idle-execution': measureIdleExecution,
	'all-coaches': measureAllCoaches,
	'update-many': measureUpdateMany,
	'whose-test': measureWhoseTest,
	history: measureHistory,
	load: measureLoad,
	'second-start': measureSecondStart,
	'many-tests': measureManyTests,
	'row-per-metric': measureRowPerMetric,
	webhook: measureWebhook,
	'queue-mode': measureQueueMode,
};

/** Cases that need the network, and run only if `--only` names them. */
const casesOnDemand: typeof cases = { 'first-start': measureFirstStart };

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: { json: { type: 'string' }, only: { type: 'string' } },
	});
	const all = { ...cases, ...casesOnDemand };
	const chosen = Object.entries(values.only === undefined ? cases : all).filter(
		([name]) => (values.only ?? name) === name,
	);
	if (chosen.length === 0) {
		console.error(`There is no case ${values.only}. Cases: ${Object.keys(all).join(', ')}.`);
		return 2;
	}
	const workbench = new Workbench();
	const figures: Figure[] = [];
	const failed: string[] = [];
	for (const [name, measure] of chosen) {
		console.log(`Measuring ${name} ...`);
		try {
			figures.push(...(await measure(workbench)));
		} catch (error) {
			failed.push(name);
			console.error(error);
		}
	}
	await workbench.close();
	console.log(tableOf(figures));
	if (values.json) {
		// The spread says how far to trust this run; it is no figure of its own.
		const list = figures.map((figure) => ({ ...figure, spread: undefined }));
		writeFileSync(values.json, `${JSON.stringify(list, null, '\t')}\n`);
	}
	const short = figures.filter(({ holds }) => holds === false);
	console.log(
		`${figures.length} figures, ${short.length} fall short${failed.length > 0 ? `; not measured: ${failed.join(', ')}` : ''}`,
	);
	return short.length + failed.length > 0 ? 1 : 0;
}

/** The figures as a table of Markdown. */
function tableOf(figures: readonly Figure[]): string {
	const head = ['Case', 'Figure', 'Ours', 'Other', 'Ratio', 'Must reach', 'Holds', 'Spread'];
	const rows = figures.map((figure) => [
		figure.case,
		figure.figure,
		...[figure.ours, figure.other, figure.ratio].map((value) =>
			Number.isNaN(value) ? '' : String(value),
		),
		figure.reach,
		figure.holds === null ? '' : figure.holds ? 'yes' : 'NO',
		figure.spread,
	]);
	const table = [head, head.map(() => '---'), ...rows];
	const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
	return table
		.map((row) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`)
		.join('\n');
}

process.once('exit', killAllChildren);
main().then(
	(exitCode) => process.exit(exitCode),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
