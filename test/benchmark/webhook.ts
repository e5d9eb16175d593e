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
import { alternate } from './runs';
import { coachWithTests } from './testData';
import { startPatient, Workbench, type ChainNode } from './workbench';

const events = 1000;
const atOnce = 50;
const warmUp = 200;
const rounds = 5;

/** What Terra's server took to answer, at best. */
const delayMs = 100;

const name = `${events} pushed tests, ${atOnce} at once, Raw, in n8n`;

interface Terra {
	simulator: Simulator;
	coach: CoachRecord;
	tests: TestRecord[];
}

/**
 * Our trigger beside n8n's Webhook node and a Code node that checks the signature and makes an item
 * of each test; and beside itself with the names of the athletes. Each run has an n8n that was just
 * started, which keeps no look-up, and the peak is that of its main process.
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
	const { simulator, coachId } = await coachWithTests(events, 29, { latencyMs: delayMs });
	const tests = (simulator.dataset.tests.get(coachId) ?? []).map(({ record }) => record);
	const [coach] = simulator.dataset.coaches;
	if (!coach) throw new Error('There is no coach');
	try {
		return await measure(workbench, { simulator, coach, tests });
	} finally {
		await workbench.close();
		await simulator.close();
	}
}

async function measure(workbench: Workbench, terra: Terra): Promise<Figure[]> {
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

	const run = (receiver: Receiver) => async () => {
		await workbench.restart();
		const { tests } = terra;
		await pushTests(workbench, terra, tests.slice(0, warmUp), receiver, atOnce);
		await workbench.forgetPeak();
		const measured = await pushTests(workbench, terra, tests, receiver, atOnce);
		return { ...measured, peakMB: await workbench.peakMB() };
	};
	const runOurs = run(await receive(workbench, ours));
	const runOther = run(await receive(workbench, other('measured')));
	const runNamed = run(await receive(workbench, [eventTrigger(credentials, true), noOperation]));
	const runs = await alternate(rounds, { ours: runOurs, other: runOther });
	const named = await alternate(rounds, { ours: runNamed, other: runOurs });
	const withNames = `${name}, with names, Terra answering in ${delayMs} ms, beside without`;
	return [
		figureOf(name, 'events a second', runs.of('perSecond'), { ratioAtLeast: 1 }),
		figureOf(name, 'response to 95% within, ms', runs.of('p95'), { ratio: 1 }),
		figureOf(name, "peak memory of n8n's main process, MB", runs.of('peakMB'), { ratio: 1.1 }),
		figureOf(withNames, 'events a second', named.of('perSecond'), { ratioAtLeast: 0.8 }),
		figureOf(withNames, 'response to 95% within, ms', named.of('p95')),
	];
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
