/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { ConnectionError } from '../../../nodes/TerraTeams/api/connectionError';
import { withinTimeLimit } from '../../../nodes/TerraTeams/api/timeLimit';

it('gives what the task gives in time, and nothing waits for the limit any more', async () => {
	const signals: AbortSignal[] = [];
	const given = await withinTimeLimit(60_000, async (signal) => {
		signals.push(signal);
		// A task that takes a turn of the event loop, far below the limit.
		await sleep(1);
		return 'given';
	});
	expect(given).toBe('given');
	expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
	expect(signals.map((signal) => getEventListeners(signal, 'abort'))).toEqual([[]]);
});

it('fails as the task fails, and nothing waits for the limit any more', async () => {
	const signals: AbortSignal[] = [];
	const failure = new Error('refused');
	const failing = withinTimeLimit(60_000, async (signal) => {
		signals.push(signal);
		return await Promise.reject(failure);
	});
	await expect(failing).rejects.toBe(failure);
	expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
	expect(signals.map((signal) => getEventListeners(signal, 'abort'))).toEqual([[]]);
});

it('lets the signal wait for the limit while the task runs', async () => {
	const listeners: number[] = [];
	await withinTimeLimit(60_000, async (signal) => {
		listeners.push(getEventListeners(signal, 'abort').length);
	});
	expect(listeners).toEqual([1]);
});

it('gives what is no promise of anything', async () => {
	expect(await withinTimeLimit(60_000, async () => undefined)).toBeUndefined();
});

it.each(['never ends', 'fails because of the signal'])(
	'says that the time is over where the task %s',
	async (what) => {
		const signals: AbortSignal[] = [];
		const task = async (signal: AbortSignal) => {
			signals.push(signal);
			await new Promise((_, reject) => {
				if (what === 'never ends') return;
				signal.addEventListener('abort', () => reject(new Error('cancelled')));
			});
		};
		await expect(withinTimeLimit(20, task)).rejects.toMatchObject({ problem: 'timed-out' });
		expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
		await expect(withinTimeLimit(20, task)).rejects.toBeInstanceOf(ConnectionError);
	},
);
