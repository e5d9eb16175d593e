import type { Test } from '../../nodes/TerraTeams/records/types';
import { athletesOfTests } from '../../nodes/TerraTeams/queries/testAthletes';
import { figureOf, type Figure } from './figure';

const coachId = 'coach';
const timestampUs = Date.UTC(2026, 0, 15, 12) * 1000;

/**
 * How many searches it takes to find out whose tests of one day are, which the tests do not say,
 * beside asking athlete by athlete. No request is made.
 */
export async function measureSearches(): Promise<Figure[]> {
	return [
		await searchesFor(1, 100, 1 / 8),
		await searchesFor(5, 500, 1 / 8),
		await searchesFor(400, 500, 1),
	];
}

async function searchesFor(tests: number, athletes: number, ratio: number): Promise<Figure> {
	const held = Array.from({ length: tests }, (_, n) => ({
		record: { test_id: `test ${n}`, timestamp_us: timestampUs },
		athleteId: `athlete ${scatter(n, athletes)}`,
	}));
	let searches = 0;
	const found = await athletesOfTests(
		held.map(({ record }) => ({ coachId, record })),
		{
			getCoachAthletes: async () =>
				Array.from({ length: athletes }, (_, n) => ({ athlete_id: `athlete ${n}` })),
			searchTests: async (_coachId, _range, athleteIds): Promise<Test[]> => {
				searches++;
				const asked = new Set(athleteIds);
				return held.filter(({ athleteId }) => asked.has(athleteId)).map(({ record }) => record);
			},
		},
	);
	const isRight = held.every(({ athleteId }, n) => found[n]?.athlete_id === athleteId);
	if (!isRight) throw new Error('A test was given to another athlete');
	return figureOf(
		`Whose are ${tests} tests, of ${athletes} athletes, beside one by one`,
		'searches',
		{ ours: [searches], other: [athletes] },
		{ ratio },
	);
}

/** A number below `below` that looks random but is the same in every run. */
function scatter(n: number, below: number): number {
	return Math.floor((((n + 1) * 0.618_033_988_749_895 + (n * n * 0.754_877_666) / 7) % 1) * below);
}
