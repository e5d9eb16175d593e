/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

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

it('fails as the task fails', async () => {
	const failing = withinTimeLimit(1000, async () => await Promise.reject(new Error('refused')));
	await expect(failing).rejects.toThrow('refused');
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
	},
);
