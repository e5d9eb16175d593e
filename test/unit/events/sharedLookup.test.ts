import type { Lookup } from '../../../nodes/TerraTeams/events/lookup';
import { SharedLookup } from '../../../nodes/TerraTeams/events/sharedLookup';
import { waitFor } from '../../../tools/waitFor';

function lookupOf(remainingMs: number): Lookup {
	return {
		account: 'account',
		connect: async () => await Promise.reject(new Error('Nothing is requested')),
		remainingMs: () => remainingMs,
		warn: () => undefined,
	};
}

/** A look-up whose answers come when the test says so. */
class Fixture {
	/** The questions of each round, and how it ends. */
	readonly rounds: {
		questions: readonly string[];
		lookup: Lookup;
		end: (fails?: Error) => void;
	}[] = [];

	readonly shared = new SharedLookup<string, string>(
		async (questions, lookup) =>
			await new Promise((resolve, reject) => {
				const end = (fails?: Error) =>
					fails ? reject(fails) : resolve((question) => `answer to ${question}`);
				this.rounds.push({ questions, lookup, end });
			}),
	);

	async ask(question: string, { topic = 'topic', ms = 60_000 } = {}): Promise<string> {
		return await this.shared.ask(topic, question, lookupOf(ms));
	}

	async round(count: number) {
		await waitFor(`round ${count}`, () => this.rounds.length >= count, { everyMs: 1 });
		return this.rounds[count - 1];
	}
}

it('answers together what comes in while a look-up is under way', async () => {
	const fixture = new Fixture();
	const first = fixture.ask('a');
	const others = ['b', 'c', 'd'].map(async (question) => await fixture.ask(question));
	(await fixture.round(1))?.end();
	expect(await first).toBe('answer to a');
	(await fixture.round(2))?.end();
	expect(await Promise.all(others)).toEqual(['answer to b', 'answer to c', 'answer to d']);
	expect(fixture.rounds.map(({ questions }) => questions)).toEqual([['a'], ['b', 'c', 'd']]);
});

it('does not let one topic wait for another', async () => {
	const fixture = new Fixture();
	void fixture.ask('a');
	const other = fixture.ask('b', { topic: 'other' });
	(await fixture.round(2))?.end();
	expect(await other).toBe('answer to b');
});

it('goes on after a failure, which everyone who asked gets', async () => {
	const fixture = new Fixture();
	const first = fixture.ask('a');
	const second = fixture.ask('b');
	(await fixture.round(1))?.end(new Error('broken'));
	await expect(first).rejects.toThrow('broken');
	(await fixture.round(2))?.end();
	expect(await second).toBe('answer to b');
});

it('begins another look-up for those who cannot wait for the one that is under way', async () => {
	const fixture = new Fixture();
	void fixture.ask('a');
	const hurried = fixture.ask('b', { ms: 20 });
	(await fixture.round(2))?.end();
	expect(await hurried).toBe('answer to b');
	expect(fixture.rounds[0]?.questions).toEqual(['a']);
});

it('uses the time of the one who has most', async () => {
	const fixture = new Fixture();
	void fixture.ask('a');
	void fixture.ask('b', { ms: 1000 });
	void fixture.ask('c', { ms: 5000 });
	void fixture.ask('d', { ms: 2000 });
	(await fixture.round(1))?.end();
	expect((await fixture.round(2))?.lookup.remainingMs()).toBe(5000);
});

it('keeps no more than 16 look-ups under way', async () => {
	const fixture = new Fixture();
	const topics = Array.from({ length: 40 }, (_, n) => `topic ${n}`);
	const all = topics.map(async (topic) => await fixture.ask('a', { topic }));
	await fixture.round(16);
	expect(fixture.rounds).toHaveLength(16);
	for (let n = 1; n <= 40; n++) (await fixture.round(n))?.end();
	await Promise.all(all);
});
