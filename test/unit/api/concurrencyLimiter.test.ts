/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Node.js, never inside n8n */
import fc from 'fast-check';

import {
	ConcurrencyLimiter,
	mapConcurrently,
} from '../../../nodes/TerraTeams/api/concurrencyLimiter';

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

it('throws the failure that came first, not that of the first input', async () => {
	const running = mapConcurrently([3, 1, 2], 3, async (input) => {
		await ticks(input);
		throw new Error(`failure ${input}`);
	});
	await expect(running).rejects.toThrow('failure 1');
});

it('gives no results for no inputs', async () => {
	expect(await mapConcurrently([], 1, async () => 1)).toEqual([]);
});

it('begins the tasks in the order of the inputs', async () => {
	const begun: number[] = [];
	await mapConcurrently([3, 1, 2, 0], 2, async (input) => {
		begun.push(input);
		await ticks(input);
	});
	expect(begun).toEqual([3, 1, 2, 0]);
});

/** A task's being abandoned, which happens when `abandon` is called. */
function abandonment() {
	let abandon = () => {};
	const abandoned = new Promise<void>((resolve) => {
		abandon = resolve;
	});
	return { abandon: () => abandon(), abandoned };
}

describe('a place', () => {
	/** Asks for places, and notes which of the requests got one, and which were abandoned. */
	function asking(limiter: ConcurrencyLimiter) {
		const started: string[] = [];
		const gaveUp: string[] = [];
		const releases = new Map<string, () => void>();
		const ask = (name: string, abandoned?: Promise<unknown>) => {
			void limiter.acquire(abandoned).then((release) => {
				if (release === null) {
					gaveUp.push(name);
					return;
				}
				started.push(name);
				releases.set(name, release);
			});
		};
		return { ask, started, gaveUp, release: (name: string) => releases.get(name)?.() };
	}

	it.each([1, 2, 3])('is one of as many as there may be: %i', async (count) => {
		const { ask, started } = asking(new ConcurrencyLimiter(count));
		for (const name of ['a', 'b', 'c', 'd']) ask(name);
		await ticks(2);
		expect(started).toEqual(['a', 'b', 'c', 'd'].slice(0, count));
	});

	it('goes to those that wait, in their order, whichever is released', async () => {
		const { ask, started, release } = asking(new ConcurrencyLimiter(2));
		for (const name of ['a', 'b', 'c', 'd', 'e']) ask(name);
		await ticks(2);
		release('b');
		await ticks(2);
		expect(started).toEqual(['a', 'b', 'c']);
		release('a');
		await ticks(2);
		expect(started).toEqual(['a', 'b', 'c', 'd']);
		release('d');
		await ticks(2);
		expect(started).toEqual(['a', 'b', 'c', 'd', 'e']);
	});

	it('is free again once nobody waits, and only one is', async () => {
		const { ask, started, release } = asking(new ConcurrencyLimiter(2));
		ask('a');
		ask('b');
		await ticks(2);
		release('a');
		ask('c');
		ask('d');
		await ticks(2);
		expect(started).toEqual(['a', 'b', 'c']);
	});

	it('is released once, however often it is released', async () => {
		const { ask, started, release } = asking(new ConcurrencyLimiter(1));
		for (const name of ['a', 'b', 'c']) ask(name);
		await ticks(2);
		release('a');
		release('a');
		await ticks(2);
		expect(started).toEqual(['a', 'b']);
		release('b');
		await ticks(2);
		release('c');
		release('c');
		ask('d');
		ask('e');
		await ticks(2);
		expect(started).toEqual(['a', 'b', 'c', 'd']);
	});

	it('is no longer waited for by a task that is abandoned', async () => {
		const { ask, started, gaveUp, release } = asking(new ConcurrencyLimiter(1));
		const { abandon, abandoned } = abandonment();
		ask('a');
		ask('b', abandoned);
		ask('c');
		await ticks(2);
		expect(gaveUp).toEqual([]);
		abandon();
		await ticks(2);
		expect(gaveUp).toEqual(['b']);
		expect(started).toEqual(['a']);
		release('a');
		await ticks(2);
		expect(started).toEqual(['a', 'c']);
	});

	it('stays with a task that is abandoned once it has started', async () => {
		const { ask, started, gaveUp, release } = asking(new ConcurrencyLimiter(1));
		const { abandon, abandoned } = abandonment();
		ask('a');
		ask('b', abandoned);
		ask('c');
		await ticks(2);
		release('a');
		await ticks(2);
		abandon();
		await ticks(2);
		expect(gaveUp).toEqual([]);
		expect(started).toEqual(['a', 'b']);
	});

	it('is given at once where it is free, be the wait abandoned already', async () => {
		const { ask, started } = asking(new ConcurrencyLimiter(1));
		ask('a', Promise.resolve());
		await ticks(2);
		expect(started).toEqual(['a']);
	});
});
