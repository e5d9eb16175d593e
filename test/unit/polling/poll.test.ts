import { TerraTeamsError } from '../../../nodes/TerraTeams/api/errors';
import { SeenRecords } from '../../../nodes/TerraTeams/polling/seenRecords';
import { failure, Fixture, usPerDay, usPerHour } from './fixture';

let fixture: Fixture;

beforeEach(() => {
	fixture = new Fixture();
});

/** How far back the last poll looked, in days. */
function daysBack(): number[] {
	return fixture.asked.map(({ startUs }) => Math.round((fixture.nowUs - startUs) / usPerDay));
}

describe('the first poll', () => {
	it('is silent about what exists', async () => {
		fixture.add('old', 24);
		expect(await fixture.poll()).toEqual([]);
		fixture.add('new');
		expect(await fixture.poll()).toEqual(['new']);
		expect(await fixture.poll()).toEqual([]);
	});

	it('emits the last days if asked to, oldest first, the rest with the next polls', async () => {
		fixture.settings = { ...fixture.settings, emitExistingDays: 30, maxItems: 2 };
		for (const [id, days] of [
			['c', 1],
			['a', 29],
			['b', 20],
			['too old', 31],
		] as const) {
			fixture.add(id, days * 24);
		}
		expect(await fixture.poll()).toEqual(['a', 'b']);
		expect(await fixture.poll()).toEqual(['c']);
		expect(await fixture.poll(2)).toEqual([]);
	});

	it('emits the last days of a coach that failed at first', async () => {
		fixture.settings = { ...fixture.settings, emitExistingDays: 3 };
		fixture.tests.bob = [];
		fixture.add('recent', 24, 'bob');
		fixture.add('old', 96, 'bob');
		fixture.failing = { bob: failure(500) };
		expect(await fixture.poll()).toEqual([]);
		fixture.failing = {};
		expect(await fixture.poll()).toEqual(['recent']);
	});

	it('throws where the list of coaches, or each of them, fails', async () => {
		fixture.failing = { list: failure(503) };
		await expect(fixture.poll()).rejects.toThrow('503');
		fixture.failing = { anna: failure(500) };
		await expect(fixture.poll()).rejects.toThrow('500');
	});

	it('throws where one chosen coach fails, but not where one of all does', async () => {
		fixture.tests.bob = [];
		fixture.failing = { bob: failure(404) };
		await expect(fixture.poll()).resolves.toEqual([]);
		fixture.state = null;
		fixture.settings = { ...fixture.settings, coaches: ['anna', 'bob'] };
		await expect(fixture.poll()).rejects.toThrow('404');
	});
});

