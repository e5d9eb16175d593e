import fc from 'fast-check';

import type { Athlete, Test } from '../../../nodes/TerraTeams/records/types';
import { athletesOfTests } from '../../../nodes/TerraTeams/queries/testAthletes';
import { dayOf } from '../../../nodes/TerraTeams/records/time';
import {
	found,
	nowUs,
	rosterOf,
	searched,
	TestServer,
	testsOf,
	type OwnedTest,
} from '../../unit/queries/ownedTests';
import { usPerDay } from '../../unit/queries/ranges';

const wholeTimeUs = 100 * 365 * usPerDay;

/** Every athlete is asked for all tests that there are. A test that is given for two has none. */
async function oneByOne(
	tests: readonly OwnedTest[],
	rosters: ReadonlyMap<string, Athlete[]>,
): Promise<(Athlete | null)[]> {
	const server = new TestServer(rosters, tests);
	const athletes = tests.map(() => new Map<string, Athlete>());
	for (const [coachId, roster] of rosters) {
		for (const athlete of roster) {
			const { athlete_id: id } = athlete;
			if (typeof id !== 'string') continue;
			const range = { startUs: nowUs - wholeTimeUs, endUs: nowUs };
			const found = await server.searchTests(coachId, range, [id]);
			for (const [index, test] of tests.entries()) {
				if (test.coachId !== coachId) continue;
				if (found.some((other) => isSame(test.record, other))) athletes[index]?.set(id, athlete);
			}
		}
	}
	return athletes.map((of) => {
		const [athlete] = of.values();
		return of.size === 1 ? (athlete ?? null) : null;
	});
}

function isSame(one: Test, other: Test): boolean {
	if (typeof one.test_id === 'string') return one.test_id === other.test_id;
	return typeof other.test_id !== 'string' && sorted(one) === sorted(other);
}

function sorted(test: Test): string {
	const fields = Object.entries(test).map(([name, value]) => {
		const elements = Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value;
		return JSON.stringify([name, elements]);
	});
	return fields.sort().join();
}

const coaches = ['coach-a', 'coach-b'];

/** Ids beyond the roster are those of athletes who were deleted. */
const worlds = fc.nat(40).chain((size) => {
	const athleteId = fc.nat(size + 3).map((n) => `athlete-${n}`);
	const owners = fc.oneof(
		{ weight: 6, arbitrary: athleteId.map((id) => [id]) },
		{ weight: 1, arbitrary: fc.constant([]) },
		{ weight: 2, arbitrary: fc.tuple(athleteId, athleteId) },
	);
	const test = fc.record({
		coach: fc.nat(1),
		owners,
		hasId: fc.boolean(),
		daysAgo: fc.oneof(fc.nat(3), fc.nat(400), fc.constant(null)),
		content: fc.nat(2),
	});
	return fc.record({
		rosters: fc.tuple(...coaches.map(() => fc.shuffledSubarray(rosterOf(size)))),
		withoutId: fc.boolean(),
		tests: fc.array(test, { maxLength: 60, size: 'max' }),
		known: fc.nat(9),
	});
});

type Dataset = typeof worlds extends fc.Arbitrary<infer Value> ? Value : never;

function build({ rosters, withoutId, tests }: Dataset) {
	const nameless: Athlete[] = withoutId ? [{ athlete_id: null, first_name: 'Nobody' }] : [];
	return {
		rosters: new Map(
			coaches.map((id, n) => {
				const roster = rosters[n] ?? [];
				return [id, [...nameless, ...roster, ...roster.slice(0, 1)]];
			}),
		),
		// Tests without an id of the same time and name are told apart by their metrics, if at all.
		held: tests.map(({ coach, owners, hasId, daysAgo, content }, n) => ({
			coachId: coaches[coach] ?? '',
			athleteIds: owners,
			record: {
				test_id: hasId ? `test-${n}` : null,
				timestamp_us: daysAgo === null ? null : nowUs - daysAgo * usPerDay,
				display_name: 'Jump',
				test_result_metrics: [{ value: content }, { value: 1 }],
			},
		})),
	};
}

