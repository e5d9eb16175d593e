/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Node.js, never inside n8n */
import axios from 'axios';
import type { INodeExecutionData } from 'n8n-workflow';

import { runNode } from '../nodes/n8n';
import type { Simulator } from '../../simulator';
import { figureOf, median, type Figure } from './figure';
import { alternate, inFreshProcess, peakMemory, timeOf, timeOfCpu, type Measured } from './runs';
import { coachWithTests, serveAtOnce } from './testData';

const name = 'Get Many Raw, 20,000 tests, in process';
const rounds = 9;
/** How often a process asks, so that its garbage collector does not decide what is measured. */
const asks = 5;

/** A coach of whom all tests are fetched, and the time range that holds them. */
interface Question {
	credential: { devId: string; apiKey: string; apiBaseUrl: string };
	coachId: string;
	startTime: string;
	tests: number;
}

/** Test > Get Many beside the least that any program must do: fetch, parse, wrap as items. */
export async function measureGetManyInProcess(): Promise<Figure[]> {
	const few = await coachWithTests(500, 29);
	const many = await coachWithTests(20_000, 29);
	const questions = [few, many].map(({ simulator, coachId, startTime }): Question => {
		serveAtOnce(simulator, coachId);
		return { credential: credentialOf(simulator), coachId, startTime, tests: 0 };
	});
	for (const [index, { simulator, coachId }] of [few, many].entries()) {
		const question = questions[index];
		if (question) question.tests = simulator.dataset.tests.get(coachId)?.length ?? 0;
	}
	const runs = await alternate(rounds, {
		ours: async () => await inFreshProcess(__filename, 'getMany', questions),
		other: async () => await inFreshProcess(__filename, 'getWithAxios', questions),
	});
	await few.simulator.close();
	await many.simulator.close();
	return [
		figureOf(name, 'CPU, ms', runs.of('cpuMs'), { ratio: 1.15 }),
		figureOf(name, 'time, ms', runs.of('ms')),
		figureOf(name, 'peak memory, MB', runs.of('peakMB'), { ratio: 1.3 }),
	];
}

function credentialOf({ credentials, apiBaseUrl }: Simulator): Question['credential'] {
	return { ...credentials, apiBaseUrl };
}

/** Ours, in a process of its own. */
export async function getMany(questions: Question[]): Promise<Measured> {
	return await measure(questions, async ({ credential, coachId, startTime }) => {
		const parameters = {
			resource: 'test',
			operation: 'getAll',
			coachSelection: 'one',
			coachId: { __rl: true, mode: 'id', value: coachId },
			startTime,
			returnAll: true,
			output: 'raw',
		};
		const { items, error } = await runNode(parameters, {
			credentials: { terraTeamsApi: credential },
		});
		if (error) throw error;
		return items;
	});
}

/** The other side, likewise. */
export async function getWithAxios(questions: Question[]): Promise<Measured> {
	return await measure(questions, async ({ credential, coachId, startTime }) => {
		const { data } = await axios.get<string>(`${credential.apiBaseUrl}/coaches/${coachId}/tests`, {
			headers: { 'dev-id': credential.devId, 'x-api-key': credential.apiKey },
			params: { start_time: startTime },
			responseType: 'text',
			transformResponse: (body: unknown) => body,
			proxy: false,
		});
		const body = JSON.parse(data) as { data: INodeExecutionData['json'][] };
		return body.data.map((json) => ({ json, pairedItem: { item: 0 } }));
	});
}

/**
 * Asks the first question to warm up and then the other one several times.
 *
 * @returns the median of their times and of their CPU times, which other programs on the machine
 * change less, and the most resident memory until the first of them ended
 */
async function measure(
	[few, many]: Question[],
	ask: (question: Question) => Promise<INodeExecutionData[]>,
): Promise<Measured> {
	if (!few || !many) throw new Error('There are two questions');
	const time = async (question: Question) =>
		await timeOf(async () => {
			const { length } = await ask(question);
			if (length !== question.tests) throw new Error(`${length} of ${question.tests} tests`);
		});
	await time(few);
	const times: number[] = [];
	const cpuTimes: number[] = [];
	const timeBoth = async () => {
		cpuTimes.push(await timeOfCpu(async () => times.push(await time(many))));
	};
	await timeBoth();
	const peakMB = peakMemory('self');
	while (times.length < asks) await timeBoth();
	return { ms: median(times), cpuMs: median(cpuTimes), peakMB };
}
