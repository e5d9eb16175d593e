import { startQueueStack, type QueueStack } from '../e2e/queue/queueStack';
import { figureOf, type Figure } from './figure';
import {
	eventTrigger,
	noOperation,
	pushTests,
	receive,
	webhook,
	type Receiver,
} from './pushedTests';
import { alternate, type Runs } from './runs';
import { coachWithTests } from './testData';
import { Workbench } from './workbench';

const events = 500;
const atOnce = 50;
const warmUp = 100;
const rounds = 5;

/** How many workers are measured, one after the other; some are added before each. */
const workerCounts = [1, 2, 4];

/**
 * Our trigger beside n8n's Webhook node, each with one more node that does nothing, in n8n's queue
 * mode: the main process, PostgreSQL, Redis and the workers on one machine.
 */
export async function measureQueueMode(): Promise<Figure[]> {
	const stack = await startQueueStack();
	const { simulator, coachId } = await coachWithTests(events, 29);
	try {
		return await measure(stack, { simulator, coachId });
	} finally {
		await stack.close();
		await simulator.close();
	}
}

async function measure(
	stack: QueueStack,
	{ simulator, coachId }: Pick<Awaited<ReturnType<typeof coachWithTests>>, 'simulator' | 'coachId'>,
): Promise<Figure[]> {
	const workbench = new Workbench(async () => await Promise.resolve(stack));
	const tests = (simulator.dataset.tests.get(coachId) ?? []).map(({ record }) => record);
	const [coach] = simulator.dataset.coaches;
	if (!coach) throw new Error('There is no coach');
	const run = (receiver: Receiver) => async () => {
		const terra = { simulator, coach };
		await pushTests(workbench, terra, tests.slice(0, warmUp), receiver, atOnce);
		return await pushTests(workbench, terra, tests, receiver, atOnce);
	};
	const credentials = await workbench.credential(simulator);
	// No workflow is served before there is a worker that runs what the test of its address starts.
	const workers = [await stack.addWorker('worker 1')];
	const sides = {
		ours: run(await receive(workbench, [eventTrigger(credentials), noOperation])),
		other: run(await receive(workbench, [webhook('measured', {}), noOperation])),
	};
	const runsOf = new Map<number, Runs>();
	for (const count of workerCounts) {
		while (workers.length < count) {
			workers.push(await stack.addWorker(`worker ${workers.length + 1}`));
		}
		runsOf.set(count, await alternate(rounds, sides));
	}
	return [...runsOf].flatMap(([count, runs]) => {
		const name = `${events} pushed tests, ${atOnce} at once, in queue mode with ${count} workers`;
		const one = runsOf.get(1)?.of('perSecond');
		const many = runs.of('perSecond');
		const figures = [
			figureOf(name, 'executions a second', many, { ratioAtLeast: 0.9 }),
			figureOf(name, 'response to 95% within, ms', runs.of('p95')),
		];
		if (!one || count === 1) return figures;
		const growth = 'executions a second, beside 1 worker';
		return [
			...figures,
			figureOf(`${name}: ours`, growth, { ours: many.ours, other: one.ours }),
			figureOf(`${name}: n8n's Webhook`, growth, { ours: many.other, other: one.other }),
		];
	});
}
