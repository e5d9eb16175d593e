/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { CoachRecord, Simulator, TestRecord } from '../../simulator';
import { testsRetrieved } from '../../simulator/push/events';
import { deliveriesOf } from '../e2e/deliveries';
import { waitFor } from '../../tools/waitFor';
import { figureOf, type Figure } from './figure';
import {
	eventTrigger,
	noOperation,
	pushTests,
	receive,
	webhook,
	type Receiver,
} from './pushedTests';
import { alternate, type Measured } from './runs';
import { coachWithTests } from './testData';
import { startPatient, Workbench, type ChainNode } from './workbench';

const events = 1000;
const atOnce = 50;
const warmUp = 200;
const rounds = 3;

/** What Terra's server took to answer, at best. */
const delayMs = 100;

const name = `${events} pushed tests, ${atOnce} at once, Raw, in n8n`;

/** The days that the tests are of: those of one day share their look-ups, those of a month hardly. */
const namedDays = [1, 29];

/** A simulated Terra whose only coach has the tests. */
interface Terra {
	simulator: Simulator;
	coach: CoachRecord;
	tests: TestRecord[];
}

/**
 * Our trigger beside n8n's Webhook node and a Code node that checks the signature and makes an item
 * of each test; and beside itself with the names of the athletes. Each run has an n8n that was just
 * started, which keeps no look-up yet, and the peak is that of its main process.
 */
export async function measureWebhook(): Promise<Figure[]> {
	// As docs/webhooks.md recommends where many events come at once; and a Code node may check no
	// signature unless n8n's administrator allows it the module crypto.
	const workbench = new Workbench(
		async () =>
			await startPatient({
				N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
				NODE_FUNCTION_ALLOW_BUILTIN: 'crypto',
			}),
	);
	try {
		const figures = await withTerra(29, async (terra) => await measureBeside(workbench, terra));
		for (const days of namedDays) {
			const measure = async (terra: Terra) => await measureNames(workbench, terra, days);
			figures.push(...(await withTerra(days, measure)));
		}
		return figures;
	} finally {
		await workbench.close();
	}
}

async function withTerra(
	days: number,
	measure: (terra: Terra) => Promise<Figure[]>,
): Promise<Figure[]> {
	const { simulator, coachId } = await coachWithTests(events, days, { latencyMs: delayMs });
	try {
		const tests = (simulator.dataset.tests.get(coachId) ?? []).map(({ record }) => record);
		const [coach] = simulator.dataset.coaches;
		if (!coach) throw new Error('There is no coach');
		return await measure({ simulator, coach, tests });
	} finally {
		await simulator.close();
	}
}

async function measureBeside(workbench: Workbench, terra: Terra): Promise<Figure[]> {
	const credentials = await workbench.credential(terra.simulator);
	const ours = [eventTrigger(credentials), noOperation];
	const other = (path: string) => [
		webhook(path, { rawBody: true }),
		checkSignature(terra.simulator.pushes.secret),
		noOperation,
	];
	const oursSaved = await receive(workbench, ours, 'all');
	const otherSaved = await receive(workbench, other('saved'), 'all');
	deepStrictEqual(
		await itemsOf(workbench, terra, oursSaved),
		await itemsOf(workbench, terra, otherSaved),
	);

	const runs = await alternate(rounds, {
		ours: run(workbench, terra, await receive(workbench, ours)),
		other: run(workbench, terra, await receive(workbench, other('measured'))),
	});
	return [
		figureOf(name, 'events a second', runs.of('perSecond'), { ratioAtLeast: 1 }),
		figureOf(name, 'response to 95% within, ms', runs.of('p95'), { ratio: 1 }),
		figureOf(name, "peak memory of n8n's main process, MB", runs.of('peakMB'), { ratio: 1.1 }),
	];
}

/** Our trigger with the names of the athletes, beside itself without. */
async function measureNames(workbench: Workbench, terra: Terra, days: number): Promise<Figure[]> {
	const credentials = await workbench.credential(terra.simulator);
	const named = await receive(workbench, [eventTrigger(credentials, true), noOperation]);
	const without = await receive(workbench, [eventTrigger(credentials), noOperation]);
	const runs = await alternate(rounds, {
		ours: run(workbench, terra, named, without),
		other: run(workbench, terra, without),
	});
	const ofDays = `${name}, of ${days} days, with names, Terra answering in ${delayMs} ms, beside without`;
	return [
		figureOf(ofDays, 'events a second', runs.of('perSecond'), { ratioAtLeast: 0.8 }),
		figureOf(ofDays, 'response to 95% within, ms', runs.of('p95')),
		figureOf(ofDays, 'requests to Terra, beside the events', {
			ours: runs.of('requests').ours,
			other: [events],
		}),
	];
}

/**
 * Pushes all tests to an n8n that was just started.
 *
 * @param warming makes n8n warm; a receiver without look-ups, as n8n keeps what they found for a while
 */
function run(
	workbench: Workbench,
	terra: Terra,
	receiver: Receiver,
	warming = receiver,
): () => Promise<Measured> {
	return async () => {
		await workbench.restart();
		const { simulator, tests } = terra;
		await pushTests(workbench, terra, tests.slice(0, warmUp), warming, atOnce);
		simulator.clearRequests();
		await workbench.forgetPeak();
		const measured = await pushTests(workbench, terra, tests, receiver, atOnce);
		const requests = simulator.requests.length;
		return { ...measured, requests, peakMB: await workbench.peakMB() };
	};
}

/** Pushes an event that is the same each time, and gives the items that a workflow makes of it. */
async function itemsOf(
	workbench: Workbench,
	{ simulator, coach, tests }: Terra,
	{ id, url }: Receiver,
): Promise<object[]> {
	const { api } = await workbench.stack();
	simulator.pushes.register(url);
	await simulator.pushes.push(testsRetrieved(coach, tests.slice(0, 2)), {
		traceId: 'trace',
		reference: 'reference',
		headers: { 'X-Terra-Ordering-Timestamp': '1' },
	});
	return await waitFor('the execution of an event', async () => {
		// Of what n8n was asked before, only to know that it serves the address, one side made an error.
		const ended = (await deliveriesOf(api, id)).filter(({ status }) => status === 'success');
		const items = ended.map(({ item }) => item);
		return items.length === 2 && items;
	});
}

/** Has the name of our trigger, so that the same reads what either gives. */
function checkSignature(secret: string): ChainNode {
	const script = readFileSync(join(__dirname, 'codeNode', 'signedEvent.js'), 'utf8');
	const code = [`const secret = ${JSON.stringify(secret)};`, script, 'return main($input.all());'];
	return {
		name: 'New',
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		parameters: { jsCode: code.join('\n') },
	};
}
