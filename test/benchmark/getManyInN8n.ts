import { figureOf, median, type Figure } from './figure';
import { getManyTests, requestTests } from './nodes';
import { alternate, timeOf, type Runs } from './runs';
import { coachWithTests, serveAtOnce } from './testData';
import type { Callable, Workbench } from './workbench';

const name = 'Get Many Raw, 20,000 tests, in n8n';
const rounds = 9;
/** How often a round calls, so that n8n's garbage collector does not decide what is measured. */
const calls = 5;

/** Test > Get Many beside HTTP Request and Split Out, each as a whole workflow. */
export async function measureGetManyInN8n(workbench: Workbench): Promise<Figure[]> {
	const question = await coachWithTests(20_000, 29);
	const { simulator, coachId } = question;
	serveAtOnce(simulator, coachId);
	const credential = await workbench.credential(simulator);
	const ours = await workbench.callable([getManyTests(question, 'raw', credential)]);
	const other = await workbench.callable(requestTests(question));
	const expected = simulator.dataset.tests.get(coachId)?.at(-1)?.record.test_id;
	const runs = await alternateCalls(
		rounds,
		ours,
		other,
		({ test_id: id }) => id === expected,
		calls,
	);
	await simulator.close();
	return [figureOf(name, 'time of the workflow, ms', runs.of('ms'), { ratio: 0.65 })];
}

/**
 * Calls two workflows in turn, after two rounds to be warm.
 *
 * @param isRight whether a workflow responds with what it should; both are asked the same
 * @param calls how often each round calls; the median counts
 */
export async function alternateCalls(
	times: number,
	ours: Callable,
	other: Callable,
	isRight: (response: Record<string, unknown>) => boolean,
	calls = 1,
): Promise<Runs> {
	const run = (workflow: Callable) => async () => {
		const call = async () => {
			const response = await workflow.call();
			if (!isRight(response)) throw new Error(`Not as expected: ${JSON.stringify(response)}`);
		};
		const taken: number[] = [];
		while (taken.length < calls) taken.push(await timeOf(call));
		return { ms: median(taken) };
	};
	await alternate(2, { ours: run(ours), other: run(other) });
	return await alternate(times, { ours: run(ours), other: run(other) });
}