describe('what a poll reads', () => {
	it('is the recent days, and once an hour the whole look-back', async () => {
		await fixture.poll();
		expect(daysBack()).toEqual([7]);
		await fixture.poll(0.5);
		expect(daysBack()).toEqual([2]);
		await fixture.poll(0.6);
		expect(daysBack()).toEqual([7]);
		await fixture.poll(0.5);
		expect(daysBack()).toEqual([2]);
	});

	it('reaches a day ahead', async () => {
		await fixture.poll();
		fixture.add('ahead', -23);
		expect(await fixture.poll()).toEqual(['ahead']);
	});

	it('finds what is late by days within the hour', async () => {
		await fixture.poll();
		fixture.add('late', 6 * 24);
		expect(await fixture.poll(0.5)).toEqual([]);
		expect(await fixture.poll(0.6)).toEqual(['late']);
	});

	it('goes back after time off to where the look-back began then', async () => {
		await fixture.poll();
		fixture.add('late', 6 * 24);
		expect(await fixture.poll(20 * 24)).toEqual(['late']);
		expect(daysBack()).toEqual([27]);
		await fixture.poll();
		expect(daysBack()).toEqual([2]);
		await fixture.poll(2);
		expect(daysBack()).toEqual([7]);
	});

	it('is 31 days at a time after a long time off', async () => {
		await fixture.poll();
		fixture.add('first');
		fixture.nowUs += 40 * usPerDay;
		fixture.add('second');
		fixture.nowUs += 10 * usPerDay;
		fixture.add('third');
		expect(await fixture.poll()).toEqual(['first']);
		expect(await fixture.poll()).toEqual(['second', 'third']);
		expect(await fixture.poll()).toEqual([]);
		expect(daysBack()).toEqual([2]);
	});

	it('is everything when the clock was set back', async () => {
		await fixture.poll();
		fixture.add('new');
		expect(await fixture.poll(-5)).toEqual(['new']);
		expect(daysBack()).toEqual([7]);
	});

	it('begins with the stream that there was no time for', async () => {
		for (const coachId of ['bob', 'cleo', 'dora', 'emil', 'fred']) fixture.tests[coachId] = [];
		fixture.budget = 0;
		const asked = [];
		for (let polls = 0; polls < 6; polls++) {
			await fixture.poll();
			asked.push(...fixture.asked.map(({ coachId }) => coachId));
		}
		expect(asked).toEqual(['anna', 'bob', 'cleo', 'dora', 'emil', 'fred']);
	});

	it('stops at a rate limit, and continues there', async () => {
		const coachIds = ['bob', 'cleo', 'dora', 'emil', 'fred', 'gina', 'hal', 'ida'];
		for (const coachId of coachIds) fixture.tests[coachId] = [];
		await fixture.poll();
		fixture.failing = { anna: failure(429) };
		await fixture.poll();
		const first = fixture.asked.length;
		expect(first).toBeLessThan(9);
		fixture.failing = {};
		await fixture.poll();
		expect(fixture.asked[0]?.coachId).toBe(['anna', ...coachIds][first]);
		expect(fixture.asked).toHaveLength(9);
	});
});

describe('more than the limit', () => {
	it('comes with the next polls, oldest first, and only once', async () => {
		fixture.settings = { ...fixture.settings, maxItems: 2 };
		await fixture.poll();
		for (const [id, hours] of [
			['c', 1],
			['a', 3],
			['e', -1],
			['b', 2],
			['d', 0],
		] as const) {
			fixture.add(id, hours);
		}
		expect(await fixture.poll()).toEqual(['a', 'b']);
		expect(await fixture.poll()).toEqual(['c', 'd']);
		expect(await fixture.poll()).toEqual(['e']);
		expect(await fixture.poll(2)).toEqual([]);
	});

	it('is not lost when it is days late', async () => {
		fixture.settings = { ...fixture.settings, maxItems: 1 };
		await fixture.poll();
		fixture.add('a', 6.9 * 24);
		fixture.add('b', 6.8 * 24);
		expect(await fixture.poll(1.5)).toEqual(['a']);
		expect(await fixture.poll(24)).toEqual(['b']);
	});
});

describe('a new coach', () => {
	it('has a silent baseline', async () => {
		await fixture.poll();
		fixture.tests.bob = [];
		fixture.add('old', 1, 'bob');
		expect(await fixture.poll()).toEqual([]);
		fixture.add('new', 0, 'bob');
		expect(await fixture.poll()).toEqual(['new']);
	});

	it('has its baseline as of when it was first seen, if it failed then', async () => {
		await fixture.poll();
		fixture.tests.bob = [];
		fixture.add('old', 1, 'bob');
		fixture.failing = { bob: failure(500) };
		await fixture.poll();
		fixture.nowUs += usPerHour;
		fixture.add('new', 0, 'bob');
		fixture.failing = {};
		expect(await fixture.poll()).toEqual(['new']);
	});

	it('that was gone for a while continues where it was', async () => {
		await fixture.poll();
		const { anna = [] } = fixture.tests;
		delete fixture.tests.anna;
		await fixture.poll(3 * 24);
		fixture.tests.anna = anna;
		fixture.add('meanwhile', 48);
		expect(await fixture.poll(1)).toEqual(['meanwhile']);
	});

	it('that was gone for longer than the look-back is a new one', async () => {
		await fixture.poll();
		const { anna = [] } = fixture.tests;
		delete fixture.tests.anna;
		await fixture.poll();
		await fixture.poll(8 * 24);
		fixture.tests.anna = anna;
		fixture.add('meanwhile', 48);
		expect(await fixture.poll(1)).toEqual([]);
	});
});

