import { mapConcurrently, type ConcurrencyLimiter } from '../api/concurrencyLimiter';
import { asTerraTeamsError, isNotFound, TerraTeamsError } from '../api/errors';
import type { TimeRange } from '../api/timeRange';
import { testIdentity } from '../records/identity';
import type { Athlete, Test } from '../records/types';
import { codeOf, type Bits } from './codeWords';
import { searchRange } from './rangeSearch';
import type { Roster } from './roster';
import { testKey } from './testKey';

/** The calls of the client that find the athletes of tests, one request each. */
export interface TestAthleteSource {
	/** Every athlete of a coach. Throws TerraTeamsError. */
	getCoachAthletes: (coachId: string) => Promise<Athlete[]>;
	/**
	 * The tests of some athletes of a coach in a range, perhaps with others around it. Throws
	 * TerraTeamsError.
	 */
	searchTests: (
		coachId: string,
		range: TimeRange,
		athleteIds: readonly string[],
	) => Promise<Test[]>;
}

/** An athlete of a roster. */
export type Member = Roster['athletes'][number];

/** Max number of athletes in a search: what is searched of a roster of 2,000. */
const maxIds = 1250;

/** A server that finds the response to so few athletes too large has too large a range. */
const fewIds = 50;

/** The searches for tests of one coach. */
export class CoachSearch {
	/** Becomes smaller where the server refuses as many. */
	private maxIds = maxIds;
	/** The server has no search, or no such coach. */
	private missing: TerraTeamsError | undefined;

	constructor(
		private readonly coachId: string,
		private readonly source: TestAthleteSource,
		private readonly limiter: ConcurrencyLimiter,
	) {}

	/**
	 * Gives athletes their words, and sends the search of every bit.
	 *
	 * @returns the words, and by the key of each test that came back the bits of the searches in
	 *   which it did
	 * @throws TerraTeamsError of the first request that failed
	 */
	async bitsOf(members: readonly Member[], range: TimeRange) {
		const { length, words } = codeOf(members.length);
		const idsOfBits = Array.from({ length }, (_, bit) =>
			members.flatMap(({ id }, place) => ((words[place] ?? 0) & (1 << bit) ? [id] : [])),
		);
		const bits = new Map<string, Bits>();
		await mapConcurrently([...idsOfBits.entries()], length, async ([bit, ids], hasFailed) => {
			// Without ids a search would be for every athlete.
			if (ids.length === 0) return;
			const fetch = async (_coachId: string, slice: TimeRange) =>
				await this.search(slice, ids, hasFailed);
			const found = await searchRange({ ...testIdentity, fetch }, [this.coachId], range, {
				concurrency: 1,
			});
			for (const { record } of found) {
				const key = testKey(record);
				bits.set(key, (bits.get(key) ?? 0) | (1 << bit));
			}
		});
		return { bits, words };
	}

	/** The tests of athletes, in as few requests as the server allows. */
	private async search(
		range: TimeRange,
		ids: readonly string[],
		hasFailed: () => boolean,
	): Promise<Test[]> {
		const tests = await this.searchAtOnce(range, ids, hasFailed);
		return tests ?? (await this.searchInParts(range, ids, hasFailed));
	}

	/** One request; `null` where it is for more athletes than the server allows. */
	private async searchAtOnce(
		range: TimeRange,
		ids: readonly string[],
		hasFailed: () => boolean,
	): Promise<Test[] | null> {
		const release = await this.limiter.acquire();
		try {
			// Others may have failed, or have learned what the server allows, in the meantime.
			if (hasFailed()) return [];
			if (this.missing) throw this.missing;
			if (ids.length > this.maxIds) return null;
			const outcome = await this.source
				.searchTests(this.coachId, range, ids)
				.catch(asTerraTeamsError);
			if (!(outcome instanceof TerraTeamsError)) return outcome;
			if (isNotFound(outcome)) this.missing = outcome;
			if (!isTooMany(outcome, ids.length)) throw outcome;
			this.maxIds = Math.min(this.maxIds, Math.ceil(ids.length / 2));
			return null;
		} finally {
			release?.();
		}
	}

	private async searchInParts(
		range: TimeRange,
		ids: readonly string[],
		hasFailed: () => boolean,
	): Promise<Test[]> {
		const size = this.maxIds;
		const parts = Array.from({ length: Math.ceil(ids.length / size) }, (_, n) =>
			ids.slice(n * size, (n + 1) * size),
		);
		const found = await mapConcurrently(
			parts,
			parts.length,
			async (part, hasPartFailed) =>
				await this.search(range, part, () => hasFailed() || hasPartFailed()),
		);
		return found.flat();
	}
}

/** Whether the server may have refused a search because of its number of athletes. */
function isTooMany({ status }: TerraTeamsError, ids: number): boolean {
	return ids > 1 && (status === 400 || status === 422 || (status === 413 && ids > fewIds));
}
