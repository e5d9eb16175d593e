/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- runs in Node.js, never inside n8n; a command prints */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { measurePolls } from './polls';
import { measureSearches } from './searches';

/** A figure of a case, beside what it is compared with. */
export interface Figure {
	case: string;
	figure: string;
	ours: number;
	other: number;
	/** `ours / other`. */
	ratio: number;
}

/** Every case by its name; `--only` chooses one. */
const cases: Record<string, () => Promise<Figure[]>> = {
	polls: measurePolls,
	searches: measureSearches,
};

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { json: { type: 'string' }, only: { type: 'string' } },
	});
	const chosen = Object.entries(cases).filter(([name]) => (values.only ?? name) === name);
	if (chosen.length === 0) {
		console.error(`There is no case ${values.only}. Cases: ${Object.keys(cases).join(', ')}.`);
		process.exitCode = 2;
		return;
	}
	const figures: Figure[] = [];
	for (const [, measure] of chosen) figures.push(...(await measure()));
	console.table(figures);
	if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
}

void main();
