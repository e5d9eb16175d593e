/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Node.js, never inside n8n */
import fc from 'fast-check';

import { mapConcurrently } from '../../../nodes/TerraTeams/api/concurrencyLimiter';

async function ticks(count: number): Promise<void> {
	for (let turn = 0; turn < count; turn++) {
		await new Promise((resolve) => setImmediate(resolve));
	}
}

it('gives the results in the order of the inputs, and runs as many at once as it may', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.nat(4), { maxLength: 30 }),
			fc.integer({ min: 1, max: 6 }),
			async (delays, concurrency) => {
				let underWay = 0;
				let most = 0;
				const results = await mapConcurrently(delays, concurrency, async (delay) => {
					underWay += 1;
					most = Math.max(most, underWay);
					await ticks(delay);
					underWay -= 1;
					return delay * 2;
				});
				expect(results).toEqual(delays.map((delay) => delay * 2));
				expect(most).toBeLessThanOrEqual(concurrency);
				if (delays.every((delay) => delay > 0))
					expect(most).toBe(Math.min(concurrency, delays.length));
			},
		),
	);
});

it('throws the first failure once those under way have ended, and begins no more', async () => {
	const begun: number[] = [];
	const ended: number[] = [];
	const seen: boolean[] = [];
	const running = mapConcurrently([1, 2, 3, 4, 5, 6], 3, async (input, hasFailed) => {
		begun.push(input);
		seen.push(hasFailed());
		await ticks(input);
		seen.push(hasFailed());
		ended.push(input);
		if (input < 3) throw new Error(`failure ${input}`);
	});
	await expect(running).rejects.toThrow('failure 1');
	expect(begun).toEqual([1, 2, 3]);
	expect(ended).toEqual([1, 2, 3]);
	expect(seen).toEqual([false, false, false, false, true, true]);
});

it('throws also what is no error', async () => {
	const nothing: unknown = undefined;
	const running = mapConcurrently([1], 1, async () => {
		throw nothing;
	});
	await expect(running).rejects.toBeUndefined();
});
