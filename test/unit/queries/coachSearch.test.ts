import { ConcurrencyLimiter } from '../../../nodes/TerraTeams/api/concurrencyLimiter';
import type { TimeRange } from '../../../nodes/TerraTeams/api/timeRange';
import {
	CoachSearch,
	type Member,
	type TestAthleteSource,
} from '../../../nodes/TerraTeams/queries/coachSearch';
import type { Test } from '../../../nodes/TerraTeams/records/types';
import { failureOf } from '../api/connect';
import { failureLike } from '../api/modelServer';
import { nowUs, type Search } from './ownedTests';
import { usPerDay } from './ranges';

const day = { startUs: nowUs, endUs: nowUs + usPerDay - 1 };

/** A source with a test of each athlete at noon, which notes what it is asked. */
class Source implements TestAthleteSource {
	readonly searches: Search[] = [];
	maxConcurrency = 0;
	/** Throws what a search fails with. */
	fail: (search: Search) => void = () => undefined;
	private concurrency = 0;

	async getCoachAthletes(): Promise<never> {
		throw new Error('Nobody asks for the roster here.');
	}

	async searchTests(
		coachId: string,
		range: TimeRange,
		athleteIds: readonly string[],
	): Promise<Test[]> {
		const search = { number: this.searches.length + 1, coachId, range, athleteIds };
		this.searches.push(search);
		this.concurrency += 1;
		this.maxConcurrency = Math.max(this.maxConcurrency, this.concurrency);
		// Long enough for what has failed to be known everywhere.
		for (let turn = 0; turn < 100; turn++) await Promise.resolve();
		this.concurrency -= 1;
		this.fail(search);
		const noonUs = nowUs + usPerDay / 2;
		return athleteIds.map((id) => ({ test_id: `test of ${id}`, timestamp_us: noonUs }));
	}

	/** The athletes of each search. */
	get asked(): string[] {
		return this.searches.map(({ athleteIds }) => athleteIds.join(' '));
	}
}

function membersOf(count: number): Member[] {
	return Array.from({ length: count }, (_, n) => ({ id: `${n}`, athlete: { athlete_id: `${n}` } }));
}

function searchOf(source: TestAthleteSource, maxConcurrency = 1): CoachSearch {
	return new CoachSearch('coach-a', source, new ConcurrencyLimiter(maxConcurrency));
}

/** What is found where each test spells the word of its athlete. */
function spelled(words: readonly number[]) {
	return { words, bits: new Map(words.map((word, n) => [`id test of ${n}`, word])) };
}

describe('the searches of a roster', () => {
	it('are one for each bit, for those whose bit is 1', async () => {
		const source = new Source();
		const result = await searchOf(source).bitsOf(membersOf(3), day);
		expect(result).toEqual(spelled([0b0011, 0b0101, 0b0110]));
		const asked = { coachId: 'coach-a', range: day };
		expect(source.searches).toEqual([
			{ ...asked, number: 1, athleteIds: ['0', '1'] },
			{ ...asked, number: 2, athleteIds: ['0', '2'] },
			{ ...asked, number: 3, athleteIds: ['1', '2'] },
		]);
	});

	it('are none of nobody', async () => {
		const source = new Source();
		expect(await searchOf(source).bitsOf([], day)).toEqual(spelled([]));
		expect(source.searches).toEqual([]);
	});

	it('find a test without an id by its content, and none outside the range', async () => {
		const at = (us: number, value: number) => ({ timestamp_us: us, value });
		const { startUs, endUs } = day;
		const found = [at(startUs - 1, 1), at(startUs, 2), at(endUs, 3), at(endUs + 1, 4)];
		const source: TestAthleteSource = {
			getCoachAthletes: async () => [],
			searchTests: async () => found,
		};
		const { bits } = await searchOf(source).bitsOf(membersOf(1), day);
		expect(bits).toEqual(
			new Map([
				[`{"timestamp_us":${day.startUs},"value":2}`, 0b0011],
				[`{"timestamp_us":${day.endUs},"value":3}`, 0b0011],
			]),
		);
	});

	it.each([
		[2, 2],
		[4, 4],
		[16, 4],
	])('run at the same time as far as %i are allowed: %i', async (allowed, most) => {
		const source = new Source();
		await searchOf(source, allowed).bitsOf(membersOf(6), day);
		expect(source.maxConcurrency).toBe(most);
		expect(source.asked).toEqual(['0 1 3', '0 2 4', '1 2 5', '3 4 5']);
	});

	it('take the parts of a long range one after another', async () => {
		const source = new Source();
		const range = { startUs: day.startUs - 70 * usPerDay, endUs: day.endUs };
		const result = await searchOf(source, 16).bitsOf(membersOf(1), range);
		expect(result).toEqual(spelled([0b0011]));
		expect(source.searches).toHaveLength(2 * 3);
		expect(source.maxConcurrency).toBe(2);
	});

	it('are for a shorter range where the response is too large for a few athletes', async () => {
		const source = new Source();
		source.fail = ({ range }) => {
			if (range.endUs - range.startUs > usPerDay) throw failureLike({ status: 413 });
		};
		const range = { startUs: nowUs, endUs: nowUs + 2 * usPerDay };
		const result = await searchOf(source).bitsOf(membersOf(1), range);
		expect(result).toEqual(spelled([0b0011]));
		expect(source.searches).toHaveLength(2 * 3);
	});
});

