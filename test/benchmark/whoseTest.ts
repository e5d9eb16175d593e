import { athletesOfTests } from '../../nodes/TerraTeams/queries/testAthletes';
import { testKey } from '../../nodes/TerraTeams/queries/testKey';
import type { Athlete, Test } from '../../nodes/TerraTeams/records/types';
import { startSimulator } from '../../simulator';
import { connect } from '../unit/api/connect';
import { figureOf, type Figure } from './figure';

const coachId = 'coach';
const usPerDay = 86_400_000_000;
const fromUs = Date.UTC(2026, 0, 1) * 1000;
const everything = { startUs: fromUs, endUs: fromUs + 31 * usPerDay };

/** What Terra's server took to answer a search, at best. */
const delayMs = 100;

/**
 * How many searches it takes to find out whose tests of one month are, which the tests do not say,
 * beside asking athlete by athlete, what they receive beside halving the athletes again and again,
 * and how long they take over HTTP.
 */
export async function measureWhoseTest(): Promise<Figure[]> {
	const sizes = [
		{ tests: 1, athletes: 30 },
		{ tests: 1, athletes: 100 },
		{ tests: 5, athletes: 500 },
		{ tests: 400, athletes: 500 },
		{ tests: 2000, athletes: 1000 },
	];
	const figures: Figure[] = [];
	for (const { tests, athletes } of sizes)
		figures.push(...(await measureSearches(tests, athletes)));
	figures.push(await measureTime(400, 500));
	return figures;
}

async function measureSearches(tests: number, athletes: number): Promise<Figure[]> {
	const ours = new CountingServer(tests, athletes);
	const { athletes: found } = await athletesOfTests(ours.wanted, ours);
	ours.check(found);
	const halving = new CountingServer(tests, athletes);
	halving.check(await askHalves(halving));
	const name = `Whose are ${tests} tests, of ${athletes} athletes`;
	const most = Math.ceil(Math.log2(athletes)) + 4;
	return [
		figureOf(
			`${name}, beside one by one`,
			'searches',
			{ ours: [ours.searches], other: [athletes] },
			{ ours: most },
		),
		figureOf(`${name}, beside halving`, 'searches', {
			ours: [ours.searches],
			other: [halving.searches],
		}),
		figureOf(
			`${name}, beside halving`,
			'received, kB',
			{ ours: [ours.bytes / 1000], other: [halving.bytes / 1000] },
			{ ratio: 1.3 },
		),
	];
}

/** Over HTTP, beside a search for each athlete, one after the other. */
async function measureTime(tests: number, athletes: number): Promise<Figure> {
	const size = { coaches: 1, athletes, days: 1, testsPerDay: tests };
	const simulator = await startSimulator({ now: new Date(fromUs / 1000 + 86_400_000), size });
	const { client } = connect(simulator);
	const id = simulator.dataset.coaches[0]?.coach_id ?? '';
	const range = { startUs: fromUs - usPerDay, endUs: fromUs + 2 * usPerDay };
	const held = await client.getTests(id, range);
	for (const path of ['/coaches/*/athletes', '/coaches/*/tests/search']) {
		simulator.fail({ path, delayMs, times: Infinity });
	}

	let beganMs = performance.now();
	const { athletes: found } = await athletesOfTests(
		held.map((record) => ({ coachId: id, record })),
		{
			getCoachAthletes: async (of) => await client.getCoachAthletes(of),
			searchTests: async (...search) => await client.searchTests(...search),
		},
	);
	const oursMs = performance.now() - beganMs;

	beganMs = performance.now();
	const owners = new Map<string, string>();
	for (const { athlete_id: athleteId } of await client.getCoachAthletes(id)) {
		if (typeof athleteId !== 'string') continue;
		for (const test of await client.searchTests(id, range, [athleteId])) {
			owners.set(testKey(test), athleteId);
		}
	}
	const otherMs = performance.now() - beganMs;
	await simulator.close();
	const isSame = held.every(
		(record, n) => found[n]?.athlete_id === owners.get(testKey(record)) && found[n] !== null,
	);
	if (held.length < tests / 2 || !isSame) throw new Error('The two sides found different athletes');
	return figureOf(
		`Whose are ${held.length} tests, of ${athletes} athletes, answered in ${delayMs} ms, beside one by one`,
		'time, ms',
		{ ours: [oursMs], other: [otherMs] },
		{ ratio: 0.02 },
	);
}

/** A server in the process that counts what it is asked for and what it gives. */
class CountingServer {
	searches = 0;
	bytes = 0;
	readonly roster: Athlete[];
	private readonly held: { record: Test; athleteId: string }[];

	constructor(tests: number, athletes: number) {
		this.roster = Array.from({ length: athletes }, (_, n) => ({ athlete_id: `athlete ${n}` }));
		this.held = Array.from({ length: tests }, (_, n) => ({
			// As much as a real test has.
			record: {
				test_id: `test ${n}`,
				timestamp_us: fromUs + Math.floor((n * 30 * usPerDay) / tests),
				display_name: 'Countermovement Jump',
				notes: 'x'.repeat(2000),
			},
			athleteId: `athlete ${scatter(n, athletes)}`,
		}));
	}

	get wanted() {
		return this.held.map(({ record }) => ({ coachId, record }));
	}

	getCoachAthletes = async () => this.roster;

	searchTests = async (
		_coachId: string,
		_range: unknown,
		athleteIds: readonly string[],
	): Promise<Test[]> => {
		this.searches++;
		const asked = new Set(athleteIds);
		const found = this.held
			.filter(({ athleteId }) => asked.has(athleteId))
			.map(({ record }) => record);
		this.bytes += JSON.stringify({ data: found }).length;
		return found;
	};

	check(found: readonly (Athlete | null)[]): void {
		const isRight = this.held.every(({ athleteId }, n) => found[n]?.athlete_id === athleteId);
		if (!isRight) throw new Error('A test was given to another athlete');
	}
}

/**
 * Halves the athletes as long as there are tests of theirs: the first half is searched, and what it
 * does not have is the other half's.
 */
async function askHalves(server: CountingServer): Promise<(Athlete | null)[]> {
	const owners = new Map<Test, Athlete>();
	const ask = async (athletes: readonly Athlete[], tests: readonly Test[]): Promise<void> => {
		const [first] = athletes;
		if (tests.length === 0 || !first) return;
		if (athletes.length === 1) return tests.forEach((test) => owners.set(test, first));
		const middle = Math.ceil(athletes.length / 2);
		const half = athletes.slice(0, middle);
		const found = new Set(await server.searchTests(coachId, everything, idsOf(half)));
		await ask(
			half,
			tests.filter((test) => found.has(test)),
		);
		await ask(
			athletes.slice(middle),
			tests.filter((test) => !found.has(test)),
		);
	};
	const all = await server.searchTests(coachId, everything, idsOf(server.roster));
	await ask(server.roster, all);
	return server.wanted.map(({ record }) => owners.get(record) ?? null);
}

function idsOf(athletes: readonly Athlete[]): string[] {
	return athletes.flatMap(({ athlete_id: id }) => (typeof id === 'string' ? [id] : []));
}

/** A number below `below` that looks random but is the same in every run. */
function scatter(n: number, below: number): number {
	return Math.floor((((n + 1) * 0.618_033_988_749_895 + (n * n * 0.754_877_666) / 7) % 1) * below);
}
