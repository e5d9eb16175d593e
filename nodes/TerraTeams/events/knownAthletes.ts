import { testKey } from '../queries/testKey';
import type { Athlete, Test } from '../records/types';

/** How long the athletes of a look-up are kept: long enough for tests that arrive together. */
const keptMs = 10_000;

/**
 * The athletes of the tests that the last look-ups told of. Their responses hold all tests of a day,
 * so that one look-up answers for many events that arrive one after the other.
 */
export class KnownAthletes {
	private readonly lookups = new Map<
		string,
		{ untilMs: number; athletes: ReadonlyMap<string, Athlete> }[]
	>();

	/** Adds what a look-up told of a topic. */
	add(topic: string, athletes: ReadonlyMap<string, Athlete>, nowMs: number): void {
		this.forget(nowMs);
		if (athletes.size === 0) return;
		const lookups = this.lookups.get(topic) ?? [];
		lookups.push({ untilMs: nowMs + keptMs, athletes });
		this.lookups.set(topic, lookups);
	}

	/** Gives the athlete of a test where it is known. */
	of(topic: string, nowMs: number): (test: Test) => Athlete | undefined {
		this.forget(nowMs);
		const lookups = this.lookups.get(topic);
		if (!lookups) return () => undefined;
		return (test) => {
			const key = testKey(test);
			for (const { athletes } of lookups) {
				const athlete = athletes.get(key);
				if (athlete) return athlete;
			}
			return undefined;
		};
	}

	/** Also what a clock that was ahead would keep for days. */
	private forget(nowMs: number): void {
		for (const [topic, lookups] of this.lookups) {
			const kept = lookups.filter(({ untilMs }) => untilMs > nowMs && untilMs <= nowMs + keptMs);
			if (kept.length > 0) this.lookups.set(topic, kept);
			else this.lookups.delete(topic);
		}
	}
}
