import axios from 'axios';

import { waitFor } from '../../tools/waitFor';

import type { RecordedRequest, Simulator } from '../../simulator';
import { figureOf, type Figure } from './figure';
import { requestTests } from './nodes';
import { coachWithTests, dayMs, shorten } from './testData';
import type { ChainNode, Workbench } from './workbench';

const name = 'A poll that finds 20 new among 2,000, 100,000 remembered, in n8n';
const remembered = 100_000;
const rememberedByLittle = 1000;
const recentTests = 2000;
const newTests = 20;
const days = 365;
const rounds = 7;

/** Polls that only make everything warm. */
const warmUps = 2;

/** What is measured, and the second of every ten in which it polls: one after the other. */
const seconds = { ours: 0, other: 4, oursWithLittle: 7 };
type Side = keyof typeof seconds;

/**
 * A poll of the trigger beside what people build without it, from the first request to Terra to the
 * end of the workflow; and beside a trigger that remembers a hundredth.
 */
export async function measurePolls(workbench: Workbench): Promise<Figure[]> {
	const question = await coachWithTests(remembered, days);
	const { simulator, coachId } = question;
	const little = String(simulator.admin.addCoach().coach_id);
	const hourMs = dayMs / 24;
	addTests(simulator, little, rememberedByLittle, (index) => 3 * dayMs + index * hourMs);
	for (const id of [coachId, little]) {
		addTests(simulator, id, recentTests, (index) => hourMs + index * 60_000);
	}
	const credentials = await workbench.credential(simulator);
	const settings = { saveDataSuccessExecution: 'none' };
	const done = (side: Side) => doneNode(simulator, side);
	await workbench.chain([trigger('ours', coachId, credentials), done('ours')], settings);
	await workbench.chain([trigger('oursWithLittle', little, credentials), done('oursWithLittle')]);
	await baselines(simulator, [coachId, little]);
	await startOther(workbench, question, done('other'));

	const times: Record<Side, number[]> = { ours: [], other: [], oursWithLittle: [] };
	for (let round = -warmUps; round < rounds; round++) {
		for (const id of [coachId, little]) addTests(simulator, id, newTests, () => 60_000);
		simulator.clearRequests();
		for (const side of ['ours', 'other', 'oursWithLittle'] as const) {
			const ms = await timeOfPoll(simulator, side);
			if (round >= 0) times[side].push(ms);
		}
	}
	await simulator.close();
	const { ours, other, oursWithLittle } = times;
	return [
		figureOf(name, 'time, ms', { ours, other }, { ratio: 0.5 }),
		figureOf(name, 'beside 1,000 remembered, ms', { ours, other: oursWithLittle }, { ratio: 2 }),
	];
}

/** Gives a coach tests, each so long ago. */
function addTests(
	simulator: Simulator,
	coachId: string,
	count: number,
	ageMs: (index: number) => number,
): void {
	for (let index = 0; index < count; index++) {
		const timestampUs = (Date.now() - ageMs(index)) * 1000;
		shorten(simulator.admin.addTest(coachId, { timestamp_us: timestampUs }));
	}
}

/** Our trigger. n8n refuses schedules of less than a minute, but not several side by side. */
function trigger(side: Side, coachId: string, credentials: ChainNode['credentials']): ChainNode {
	const item = [0, 10, 20, 30, 40, 50].map((second) => ({
		mode: 'custom',
		cronExpression: `${second + seconds[side]} * * * * *`,
	}));
	return {
		name: 'Terra Teams Trigger',
		type: 'n8n-nodes-terra-teams.terraTeamsTrigger',
		typeVersion: 1,
		parameters: {
			pollTimes: { item },
			triggerOn: ['testCreated'],
			coachSelection: 'several',
			coachIds: [coachId],
			options: { lookBackDays: days + 2 },
			output: 'raw',
		},
		credentials,
	};
}

