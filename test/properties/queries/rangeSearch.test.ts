/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Node.js, never inside n8n */
import fc from 'fast-check';

import type { TerraTeamsError } from '../../../nodes/TerraTeams/api/errors';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import {
	searchRange,
	type FoundRecord,
	type RecordSource,
} from '../../../nodes/TerraTeams/queries/rangeSearch';
import type { TimeRange } from '../../../nodes/TerraTeams/api/timeRange';
import { failureOf } from '../../unit/api/connect';
import {
	failureLike,
	ModelServer,
	tooMuch,
	type Limits,
	type ServerBehavior,
	type Stored,
} from '../../unit/api/modelServer';
import { ranges, usPerDay } from '../../unit/queries/ranges';

async function ticks(count: number): Promise<void> {
	for (let turn = 0; turn < count; turn++) {
		await new Promise((resolve) => setImmediate(resolve));
	}
}

const behaviors: fc.Arbitrary<ServerBehavior> = fc.record({
	times: fc.boolean(),
	dates: fc.option(
		fc.record({
			offsetMinutes: fc.integer({ min: -48, max: 56 }).map((quarters) => quarters * 15),
			endIncluded: fc.boolean(),
		}),
	),
	moreUs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 90 * usPerDay })),
	twice: fc.boolean(),
	shuffle: fc.integer({ min: 1, max: 100 }),
});

const limits: fc.Arbitrary<Limits> = fc.record({
	longestUs: fc.oneof(
		fc.integer({ min: usPerDay, max: 31 * usPerDay }),
		fc.integer({ min: 1, max: 31 }).map((days) => days * usPerDay),
	),
	percent: fc.constantFrom(0, 0, 30, 100),
	failure: fc.nat(99),
});

const coaches = ['coach-a', 'coach-b', 'coach-c'];

/** What coaches have: in and around a range, at its ends, where slices meet, at equal times. */
function storedAround(range: TimeRange): fc.Arbitrary<Stored[]> {
	const length = range.endUs - range.startUs;
	const us = fc.oneof(
		fc.constantFrom(range.startUs, range.endUs, range.startUs - 1, range.endUs + 1),
		fc
			.tuple(
				fc.constantFrom(1, 31),
				fc.integer({ min: 0, max: 400 }),
				fc.integer({ min: -1, max: 1 }),
			)
			.map(([days, times, beside]) => range.startUs + days * times * usPerDay + beside),
		fc.integer({ min: -3 * usPerDay, max: length + 3 * usPerDay }).map((at) => range.startUs + at),
		fc.constant(range.startUs + Math.floor(length / 3)),
	);
	const draft = fc.record({
		coach: fc.nat(coaches.length - 1),
		us: fc.oneof({ arbitrary: us, weight: 8 }, { arbitrary: fc.constant(null), weight: 1 }),
		id: fc.constantFrom('has', 'has', 'null', 'missing'),
	});
	return fc.array(draft, { maxLength: 30, size: 'max' }).map((drafts) =>
		drafts.map(({ coach, us: at, id }, n) => {
			const record: JsonObject = { n, us: at };
			// Other coaches may have the same id: it is another record all the same.
			if (id === 'has') record.id = `record-${n % 7}`;
			if (id === 'null') record.id = null;
			return { coachId: coaches[coach] ?? '', record, us: at };
		}),
	);
}

/** Without the records of a coach whose id stands twice. */
function withUniqueIds(stored: readonly Stored[]): Stored[] {
	const seen = new Set<string>();
	return stored.filter(({ coachId, record }) => {
		if (typeof record.id !== 'string') return true;
		const key = `${coachId} ${record.id}`;
		const isFirst = !seen.has(key);
		seen.add(key);
		return isFirst;
	});
}

/** A range, and what coaches have in and around it. */
const cases = ranges().chain((range) =>
	fc.record({
		range: fc.constant(range),
		stored: storedAround(range).map(withUniqueIds),
		coachIds: fc.subarray(coaches),
	}),
);

/** What tells the records in the range apart: each has a number of its own, and a coach. */
function wanted(stored: readonly Stored[], coachIds: string[], range: TimeRange): Set<string> {
	const inside = stored.filter(
		({ coachId, us }) =>
			coachIds.includes(coachId) && (us === null || (us >= range.startUs && us <= range.endUs)),
	);
	return new Set(inside.map(({ coachId, record }) => `${coachId} ${Number(record.n)}`));
}