describe('whose a test is', () => {
	it('is what asking athlete by athlete finds, whoever did what when', async () => {
		await fc.assert(
			fc.asyncProperty(worlds, async (dataset) => {
				const { rosters, held } = build(dataset);
				const server = new TestServer(rosters, held);
				// Some of the tests that the server holds are known already, so nobody asks.
				const wanted = (index: number) => index % 10 >= dataset.known;
				const { athletes, unnamed } = await athletesOfTests(
					found(held).filter((_, n) => wanted(n)),
					server,
				);
				const expected = await oneByOne(held, rosters);
				expect(athletes).toEqual(expected.filter((_, n) => wanted(n)));
				expect(server.maxConcurrency).toBeLessThanOrEqual(16);
				for (const { failure } of unnamed) expect(failure).toBeNull();
			}),
			{ numRuns: 800 },
		);
	});

	it('asks for each roster once, and for the days of the tests in question alone', async () => {
		await fc.assert(
			fc.asyncProperty(worlds, async (dataset) => {
				const { rosters, held: all } = build(dataset);
				const held = all.filter(({ record }) => record.timestamp_us !== null);
				const server = new TestServer(rosters, held);
				await athletesOfTests(found(held), server);
				const days = new Set(held.map(({ record }) => dayOf(record.timestamp_us ?? 0)));
				const others = server.searches.filter(
					({ range: { startUs, endUs } }) =>
						endUs - startUs > 31 * usPerDay || !days.has(dayOf(startUs)) || !days.has(dayOf(endUs)),
				);
				expect(others).toEqual([]);
				const asked = new Set(held.map(({ coachId }) => coachId));
				expect(server.rosterCalls.sort()).toEqual([...asked].sort());
			}),
			{ numRuns: 300 },
		);
	});
});

describe('the number of searches', () => {
	it('is the same for any number of tests of a month, and they go out together', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 130 }).chain((size) =>
					fc.record({
						size: fc.constant(size),
						// Some of athletes who are not in the roster.
						owners: fc.array(fc.nat(size + 2), { minLength: 1, maxLength: 150, size: 'max' }),
					}),
				),
				async ({ size, owners }) => {
					const server = await searched(
						testsOf(owners.length, (n) => owners[n] ?? 0),
						size,
					);
					const { length } = server.searches;
					expect(length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)) + 4);
					expect(server.maxConcurrency).toBe(length);
				},
			),
			{ numRuns: 300 },
		);
	});
});

describe('responses that are wrong', () => {
	it('never give a wrong name, whichever response it is and however it is wrong', async () => {
		const kinds = ['empty', 'everything', 'another coach', 'old copy', 'another search', 'cut off'];
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 60 }).chain((size) =>
					fc.record({
						size: fc.constant(size),
						owners: fc.array(fc.nat(size + 3), { minLength: 1, maxLength: 60, size: 'max' }),
						wrong: fc.nat(12),
						kind: fc.constantFrom(...kinds),
						share: fc.nat(100),
					}),
				),
				async ({ size, owners, wrong, kind, share }) => {
					const tests = testsOf(owners.length, (n) => owners[n] ?? 0);
					const server = new TestServer(new Map([['coach-a', rosterOf(size)]]), tests);
					const all = tests.map(({ record }) => record);
					const count = Math.ceil((all.length * share) / 100);
					server.answer = ({ number }, right, earlier) => {
						if (number !== wrong + 1) return right;
						if (kind === 'empty') return [];
						if (kind === 'everything') return all;
						if (kind === 'another coach') return all.map((_, n) => ({ test_id: `other-${n}` }));
						if (kind === 'old copy') return right.filter((test) => all.indexOf(test) >= count);
						if (kind === 'another search') return earlier.at(-1) ?? [];
						return right.slice(0, count);
					};
					const { athletes, unnamed } = await athletesOfTests(found(tests), server);
					const roster = rosterOf(size);
					const expected = owners.map((owner) => roster[owner] ?? null);
					expect(athletes).toEqual(athletes.map((athlete, n) => athlete && expected[n]));
					const missing = expected.filter((owner, n) => owner && !athletes[n]).length;
					// The second round of searches is right, so it settles what the first one left open.
					if (wrong < 4) expect({ missing, unnamed }).toEqual({ missing: 0, unnamed: [] });
				},
			),
			{ numRuns: 2000 },
		);
	});
});
