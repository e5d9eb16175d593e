import type { Measurement } from '../../../nodes/TerraTeams/history/squad';

export const usPerDay = 86_400_000_000;

/** A generator of the same numbers in every run (mulberry32), from 0 to 1. */
export function randomOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** Up to 8 athletes with up to 12 values each within 60 days, some at the same moment. */
export function randomHistory(random: () => number): Measurement[] {
	const scale = 10 ** Math.floor(random() * 7 - 3);
	const athletes = 1 + Math.floor(random() * 8);
	return Array.from({ length: athletes }, (_, athlete) =>
		Array.from({ length: Math.floor(random() * 13) }, () => ({
			athleteId: `athlete ${athlete}`,
			timestampUs: Math.floor(random() * 60) * usPerDay,
			value: (random() - 0.2) * scale,
		})),
	).flat();
}