/** The end of each measured workflow: says to the simulator, once, how many items came. */
function doneNode(simulator: Simulator, side: Side): ChainNode {
	return {
		name: 'Done',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			url: `${simulator.apiBaseUrl}/done/${side}`,
			sendQuery: true,
			queryParameters: { parameters: [{ name: 'items', value: '={{ $input.all().length }}' }] },
			options: { response: { response: { neverError: true } } },
		},
		executeOnce: true,
	};
}

/** Waits until both triggers have read everything that there was. */
async function baselines(simulator: Simulator, coachIds: string[]): Promise<void> {
	const reads = (id: string) => testRequests(simulator, id).filter(isOurs).length;
	// The year in slices of 31 days, and then a poll that finds nothing new.
	const isRead = () => coachIds.every((id) => reads(id) > days / 31 + 1);
	await waitFor('the first polls of both triggers', isRead, { timeoutMs: 300_000 });
}

/**
 * Starts Schedule, HTTP Request, Split Out, Remove Duplicates, and lets the last one see the whole
 * year once, by way of a webhook.
 */
async function startOther(
	workbench: Workbench,
	question: Awaited<ReturnType<typeof coachWithTests>>,
	done: ChainNode,
): Promise<void> {
	const { n8n } = await workbench.stack();
	const recent = { ...question, startTime: '={{ $now.minus({ days: 2 }).toISO() }}' };
	const cron = [0, 10, 20, 30, 40, 50].map((second) => second + seconds.other).join(',');
	const schedule: ChainNode = {
		name: 'Schedule',
		type: 'n8n-nodes-base.scheduleTrigger',
		typeVersion: 1.2,
		parameters: {
			rule: { interval: [{ field: 'cronExpression', expression: `${cron} * * * * *` }] },
		},
	};
	const removeDuplicates: ChainNode = {
		name: 'Remove Duplicates',
		type: 'n8n-nodes-base.removeDuplicates',
		typeVersion: 2,
		parameters: {
			operation: 'removeItemsSeenInPreviousExecutions',
			dedupeValue: '={{ $json.test_id }}',
			options: { historySize: 2 * remembered },
		},
	};
	const path = 'fill';
	const fill: ChainNode = {
		name: 'Fill',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
	};
	const wholeYear = requestTests(question).map((node) => ({ ...node, name: `${node.name} all` }));
	await workbench.chain(
		[schedule, ...requestTests(recent), removeDuplicates, done],
		{ saveDataSuccessExecution: 'none' },
		[fill, ...wholeYear, removeDuplicates],
	);
	const call = async () =>
		await axios.post(
			`${n8n.url}/webhook/${path}`,
			{},
			{ proxy: false, validateStatus: () => true },
		);
	await waitFor('the workflow to be active', async () => (await call()).status !== 404);
}

/** Waits for the next poll of a side: the milliseconds from its first request to its last one. */
async function timeOfPoll(simulator: Simulator, side: Side): Promise<number> {
	const isEnd = ({ path }: RecordedRequest) => path.endsWith(`/done/${side}`);
	const end = await waitFor(`a poll of ${side}`, () => simulator.requests.find(isEnd), {
		timeoutMs: 120_000,
		everyMs: 50,
	});
	const begin = simulator.requests
		.filter(({ path, at }) => path.endsWith('/tests') && at <= end.at)
		.filter((request) => isOurs(request) === (side !== 'other'))
		.at(-1);
	if (!begin || Number(end.query.items) !== newTests) {
		throw new Error(`The poll of ${side} gave ${end.query.items} items`);
	}
	return end.at - begin.at;
}

function testRequests({ requests }: Simulator, coachId: string): RecordedRequest[] {
	return requests.filter(({ path }) => path.endsWith(`/coaches/${coachId}/tests`));
}

/** Only our requests have the parameters of both contracts. */
function isOurs({ query }: RecordedRequest): boolean {
	return 'start_date' in query;
}
