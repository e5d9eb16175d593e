/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { figureOf, type Figure } from './figure';
import { alternateCalls } from './getManyInN8n';
import { getManyTests, requestTests } from './nodes';
import { coachWithTests, serveAtOnce } from './testData';
import type { ChainNode, Workbench } from './workbench';

const rounds = 5;

/** A form of output, and how many tests are measured: a test has some 17 rows of metrics. */
const forms = [
	{ form: 'simplified', name: 'Get Many Simplified, 20,000 tests, in n8n', tests: 20_000 },
	{ form: 'rowPerMetric', name: 'Get Many Row per Metric, 5,000 tests, in n8n', tests: 5000 },
] as const;

/** Test > Get Many in a form for people, beside HTTP Request, Split Out and a Code node. */
export async function measureOutputInN8n(workbench: Workbench): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const { form, name, tests } of forms) {
		const question = await coachWithTests(tests, 29);
		const { simulator, coachId } = question;
		serveAtOnce(simulator, coachId);
		const credential = await workbench.credential(simulator);
		const ours = await workbench.callable([getManyTests(question, form, credential)]);
		const other = await workbench.callable([...requestTests(question), codeNode(form, coachId)]);
		const expected = await ours.call();
		deepStrictEqual(await other.call(), expected);
		const isRight = (response: object) => isDeepStrictEqual(response, expected);
		const runs = await alternateCalls(rounds, ours, other, isRight);
		await simulator.close();
		figures.push(figureOf(name, 'time of the workflow, ms', runs.of('ms'), { ratio: 0.5 }));
	}
	return figures;
}

/** The script that gives the same as our node in that form. */
export function codeFor(form: (typeof forms)[number]['form'], coachId: string): string {
	const read = (file: string) => readFileSync(join(__dirname, 'codeNode', file), 'utf8');
	return [
		`const codes = ${JSON.stringify(JSON.parse(read('codes.json')))};`,
		`const coachId = ${JSON.stringify(coachId)};`,
		read('decode.js'),
		read(`${form}.js`),
		'return main($input.all());',
	].join('\n');
}

/** A Code node that gives the same as our node in that form. */
export function codeNode(form: (typeof forms)[number]['form'], coachId: string): ChainNode {
	return {
		name: 'Code',
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		parameters: { jsCode: codeFor(form, coachId) },
	};
}
