import fc from 'fast-check';

import { EventLimiter } from '../../../nodes/TerraTeams/webhook/eventLimiter';
import { Response } from './response';

/** An event that waits for a place. */
class Event {
	readonly response = new Response();
	/** Whether it got a place; undefined as long as it waits. */
	given: boolean | undefined;

	constructor(limiter: EventLimiter) {
		void limiter.acquire(this.response).then((given) => (this.given = given));
	}

	get isAtWork(): boolean {
		return this.given === true && !this.response.destroyed;
	}
}

async function settle(): Promise<void> {
	for (let i = 0; i < 5; i++) await Promise.resolve();
}

it('lets twenty events go ahead, and then those that wait in their order', async () => {
	const limiter = new EventLimiter();
	const events = Array.from({ length: 25 }, () => new Event(limiter));
	await settle();
	expect(events.filter(({ isAtWork }) => isAtWork)).toEqual(events.slice(0, 20));
	events[3]?.response.close();
	events[7]?.response.close();
	await settle();
	expect(events.map(({ given }) => given).lastIndexOf(true)).toBe(21);
});

it('gives none to an event whose sender hangs up while it waits', async () => {
	const limiter = new EventLimiter();
	const events = Array.from({ length: 22 }, () => new Event(limiter));
	await settle();
	events[20]?.response.close();
	await settle();
	expect(events.slice(20).map(({ given }) => given)).toEqual([false, undefined]);
});

it('gives none to an event whose sender has hung up before', async () => {
	const limiter = new EventLimiter();
	const gone = new Response();
	gone.close();
	expect(await limiter.acquire(gone)).toBe(false);
	const events = Array.from({ length: 20 }, () => new Event(limiter));
	expect(await limiter.acquire(gone)).toBe(false);
	await settle();
	expect(events.every(({ isAtWork }) => isAtWork)).toBe(true);
});

it('never has more than twenty at once, leaves no place unused and no event waiting for ever', async () => {
	const steps = fc.array(fc.record({ arrive: fc.nat(30), hangUp: fc.array(fc.nat()) }));
	await fc.assert(
		fc.asyncProperty(steps, async (all) => {
			const limiter = new EventLimiter();
			const events: Event[] = [];
			for (const { arrive, hangUp } of all) {
				events.push(...Array.from({ length: arrive }, () => new Event(limiter)));
				for (const index of hangUp) events[index % events.length]?.response.close();
				await settle();
				const open = events.filter(({ response }) => !response.destroyed);
				const atWork = events.filter(({ isAtWork }) => isAtWork);
				expect(atWork).toHaveLength(Math.min(20, open.length));
			}
			for (const { response } of events) response.close();
			await settle();
			expect(events.filter(({ given }) => given === undefined)).toEqual([]);
		}),
	);
});