describe('a coach that is missing from one list', () => {
	/** A poll whose list of coaches is without anna. */
	async function pollWithoutAnna(hours?: number): Promise<void> {
		const { anna = [] } = fixture.tests;
		delete fixture.tests.anna;
		expect(await fixture.poll(hours)).toEqual([]);
		fixture.tests.anna = anna;
	}

	it('keeps what was over the limit in the first poll', async () => {
		fixture.settings = { ...fixture.settings, emitExistingDays: 3, maxItems: 1 };
		for (const [id, hours] of Object.entries({ a: 30, b: 20, c: 10 })) fixture.add(id, hours);
		expect(await fixture.poll()).toEqual(['a']);
		await pollWithoutAnna();
		expect(await fixture.poll()).toEqual(['b']);
		expect(await fixture.poll()).toEqual(['c']);
	});

	it('keeps what came while the trigger was off', async () => {
		await fixture.poll();
		fixture.nowUs += 6 * usPerDay;
		fixture.add('meanwhile');
		await pollWithoutAnna(5 * 24);
		expect(await fixture.poll()).toEqual(['meanwhile']);
	});

	it('keeps what came while it failed', async () => {
		fixture.tests.bob = [];
		await fixture.poll();
		fixture.add('meanwhile');
		fixture.failing = { anna: failure(500) };
		await fixture.poll(8 * 24);
		await pollWithoutAnna();
		fixture.failing = {};
		expect(await fixture.poll()).toEqual(['meanwhile']);
	});

	it('has its baseline as of when it was first seen, if it could not be read yet', async () => {
		fixture.tests.bob = [];
		fixture.failing = { anna: failure(500) };
		await fixture.poll();
		fixture.add('meanwhile');
		await pollWithoutAnna();
		fixture.failing = {};
		expect(await fixture.poll()).toEqual(['meanwhile']);
	});

	it('is not missing any longer when it is back', async () => {
		await fixture.poll();
		await pollWithoutAnna();
		await fixture.poll(5 * 24);
		await pollWithoutAnna(5 * 24);
		fixture.add('new');
		expect(await fixture.poll()).toEqual(['new']);
	});
});

describe('a change of the settings', () => {
	it('makes a silent baseline for what is new in them', async () => {
		fixture.tests.bob = [];
		fixture.settings = { ...fixture.settings, coaches: ['anna'] };
		await fixture.poll();
		fixture.add('of anna');
		fixture.add('of bob', 0, 'bob');
		fixture.settings = { ...fixture.settings, coaches: ['anna', 'bob'] };
		expect(await fixture.poll()).toEqual(['of anna']);
		fixture.add('later', 0, 'bob');
		expect(await fixture.poll()).toEqual(['later']);
	});

	it('begins anew with what was not asked for meanwhile', async () => {
		fixture.tests.bob = [];
		const both = { ...fixture.settings, coaches: ['anna', 'bob'] };
		fixture.settings = both;
		await fixture.poll();
		fixture.settings = { ...both, coaches: ['anna'] };
		await fixture.poll();
		fixture.add('meanwhile', 0, 'bob');
		fixture.settings = both;
		expect(await fixture.poll()).toEqual([]);
	});

	it('knows the versions when updates are asked for later', async () => {
		fixture.add('a');
		await fixture.poll();
		fixture.settings = { ...fixture.settings, events: new Set(['testUpdated']) };
		expect(await fixture.poll()).toEqual([]);
		fixture.tests.anna = fixture.tests.anna?.map((test) => ({ ...test, notes: 'x' })) ?? [];
		fixture.add('b');
		expect(await fixture.items()).toMatchObject([{ event: 'test.updated', coachId: 'anna' }]);
	});

	it('to another account begins anew', async () => {
		await fixture.poll();
		fixture.settings = { ...fixture.settings, account: 'other' };
		fixture.add('of the other one');
		expect(await fixture.poll()).toEqual([]);
	});

	it('to a longer look-back does not reach behind what was looked at', async () => {
		fixture.add('old', 20 * 24);
		await fixture.poll();
		fixture.settings = { ...fixture.settings, lookBackDays: 30 };
		expect(await fixture.poll(2)).toEqual([]);
	});
});

