import type { Athlete, Test } from '../../../nodes/TerraTeams/records/types';
import type { TestAthleteSource } from '../../../nodes/TerraTeams/queries/coachSearch';
import type { FoundRecord } from '../../../nodes/TerraTeams/queries/rangeSearch';
import { athletesOfTests } from '../../../nodes/TerraTeams/queries/testAthletes';
import { coveringDates, type TimeRange } from '../../../nodes/TerraTeams/api/timeRange';

/** When the newest of these tests was done, in microseconds. */
export const nowUs = Date.UTC(2026, 5, 1) * 1000;

/** A test that a server holds, and the ids of those whose it is: usually one, maybe none or two. */
export interface OwnedTest {
	coachId: string;
	record: Test;
	athleteIds: readonly string[];
}

/** A search that was asked for. */
export interface Search {
	/** Counted from 1. */
	number: number;
	coachId: string;
	range: TimeRange;
	athleteIds: readonly string[];
}

/**
 * A server that knows whose tests are whose, as the client sees it. It gives the tests of whole
 * days, those without a time always, in an order that differs from one search to the next.
 */
export class TestServer implements TestAthleteSource {
	readonly searches: Search[] = [];
	readonly rosterCalls: string[] = [];
	maxConcurrency = 0;
	/** Replaces the response to a search; the earlier responses are given as well. */
	answer: (search: Search, tests: Test[], earlier: readonly Test[][]) => Test[] = (_, tests) =>
		tests;
	private readonly responses: Test[][] = [];
	private concurrency = 0;

	constructor(
		private readonly rosters: ReadonlyMap<string, Athlete[]>,
		private readonly tests: readonly OwnedTest[],
	) {}

	async getCoachAthletes(coachId: string): Promise<Athlete[]> {
		this.rosterCalls.push(coachId);
		return this.rosters.get(coachId) ?? [];
	}

	async searchTests(
		coachId: string,
		range: TimeRange,
		athleteIds: readonly string[],
	): Promise<Test[]> {
		const number = this.searches.length + 1;
		const search = { number, coachId, range, athleteIds };
		this.searches.push(search);
		this.concurrency += 1;
		this.maxConcurrency = Math.max(this.maxConcurrency, this.concurrency);
		await Promise.resolve();
		this.concurrency -= 1;
		const asked = new Set(athleteIds);
		const found = this.tests
			.filter((test) => test.coachId === coachId && test.athleteIds.some((id) => asked.has(id)))
			.map(({ record }) => record)
			.filter(({ timestamp_us: us }) => typeof us !== 'number' || isOnDaysOf(range, us));
		const response = this.answer(search, found, this.responses);
		this.responses.push(response);
		return number % 2 === 0 ? response.map(turned).reverse() : response;
	}
}

/** A roster of `size` athletes. */
export function rosterOf(size: number): Athlete[] {
	return Array.from({ length: size }, (_, n) => ({ athlete_id: `athlete-${n}` }));
}

function isOnDaysOf(range: TimeRange, us: number): boolean {
	const { first, end } = coveringDates(range);
	return us >= Date.parse(first) * 1000 && us < Date.parse(end) * 1000;
}

/** The same test with its fields and the elements of its lists the other way round. */
function turned(test: Test): Test {
	const fields = Object.entries(test).reverse();
	return Object.fromEntries(
		fields.map(([name, value]) => [name, Array.isArray(value) ? [...value].reverse() : value]),
	);
}

/** The tests as a search of them gives them. */
export function found(tests: readonly OwnedTest[]): FoundRecord<Test>[] {
	return tests.map(({ coachId, record }) => ({ coachId, record }));
}

/** `count` tests of one day; the nth one is of the athlete with the number `owner(n)`. */
export function testsOf(count: number, owner: (n: number) => number): OwnedTest[] {
	return Array.from({ length: count }, (_, n) => ({
		coachId: 'coach-a',
		record: { test_id: `test-${n}`, timestamp_us: nowUs - n * 1000 },
		athleteIds: [`athlete-${owner(n)}`],
	}));
}

/** A server that was asked for the athletes of tests of one roster. */
export async function searched(held: OwnedTest[], size: number): Promise<TestServer> {
	const server = new TestServer(new Map([['coach-a', rosterOf(size)]]), held);
	await athletesOfTests(found(held), server);
	return server;
}
