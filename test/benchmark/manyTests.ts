import { figureOf, type Figure } from './figure';
import { getManyTests, requestTests } from './nodes';
import { alternate, timeOf } from './runs';
import { coachWithTests } from './testData';
import type { Callable, Workbench } from './workbench';

const name = 'Get Many Raw, 100,000 tests of a year, in n8n';
const days = 365;
const rounds = 3;

/**
 * A year of tests in one run, beside HTTP Request and Split Out. Each run has an n8n that was just
 * started, and the peak is that of its process.
 */
export async function measureManyTests(workbench: Workbench): Promise<Figure[]> {
	const question = await coachWithTests(100_000, days);
	const { simulator, coachId } = question;
	const credentials = await workbench.credential(simulator);
	const ours = await workbench.callable([getManyTests(question, 'raw', credentials)]);
	const other = await workbench.callable(requestTests(question));
	const expected = simulator.dataset.tests.get(coachId)?.at(-1)?.record.test_id;
	const run = (workflow: Callable) => async () => {
		await workbench.restart();
		const ms = await timeOf(async () => {
			const { test_id: id } = await workflow.call();
			if (id !== expected) throw new Error(`The last test is ${String(id)}`);
		});
		return { ms, peakMB: await workbench.peakMB() };
	};
	const runs = await alternate(rounds, { ours: run(ours), other: run(other) });
	await simulator.close();
	return [
		figureOf(name, "peak memory of n8n's process, MB", runs.of('peakMB'), { ratio: 0.7 }),
		figureOf(name, 'time of the workflow, ms', runs.of('ms'), { ratio: 1 }),
	];
}