describe('a clock that was wrong', () => {
	/** Polls every hour for some days, with a new test before each poll. */
	async function missing(days: number): Promise<string[]> {
		const emitted = new Set<string | undefined>();
		const ids: string[] = [];
		for (let n = 0; n < days * 24; n++) {
			fixture.nowUs += usPerHour / 2;
			const id = `test ${fixture.nowUs}`;
			ids.push(id);
			fixture.add(id);
			for (const found of await fixture.poll(0.5)) emitted.add(found);
		}
		return ids.filter((id) => !emitted.has(id));
	}

	it.each([
		[1 / 24, 1],
		[2, 1],
		[30, 1],
		[365, 12],
		[36_500, 1],
	])('by %d days ahead for %d polls makes it miss nothing', async (days, polls) => {
		await fixture.poll();
		expect(await missing(1)).toEqual([]);
		fixture.nowUs += days * usPerDay;
		for (let n = 0; n < polls; n++) await fixture.poll(1);
		fixture.nowUs -= days * usPerDay;
		expect(await missing(5)).toEqual([]);
	});

	it('at the activation makes it miss nothing, nor ask for what it was in the clock', async () => {
		fixture.nowUs += 30 * usPerDay;
		await fixture.poll();
		fixture.nowUs -= 30 * usPerDay;
		expect(await missing(5)).toEqual([]);
	});

	it.each([1970, 2000])('and read %d at the activation does not ask for decades', async (year) => {
		const nowUs = fixture.nowUs;
		fixture.add('old', 24 * 365);
		fixture.nowUs = Date.UTC(year, 0, 1) * 1000;
		await fixture.poll();
		fixture.nowUs = nowUs;
		fixture.add('new');
		expect(await fixture.poll()).toEqual(['new']);
		for (const { startUs, endUs } of fixture.asked) {
			expect(startUs).toBeGreaterThanOrEqual(nowUs - 8 * usPerDay);
			expect(endUs - startUs).toBeLessThanOrEqual(9 * usPerDay);
		}
		expect(await missing(1)).toEqual([]);
	});
});

describe('a failure', () => {
	beforeEach(async () => {
		fixture.tests.bob = [];
		await fixture.poll();
	});

	it('of one coach does not hold up the others, and loses nothing', async () => {
		fixture.failing = { bob: failure(500) };
		fixture.add('of anna');
		fixture.add('of bob', 0, 'bob');
		expect(await fixture.poll()).toEqual(['of anna']);
		expect(fixture.last?.failure).toMatchObject({ facts: { coachId: 'bob' } });
		fixture.nowUs += 30 * usPerDay;
		expect(await fixture.poll()).toEqual([]);
		fixture.failing = {};
		expect(await fixture.poll()).toEqual(['of bob']);
	});

	it('of one coach is known, and names the coach', async () => {
		fixture.failing = { bob: failure(404) };
		await fixture.poll();
		expect(fixture.last?.failure).toMatchObject({
			facts: { coachId: 'bob', othersContinue: true, status: 404 },
		});
	});

	it('that passes keeps its status, since n8n waits by it', async () => {
		fixture.failing = { bob: failure(429) };
		await fixture.poll();
		expect(fixture.last?.failure).toMatchObject({ status: 429 });
	});

	it('of all of them keeps its status', async () => {
		fixture.failing = { anna: failure(404), bob: failure(404) };
		await fixture.poll();
		expect(fixture.last?.failure).toMatchObject({
			facts: { coachId: 'anna', othersContinue: false, status: 404 },
		});
	});

	it('beside a new baseline says so, since that one might not be saved', async () => {
		fixture.failing = { bob: failure(404) };
		fixture.tests.cleo = [];
		await fixture.poll();
		expect(fixture.last?.hasNewBaseline).toBe(true);
		await fixture.poll();
		expect(fixture.last?.failure).toBeInstanceOf(TerraTeamsError);
		expect(fixture.last?.hasNewBaseline).toBe(false);
	});

	it('to list the coaches leaves all as it is', async () => {
		const { state } = fixture;
		fixture.failing = { list: failure(503) };
		expect(await fixture.poll()).toEqual([]);
		expect(fixture.last).toMatchObject({ state, failure: { status: 503 } });
	});

	it.each([401, 403])(
		'with status %d for the list, or for each coach, is thrown',
		async (status) => {
			fixture.failing = { list: failure(status) };
			await expect(fixture.poll()).rejects.toMatchObject({ status });
			fixture.failing = { anna: failure(status), bob: failure(status) };
			await expect(fixture.poll()).rejects.toMatchObject({ status });
		},
	);

	it('with status 403 of one coach is that coach only', async () => {
		fixture.failing = { bob: failure(403) };
		fixture.add('of anna');
		expect(await fixture.poll()).toEqual(['of anna']);
	});
});

