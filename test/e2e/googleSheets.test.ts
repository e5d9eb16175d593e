/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs in Node.js, never inside n8n */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { eventItems } from '../../nodes/TerraTeams/events/items';
import type { JsonObject } from '../../nodes/TerraTeams/records/json';
import { ensureN8n } from '../../tools/n8n/installN8n';
import { inForm } from '../unit/output/settings';

const exampleSchema = z.object({
	nodes: z.array(z.object({ type: z.string(), parameters: z.record(z.unknown()) })),
});
const resultSchema = z.object({
	sheet: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
	inputModes: z.array(z.string()),
});

/** Appends the items of several runs as the node of an example does it, to an empty sheet. */
async function append(example: string, runs: JsonObject[][]) {
	const { folder, nodeBinary } = await ensureN8n();
	const file = join(__dirname, '../../examples', example);
	const { nodes } = exampleSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
	const parameters = nodes.find(({ type }) => type.endsWith('.googleSheets'))?.parameters;
	const { stdout, stderr } = spawnSync(nodeBinary, [join(__dirname, 'appendToSheet.js'), folder], {
		input: JSON.stringify({ parameters, runs }),
		encoding: 'utf8',
	});
	if (stdout === '') throw new Error(stderr);
	return resultSchema.parse(JSON.parse(stdout));
}

function newTest(id: string, metrics: JsonObject[]) {
	return {
		kind: 'test' as const,
		event: 'test.created',
		dedupeKey: `test:coach:${id}`,
		coachId: 'coach',
		record: {
			test_id: id,
			display_name: '5-10-5',
			notes: '=HYPERLINK("http://example.com")',
			timestamp_us: 1_795_368_600_000_000,
			test_result_metrics: metrics,
		},
	};
}

const form = inForm('rowPerRecord');

describe("n8n's own Google Sheets node", () => {
	test.each(['new-tests-to-slack-and-sheets.json', 'activities-to-sheets.json'])(
		'takes the rows of %s as they are, run after run',
		async (example) => {
			const force = (side: number, value: number) => ({ metric_type: 2, side, value });
			const jump = { metric_type: 33, side: 5, value: 41.5 };
			const runs = [
				eventItems([newTest('007', [force(1, 500), force(2, 550)])], form),
				eventItems([newTest('008', [force(1, 510), force(2, 540), jump])], form),
			];
			const { sheet, inputModes } = await append(example, runs);
			// Never as if somebody had typed it.
			expect(new Set(inputModes)).toEqual(new Set(['RAW']));
			const [header = [], ...rows] = sheet;
			// In the order of the first run; a metric that came later is on the right.
			expect(header).toEqual([...Object.keys(runs[0]?.[0] ?? {}), 'jump_height_both']);
			expect(header.slice(0, 7)).toEqual([
				'event',
				'dedupe_key',
				'coach_id',
				'athlete_name',
				'timestamp',
				'local_date',
				'name',
			]);
			const cells = rows.map((row) =>
				Object.fromEntries(header.map((name, index) => [String(name), row[index]])),
			);
			expect(cells).toMatchObject([
				{ test_id: '007', name: '5-10-5', notes: '=HYPERLINK("http://example.com")' },
				{ test_id: '008', name: '5-10-5', force_left: 510, jump_height_both: 41.5 },
			]);
		},
	);
});
