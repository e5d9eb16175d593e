/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Node.js, never inside n8n */
import { maxConcurrentRequests } from '../../nodes/TerraTeams/queries/rangeSearch';
import { runNode } from '../nodes/n8n';
import { startSimulator } from '../../simulator';
import { figureOf, type Figure } from './figure';
import { alternate, inFreshProcess, timeOf, type Measured } from './runs';
import { dayMs, seed } from './testData';

const name = 'Get Many of all coaches, 50 coaches, 31 days, 100 ms a request';
const coaches = 50;
const rounds = 3;

interface Question {
	credential: { devId: string; apiKey: string; apiBaseUrl: string };
	coachIds: string[];
	startTime: string;
	tests: number;
}

/** All coaches together beside the same operation for one coach after the other. */
export async function measureAllCoaches(): Promise<Figure[]> {
	const size = { coaches, athletes: 500, days: 30, testsPerDay: 10 };
	const simulator = await startSimulator({ seed, size, latencyMs: 100 });
	const { dataset, credentials, apiBaseUrl } = simulator;
	const question: Question = {
		credential: { ...credentials, apiBaseUrl },
		coachIds: dataset.coaches.map(({ coach_id: id }) => id),
		startTime: new Date(Date.now() - 31 * dayMs + 60_000).toISOString(),
		tests: [...dataset.tests.values()].flat().length,
	};
	const concurrency = async (task: string): Promise<Measured> => {
		simulator.clearRequests();
		const { ms = NaN } = await inFreshProcess(__filename, task, question);
		return { ms, concurrency: simulator.highestConcurrency };
	};
	const runs = await alternate(rounds, {
		ours: async () => await concurrency('together'),
		other: async () => await concurrency('oneByOne'),
	});
	await simulator.close();
	return [
		figureOf(name, 'time, ms', runs.of('ms'), { ratio: 0.3 }),
		figureOf(name, 'requests at once', runs.of('concurrency'), { ours: maxConcurrentRequests }),
	];
}

/** Ours, in a process of its own. */
export async function together(question: Question): Promise<Measured> {
	return await ask(question, [{ coachSelection: 'all' }]);
}

/** The other side: a run of the node for each coach, with the coaches from another one. */
export async function oneByOne(question: Question): Promise<Measured> {
	return await ask(
		question,
		question.coachIds.map((coachId) => ({
			coachSelection: 'one',
			coachId: { __rl: true, mode: 'id', value: coachId },
		})),
	);
}

async function ask(
	{ credential, startTime, tests }: Question,
	selections: Parameters<typeof runNode>[0][],
): Promise<Measured> {
	const run = async (parameters: Parameters<typeof runNode>[0]) => {
		const { items, error } = await runNode(parameters, {
			credentials: { terraTeamsApi: credential },
		});
		if (error) throw error;
		return items.length;
	};
	// Whatever is loaded and compiled at the first run.
	const listCoaches = { resource: 'coach', operation: 'getAll', returnAll: true };
	await run(listCoaches);
	const ms = await timeOf(async () => {
		let found = 0;
		if (selections.length > 1) await run(listCoaches);
		for (const selection of selections) {
			found += await run({
				resource: 'test',
				operation: 'getAll',
				...selection,
				startTime,
				returnAll: true,
				output: 'raw',
			});
		}
		if (found !== tests) throw new Error(`${found} of ${tests} tests`);
	});
	return { ms };
}