describe('a server that allows fewer athletes', () => {
	it.each([400, 422])('is asked for parts of half as many once it says so: %i', async (status) => {
		const source = new Source();
		source.fail = ({ athleteIds }) => {
			if (athleteIds.length > 2) throw failureLike({ status });
		};
		const search = searchOf(source);
		const expected = spelled([0b0011, 0b0101, 0b0110, 0b1001, 0b1010, 0b1100]);
		expect(await search.bitsOf(membersOf(6), day)).toEqual(expected);
		const [refused, ...parts] = source.asked;
		expect(refused).toBe('0 1 3');
		const halves = ['0 1', '3', '0 2', '4', '1 2', '5', '3 4', '5'];
		expect(parts.sort()).toEqual(halves.sort());

		source.searches.length = 0;
		expect(await search.bitsOf(membersOf(6), day)).toEqual(expected);
		expect(source.asked.sort()).toEqual(halves);
	});

	it('is asked for single athletes at last, and not after it refuses even one', async () => {
		const source = new Source();
		source.fail = () => {
			throw failureLike({ status: 400 });
		};
		const thrown = await failureOf(searchOf(source).bitsOf(membersOf(3), day));
		expect(thrown).toMatchObject({ status: 400 });
		expect(source.asked.slice(0, 2)).toEqual(['0 1', '0']);
		expect(source.asked.slice(2).every((ids) => ids.length === 1)).toBe(true);
	});

	it('may find the response to more than 50 athletes too large', async () => {
		const source = new Source();
		source.fail = ({ athleteIds }) => {
			if (athleteIds.length > 50) throw failureLike({ status: 413 });
		};
		// The words of 106 members have the first bit 51 times.
		const { bits, words } = await searchOf(source).bitsOf(membersOf(106), day);
		expect(bits).toEqual(spelled(words).bits);
		const sizes = source.searches.map(({ athleteIds }) => athleteIds.length);
		expect(sizes[0]).toBe(51);
		expect(Math.max(...sizes.slice(1))).toBe(26);
		expect(Math.min(...sizes)).toBeGreaterThan(0);
	});

	it('finds the response to 50 athletes too large because of its range', async () => {
		const source = new Source();
		source.fail = ({ athleteIds }) => {
			if (athleteIds.length >= 50) throw failureLike({ status: 413 });
		};
		const thrown = await failureOf(searchOf(source).bitsOf(membersOf(105), day));
		expect(thrown).toMatchObject({ status: 413 });
		expect(source.searches[0]?.athleteIds).toHaveLength(50);
	});

	it.each([{ status: 403 }, { status: 500 }, { status: 504 }, { problem: 'timed-out' }] as const)(
		'is not one that fails otherwise for more than 50: %o',
		async (what) => {
			const source = new Source();
			source.fail = ({ athleteIds }) => {
				if (athleteIds.length > 50) throw failureLike(what);
			};
			const thrown = await failureOf(searchOf(source).bitsOf(membersOf(106), day));
			expect(thrown).toMatchObject(what);
			expect(source.searches[0]?.athleteIds).toHaveLength(51);
		},
	);
});

describe('a search that fails', () => {
	it.each([
		{ status: 401 },
		{ status: 404 },
		{ status: 429 },
		{ status: 500 },
		{ problem: 'broken' },
	] as const)('is sent for no parts, and ends the others: %o', async (what) => {
		const source = new Source();
		source.fail = ({ number }) => {
			if (number === 1) throw failureLike(what);
		};
		const thrown = await failureOf(searchOf(source).bitsOf(membersOf(6), day));
		expect(thrown).toMatchObject(what);
		expect(source.searches.length).toBeLessThan(4);
		expect(source.asked).toEqual(['0 1 3', '0 2 4', '1 2 5'].slice(0, source.asked.length));
	});

	it('for a part ends the other parts of the same search', async () => {
		const source = new Source();
		const search = searchOf(source);
		source.fail = ({ athleteIds }) => {
			if (athleteIds.length > 1) throw failureLike({ status: 400 });
		};
		await search.bitsOf(membersOf(2), day);

		source.searches.length = 0;
		source.fail = ({ number }) => {
			if (number === 1) throw failureLike({ status: 500 });
		};
		const thrown = await failureOf(search.bitsOf(membersOf(6), day));
		expect(thrown).toMatchObject({ status: 500 });
		expect(source.searches.length).toBeLessThan(6);
	});

	it.each([404, 405, 410, 501])('because there is none is not sent again: %i', async (status) => {
		const source = new Source();
		source.fail = () => {
			throw failureLike({ status });
		};
		const search = searchOf(source);
		const thrown = await failureOf(search.bitsOf(membersOf(6), day));
		expect(thrown).toMatchObject({ status });
		expect(source.asked).toEqual(['0 1 3']);
		expect(await failureOf(search.bitsOf(membersOf(1), day))).toBe(thrown);
		expect(source.asked).toEqual(['0 1 3']);
	});

	it.each([400, 500])('otherwise may be sent again: %i', async (status) => {
		const source = new Source();
		source.fail = () => {
			throw failureLike({ status });
		};
		const search = searchOf(source);
		const thrown = await failureOf(search.bitsOf(membersOf(1), day));
		source.fail = () => undefined;
		expect(thrown).toMatchObject({ status });
		expect(await search.bitsOf(membersOf(1), day)).toEqual(spelled([0b0011]));
	});

	it('with what is no failure of a call lets it through, and frees its place', async () => {
		const bug = new TypeError('a bug');
		const source = new Source();
		source.fail = () => {
			throw bug;
		};
		const search = searchOf(source);
		await expect(search.bitsOf(membersOf(6), day)).rejects.toBe(bug);
		source.fail = () => undefined;
		expect(await search.bitsOf(membersOf(1), day)).toEqual(spelled([0b0011]));
	});
});
