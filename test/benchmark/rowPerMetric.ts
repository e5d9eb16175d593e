/* eslint-disable no-console -- says why a side did not finish */
import { figureOf, type Figure, type Sides } from './figure';
import { getManyTests, requestTests } from './nodes';
import { codeNode } from './outputInN8n';
import { alternate, timeOf, type Measured } from './runs';
import { coachWithTests, serveAtOnce } from './testData';
import type { Callable, Workbench } from './workbench';

/** With their repetitions, tests have some 30 rows each. */
const sizes = [10_000, 20_000];
const rounds = 3;

/**
 * Row per Metric, the form with the most items, beside HTTP Request, Split Out and a Code node. Each
 * run has an n8n that was just started. A side that fails counts until its failure: it would have needed
 * more.
 */
export async function measureRowPerMetric(workbench: Workbench): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const size of sizes) figures.push(...(await measureSize(workbench, size)));
	return figures;
}

async function measureSize(workbench: Workbench, tests: number): Promise<Figure[]> {
	const question = await coachWithTests(tests, 29, { keepsRepetitions: true });
	const { simulator, coachId } = question;
	serveAtOnce(simulator, coachId);
	const credentials = await workbench.credential(simulator);
	const form = 'rowPerMetric';
	const ours = await workbench.callable([getManyTests(question, form, credentials)]);
	const other = await workbench.callable([...requestTests(question), codeNode(form, coachId)]);
	const expected = simulator.dataset.tests.get(coachId)?.at(-1)?.record.test_id;
	const run = (workflow: Callable) => async (): Promise<Measured> => {
		await workbench.restart();
		let finished = 1;
		const ms = await timeOf(async () => {
			const last = await workflow.call().catch((error: unknown) => {
				console.error(`Row per Metric of ${tests} tests: ${String(error)}`);
				return null;
			});
			if (last === null) finished = 0;
			else if (last.test_id !== expected)
				throw new Error(`The last row is ${JSON.stringify(last)}`);
		});
		return { ms, finished, peakMB: await workbench.peakMB() };
	};
	const runs = await alternate(rounds, { ours: run(ours), other: run(other) });
	await simulator.close();
	const finished = runs.of('finished');
	const name = `Get Many Row per Metric, ${tests} tests with repetitions, in n8n`;
	const until = finished.other.includes(0) ? ' (theirs until it fails)' : '';
	return [
		figureOf(name, `runs that finish, of ${rounds}`, sumsOf(finished), { ratioAtLeast: 1 }),
		figureOf(name, `time of the workflow${until}, ms`, runs.of('ms'), { ratio: 0.25 }),
		figureOf(name, `peak memory of n8n's main process${until}, MB`, runs.of('peakMB'), {
			ratio: 0.8,
		}),
	];
}

function sumsOf({ ours, other }: Sides): Sides {
	const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
	return { ours: [sum(ours)], other: [sum(other)] };
}