function expectFound(found: readonly FoundRecord<JsonObject>[], expected: Set<string>): void {
	const keys = found.map(({ coachId, record }) => `${coachId} ${Number(record.n)}`);
	expect(keys).toHaveLength(new Set(keys).size);
	expect(new Set(keys)).toEqual(expected);
	const times = found.map(({ record: { us } }) => (typeof us === 'number' ? us : Infinity));
	expect(times).toEqual([...times].sort((a, b) => (a === b ? 0 : a - b)));
}

describe('whatever the server understands by the query', () => {
	it('gives each record of the range once, oldest first, with no more requests than needed', async () => {
		await fc.assert(
			fc.asyncProperty(cases, behaviors, async ({ range, stored, coachIds }, behavior) => {
				const server = new ModelServer(stored, behavior);
				const found = await searchRange(server.source, coachIds, range);
				expectFound(found, wanted(stored, coachIds, range));
				const days = (range.endUs - range.startUs) / usPerDay;
				const needed = coachIds.length * Math.max(1, Math.ceil(days / 31));
				expect(server.requests).toHaveLength(needed);
				expect(server.maxConcurrency).toBe(Math.min(4, needed));
			}),
			{ numRuns: 1500 },
		);
	});

	it('gives the same when slices are too large or too slow', async () => {
		await fc.assert(
			fc.asyncProperty(
				cases,
				behaviors,
				limits,
				async ({ range, stored, coachIds }, behavior, limit) => {
					const server = new ModelServer(stored, behavior, limit);
					const found = await searchRange(server.source, coachIds, range);
					expectFound(found, wanted(stored, coachIds, range));
					expect(server.maxConcurrency).toBeLessThanOrEqual(4);
					const asked = server.requests.map(
						({ coachId, slice }) => `${coachId} ${slice.startUs} ${slice.endUs}`,
					);
					expect(asked).toHaveLength(new Set(asked).size);
				},
			),
			{ numRuns: 1000 },
		);
	});
});

describe('a slice that is too much', () => {
	const upTo31Days = ranges(31).map(({ startUs, endUs }) => ({
		startUs,
		endUs: Math.min(endUs, startUs + 31 * usPerDay),
	}));

	it.each(tooMuch)(
		'is asked for in halves down to a day, then its error stands: %o',
		async (what) => {
			await fc.assert(
				fc.asyncProperty(upTo31Days, async (range) => {
					const slices: TimeRange[] = [];
					const source: RecordSource<JsonObject> = {
						id: () => null,
						timestampUs: () => null,
						fetch: async (_, slice) => {
							slices.push(slice);
							throw failureLike(what);
						},
					};
					const thrown = await failureOf(searchRange(source, ['coach-a'], range));
					expect(thrown).toMatchObject({ name: 'TerraTeamsError', ...what });
					const lengths = slices.map(({ startUs, endUs }) => endUs - startUs);
					for (const [index, slice] of slices.entries()) {
						expect(slice.startUs).toBe(range.startUs);
						// Half of the one before, to the day.
						const before = (lengths[index - 1] ?? Infinity) / 2;
						expect(lengths[index]).toBeLessThanOrEqual(before + usPerDay / 2);
					}
					expect(lengths.slice(0, -1).every((length) => length > usPerDay)).toBe(true);
					expect(lengths.at(-1)).toBeLessThanOrEqual(usPerDay);
				}),
				{ numRuns: 300 },
			);
		},
	);
});

it('asks for nothing more after a request has failed, and throws the first failure', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 30 }),
			fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 20 }),
			fc.boolean(),
			async (failing, delays, othersTooMuch) => {
				let begun = 0;
				let begunBefore = 0;
				let failed: TerraTeamsError | undefined;
				const source: RecordSource<JsonObject> = {
					id: () => null,
					timestampUs: () => null,
					fetch: async (_, { startUs, endUs }) => {
						begun += 1;
						const number = begun;
						await ticks(delays[number % delays.length] ?? 1);
						if (number === failing) {
							failed = failureLike({ status: 400 });
							begunBefore = begun;
							throw failed;
						}
						if (othersTooMuch && endUs - startUs > usPerDay) throw failureLike({ status: 504 });
						return [];
					},
				};
				const range = { startUs: 0, endUs: 400 * usPerDay };
				const thrown = await failureOf(searchRange(source, coaches, range));
				expect(thrown).toMatchObject({ facts: failed?.facts });
				expect(begun).toBe(begunBefore);
			},
		),
		{ numRuns: 300 },
	);
});