describe('the state before the items', () => {
	it('finds what was emitted again, and what is left to the next poll', async () => {
		fixture.settings = { ...fixture.settings, maxItems: 2 };
		await fixture.poll();
		for (const [id, hours] of Object.entries({ a: 3, b: 2, c: 1 })) fixture.add(id, hours);
		expect(await fixture.poll()).toEqual(['a', 'b']);
		expect(fixture.last?.stateBeforeItems.pendingMs).toBe(fixture.nowUs / 1000);
		expect(fixture.last?.state.pendingMs).toBe(0);
		fixture.state = fixture.last?.stateBeforeItems ?? null;
		expect(await fixture.poll()).toEqual(['a', 'b']);
		expect(await fixture.poll()).toEqual(['c']);
	});

	it('is the state itself where nothing was emitted', async () => {
		await fixture.poll();
		expect(fixture.last?.stateBeforeItems).toBe(fixture.last?.state);
	});
});

it('has no new baseline where the coaches cannot be listed', async () => {
	await fixture.poll();
	expect(fixture.last?.hasNewBaseline).toBe(true);
	fixture.failing = { list: failure(503) };
	await fixture.poll();
	expect(fixture.last?.hasNewBaseline).toBe(false);
	fixture.failing = {};
	await fixture.poll();
	expect(fixture.last?.hasNewBaseline).toBe(false);
});

describe('dedupe keys', () => {
	async function keysOf(events: Fixture['settings']['events']): Promise<string[]> {
		fixture.settings = { ...fixture.settings, events };
		await fixture.poll();
		fixture.add('a');
		fixture.tests.anna?.push({ timestamp_us: fixture.nowUs });
		return (await fixture.items()).map(({ dedupeKey }) => dedupeKey);
	}

	it('are the record where there are no updates', async () => {
		expect(await keysOf(new Set(['testCreated']))).toEqual([
			'test:anna:a',
			expect.stringMatching(/^test:anna:~[\w-]{16}$/),
		]);
	});

	it('are the version where there are updates', async () => {
		const keys = await keysOf(new Set(['testCreated', 'testUpdated']));
		expect(keys[0]).toMatch(/^test:anna:a:[\w-]{16}$/);
		fixture.tests.anna = [{ ...fixture.tests.anna?.[0], notes: 'x' }];
		const [updated] = await fixture.items();
		expect(updated).toMatchObject({ event: 'test.updated' });
		expect(updated?.dedupeKey).not.toBe(keys[0]);
	});
});

it('forgets what is out of the window', async () => {
	for (let n = 0; n < 50; n++) fixture.add(`${n}`, n);
	await fixture.poll();
	expect(SeenRecords.decode(fixture.state?.seen ?? '').count).toBe(50);
	await fixture.poll(8 * 24);
	await fixture.poll(9 * 24);
	expect(fixture.state?.seen).toBe('');
});
