import type { FaultRule } from '../../../simulator';
import { SeededRandom } from '../../../simulator/generate/random';

/** What happens to n8n or to Terra at a time of the run; times in milliseconds since its begin. */
export type Disturbance =
	| { type: 'fault'; atMs: number; forMs: number; kind: string; rule: FaultRule; mustHit: boolean }
	/** n8n is stopped in order, and started again. */
	| { type: 'restart'; atMs: number }
	/** n8n is killed, and started again. */
	| { type: 'kill'; atMs: number }
	/** n8n's clock is wrong by so much. */
	| { type: 'clock'; atMs: number; forMs: number; aheadMs: number }
	/** Other programs take all processors. */
	| { type: 'load'; atMs: number; forMs: number };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Every kind of fault comes once in this time. */
export const allFaultsWithinMs = 10 * minuteMs;

/** From one fault to the next, where there is time for more than one of each kind. */
const faultEveryMs = 15_000;

const clockEveryMs = 80_000;
const loadEveryMs = 150_000;
const restartEveryMs = 55_000;

/**
 * n8n is restarted and killed between these parts of the run: the memory of its last half must be that
 * of one process that has been running for some time.
 */
const restarts = { from: 0.05, to: 0.3 };

/** Longer than Max Age of the webhook trigger, and longer than the look-back of the polling one. */
const clocksAheadMs = [3, -3, 26, -26, 72, -72, 8 * 24].map((hours) => hours * hourMs);

/** The requests of the two triggers; a fault without a path hits any. */
const paths = [
	'/coaches',
	'/coaches/*/tests',
	'/coaches/*/activities',
	'/athletes',
	'/coaches/*/athletes',
	'/coaches/*/tests/search',
	'/coaches/*/activities/metrics/schema',
];

/**
 * What happens in a run, from its seed alone, in the order of time.
 *
 * @param faults examples of each kind of fault, which come in turn
 */
export function makeDisturbances(
	seed: number,
	minutes: number,
	faults: Readonly<Record<string, readonly FaultRule[]>>,
): Disturbance[] {
	const endMs = minutes * minuteMs;
	const all = [
		...makeFaults(new SeededRandom(seed, 'faults'), endMs, faults),
		...makeRestarts(new SeededRandom(seed, 'restarts'), endMs),
		...makeClocks(new SeededRandom(seed, 'clock'), endMs),
		...makeLoads(new SeededRandom(seed, 'load'), endMs),
	];
	return all.sort((a, b) => a.atMs - b.atMs);
}

/** One after the other, so that what a user sees has one cause. Each kind first comes on any path. */
function makeFaults(
	random: SeededRandom,
	endMs: number,
	faults: Readonly<Record<string, readonly FaultRule[]>>,
): Disturbance[] {
	const kinds = Object.keys(faults);
	const windows = Math.ceil(endMs / allFaultsWithinMs);
	const windowMs = endMs / windows;
	const rounds = Math.max(1, Math.floor(windowMs / faultEveryMs / kinds.length));
	const slotMs = windowMs / rounds / kinds.length;
	return Array.from({ length: windows * rounds }, (_, round) => {
		const isFirst = round % rounds === 0;
		return shuffled(random, kinds).map((kind, index): Disturbance => {
			const examples = faults[kind] ?? [];
			const example = examples[round % examples.length] ?? {};
			return {
				type: 'fault',
				kind,
				atMs: (round * kinds.length + index + random.next() * 0.2) * slotMs,
				forMs: slotMs * (0.4 + random.next() * 0.3),
				rule: { ...example, times: Infinity, ...(isFirst ? {} : { path: random.pick(paths) }) },
				mustHit: isFirst,
			};
		});
	}).flat();
}

function makeRestarts(random: SeededRandom, endMs: number): Disturbance[] {
	const spanMs = endMs * (restarts.to - restarts.from);
	const count = 2 * Math.max(1, Math.round(spanMs / restartEveryMs / 2));
	return Array.from({ length: count }, (_, index) => ({
		type: index % 2 === 0 ? 'restart' : 'kill',
		atMs: endMs * restarts.from + (index + random.next() * 0.8) * (spanMs / count),
	}));
}

function makeClocks(random: SeededRandom, endMs: number): Disturbance[] {
	const offsets = shuffled(random, clocksAheadMs);
	return spread(random, endMs, clockEveryMs).map((atMs, index) => ({
		type: 'clock',
		atMs,
		forMs: clockEveryMs * (0.2 + random.next() * 0.25),
		aheadMs: offsets[index % offsets.length] ?? hourMs,
	}));
}

function makeLoads(random: SeededRandom, endMs: number): Disturbance[] {
	return spread(random, endMs, loadEveryMs).map((atMs) => ({
		type: 'load',
		atMs,
		forMs: loadEveryMs * (0.15 + random.next() * 0.15),
	}));
}

/** One time in each span of about this length, in its first half. */
function spread(random: SeededRandom, endMs: number, everyMs: number): number[] {
	const count = Math.max(1, Math.round(endMs / everyMs));
	const spanMs = endMs / count;
	return Array.from({ length: count }, (_, index) => (index + random.next() * 0.5) * spanMs);
}

function shuffled<T>(random: SeededRandom, list: readonly T[]): T[] {
	return list
		.map((value) => ({ value, at: random.next() }))
		.sort((a, b) => a.at - b.at)
		.map(({ value }) => value);
}
