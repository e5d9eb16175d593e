import { TerraTeamsError } from '../../../nodes/TerraTeams/api/errors';
import { countRecords } from '../../../nodes/TerraTeams/polling/seenRecords';
import { failure, Scene, usPerDay, usPerHour } from './fixture';

let scene: Scene;

beforeEach(() => {
	scene = new Scene();
});

/** How far back the last poll looked, in days. */
function daysBack(): number[] {
	return scene.asked.map(({ startUs }) => Math.round((scene.nowUs - startUs) / usPerDay));
}

describe('the first poll', () => {
	it('is silent about what exists', async () => {
		scene.add('old', 24);
		expect(await scene.poll()).toEqual([]);
		scene.add('new');
		expect(await scene.poll()).toEqual(['new']);
		expect(await scene.poll()).toEqual([]);
	});

	it('emits the last days if asked to, oldest first, the rest with the next polls', async () => {
		scene.settings = { ...scene.settings, emitExistingDays: 30, maxItems: 2 };
		for (const [id, days] of [
			['c', 1],
			['a', 29],
			['b', 20],
			['too old', 31],
		] as const) {
			scene.add(id, days * 24);
		}
		expect(await scene.poll()).toEqual(['a', 'b']);
		expect(await scene.poll()).toEqual(['c']);
		expect(await scene.poll(2)).toEqual([]);
	});

	it('emits the last days of a coach that failed at first', async () => {
		scene.settings = { ...scene.settings, emitExistingDays: 3 };
		scene.tests.bob = [];
		scene.add('recent', 24, 'bob');
		scene.add('old', 96, 'bob');
		scene.failing = { bob: failure(500) };
		expect(await scene.poll()).toEqual([]);
		scene.failing = {};
		expect(await scene.poll()).toEqual(['recent']);
	});

	it('throws where the list of coaches, or each of them, fails', async () => {
		scene.failing = { list: failure(503) };
		await expect(scene.poll()).rejects.toThrow('503');
		scene.failing = { anna: failure(500) };
		await expect(scene.poll()).rejects.toThrow('500');
	});

	it('throws where one chosen coach fails, but not where one of all does', async () => {
		scene.tests.bob = [];
		scene.failing = { bob: failure(404) };
		await expect(scene.poll()).resolves.toEqual([]);
		scene.state = null;
		scene.settings = { ...scene.settings, coaches: ['anna', 'bob'] };
		await expect(scene.poll()).rejects.toThrow('404');
	});
});

describe('what a poll reads', () => {
	it('is the recent days, and once an hour the whole look-back', async () => {
		await scene.poll();
		expect(daysBack()).toEqual([7]);
		await scene.poll(0.5);
		expect(daysBack()).toEqual([2]);
		await scene.poll(0.6);
		expect(daysBack()).toEqual([7]);
		await scene.poll(0.5);
		expect(daysBack()).toEqual([2]);
	});

	it('reaches a day ahead', async () => {
		await scene.poll();
		scene.add('ahead', -23);
		expect(await scene.poll()).toEqual(['ahead']);
	});

	it('finds what is late by days within the hour', async () => {
		await scene.poll();
		scene.add('late', 6 * 24);
		expect(await scene.poll(0.5)).toEqual([]);
		expect(await scene.poll(0.6)).toEqual(['late']);
	});

	it('goes back after time off to where the look-back began then', async () => {
		await scene.poll();
		scene.add('late', 6 * 24);
		expect(await scene.poll(20 * 24)).toEqual(['late']);
		expect(daysBack()).toEqual([27]);
		await scene.poll();
		expect(daysBack()).toEqual([2]);
		await scene.poll(2);
		expect(daysBack()).toEqual([7]);
	});

	it('is 31 days at a time after a long time off', async () => {
		await scene.poll();
		scene.add('first');
		scene.nowUs += 40 * usPerDay;
		scene.add('second');
		scene.nowUs += 10 * usPerDay;
		scene.add('third');
		expect(await scene.poll()).toEqual(['first']);
		expect(await scene.poll()).toEqual(['second', 'third']);
		expect(await scene.poll()).toEqual([]);
		expect(daysBack()).toEqual([2]);
	});

	it('is everything when the clock was set back', async () => {
		await scene.poll();
		scene.add('new');
		expect(await scene.poll(-5)).toEqual(['new']);
		expect(daysBack()).toEqual([7]);
	});

	it('begins with the stream for which there was no time', async () => {
		for (const coachId of ['bob', 'cleo', 'dora', 'emil', 'fred']) scene.tests[coachId] = [];
		scene.budget = 0;
		const asked = [];
		for (let polls = 0; polls < 6; polls++) {
			await scene.poll();
			asked.push(...scene.asked.map(({ coachId }) => coachId));
		}
		expect(asked).toEqual(['anna', 'bob', 'cleo', 'dora', 'emil', 'fred']);
	});

	it('stops at a rate limit, and goes on there', async () => {
		const coachIds = ['bob', 'cleo', 'dora', 'emil', 'fred', 'gina', 'hal', 'ida'];
		for (const coachId of coachIds) scene.tests[coachId] = [];
		await scene.poll();
		scene.failing = { anna: failure(429) };
		await scene.poll();
		const first = scene.asked.length;
		expect(first).toBeLessThan(9);
		scene.failing = {};
		await scene.poll();
		expect(scene.asked[0]?.coachId).toBe(['anna', ...coachIds][first]);
		expect(scene.asked).toHaveLength(9);
	});
});

describe('more than the limit', () => {
	it('comes with the next polls, oldest first, and only once', async () => {
		scene.settings = { ...scene.settings, maxItems: 2 };
		await scene.poll();
		for (const [id, hours] of [
			['c', 1],
			['a', 3],
			['e', -1],
			['b', 2],
			['d', 0],
		] as const) {
			scene.add(id, hours);
		}
		expect(await scene.poll()).toEqual(['a', 'b']);
		expect(await scene.poll()).toEqual(['c', 'd']);
		expect(await scene.poll()).toEqual(['e']);
		expect(await scene.poll(2)).toEqual([]);
	});

	it('is not lost when it is days late', async () => {
		scene.settings = { ...scene.settings, maxItems: 1 };
		await scene.poll();
		scene.add('a', 6.9 * 24);
		scene.add('b', 6.8 * 24);
		expect(await scene.poll(1.5)).toEqual(['a']);
		expect(await scene.poll(24)).toEqual(['b']);
	});
});

describe('a new coach', () => {
	it('has a silent baseline', async () => {
		await scene.poll();
		scene.tests.bob = [];
		scene.add('old', 1, 'bob');
		expect(await scene.poll()).toEqual([]);
		scene.add('new', 0, 'bob');
		expect(await scene.poll()).toEqual(['new']);
	});

	it('has its baseline as of when it was first seen, if it failed then', async () => {
		await scene.poll();
		scene.tests.bob = [];
		scene.add('old', 1, 'bob');
		scene.failing = { bob: failure(500) };
		await scene.poll();
		scene.nowUs += usPerHour;
		scene.add('new', 0, 'bob');
		scene.failing = {};
		expect(await scene.poll()).toEqual(['new']);
	});

	it('that was gone for a while goes on where it was', async () => {
		await scene.poll();
		const { anna = [] } = scene.tests;
		delete scene.tests.anna;
		await scene.poll(3 * 24);
		scene.tests.anna = anna;
		scene.add('meanwhile', 48);
		expect(await scene.poll(1)).toEqual(['meanwhile']);
	});

	it('that was gone for longer than the look-back is a new one', async () => {
		await scene.poll();
		const { anna = [] } = scene.tests;
		delete scene.tests.anna;
		await scene.poll(8 * 24);
		scene.tests.anna = anna;
		scene.add('meanwhile', 48);
		expect(await scene.poll(1)).toEqual([]);
	});
});

describe('a change of the settings', () => {
	it('makes a silent baseline for what is new in them', async () => {
		scene.tests.bob = [];
		scene.settings = { ...scene.settings, coaches: ['anna'] };
		await scene.poll();
		scene.add('of anna');
		scene.add('of bob', 0, 'bob');
		scene.settings = { ...scene.settings, coaches: ['anna', 'bob'] };
		expect(await scene.poll()).toEqual(['of anna']);
		scene.add('later', 0, 'bob');
		expect(await scene.poll()).toEqual(['later']);
	});

	it('begins anew with what was not asked for meanwhile', async () => {
		scene.tests.bob = [];
		const both = { ...scene.settings, coaches: ['anna', 'bob'] };
		scene.settings = both;
		await scene.poll();
		scene.settings = { ...both, coaches: ['anna'] };
		await scene.poll();
		scene.add('meanwhile', 0, 'bob');
		scene.settings = both;
		expect(await scene.poll()).toEqual([]);
	});

	it('knows the versions when updates are asked for later', async () => {
		scene.add('a');
		await scene.poll();
		scene.settings = { ...scene.settings, events: new Set(['testUpdated']) };
		expect(await scene.poll()).toEqual([]);
		scene.tests.anna = scene.tests.anna?.map((test) => ({ ...test, notes: 'x' })) ?? [];
		scene.add('b');
		expect(await scene.items()).toMatchObject([{ event: 'test.updated', coachId: 'anna' }]);
	});

	it('to another account begins anew', async () => {
		await scene.poll();
		scene.settings = { ...scene.settings, account: 'other' };
		scene.add('of the other one');
		expect(await scene.poll()).toEqual([]);
	});

	it('to a longer look-back does not reach behind what was looked at', async () => {
		scene.add('old', 20 * 24);
		await scene.poll();
		scene.settings = { ...scene.settings, lookBackDays: 30 };
		expect(await scene.poll(2)).toEqual([]);
	});
});

describe('a failure', () => {
	beforeEach(async () => {
		scene.tests.bob = [];
		await scene.poll();
	});

	it('of one coach does not hold up the others, and loses nothing', async () => {
		scene.failing = { bob: failure(500) };
		scene.add('of anna');
		scene.add('of bob', 0, 'bob');
		expect(await scene.poll()).toEqual(['of anna']);
		expect(scene.last?.failure).toBeUndefined();
		scene.nowUs += 30 * usPerDay;
		expect(await scene.poll()).toEqual([]);
		scene.failing = {};
		expect(await scene.poll()).toEqual(['of bob']);
	});

	it('of one coach is known where there is nothing to emit, and names the coach', async () => {
		scene.failing = { bob: failure(404) };
		await scene.poll();
		expect(scene.last?.failure).toMatchObject({
			facts: { coachId: 'bob', othersContinue: true, status: 404 },
		});
	});

	it('that passes keeps its status, since n8n waits by it', async () => {
		scene.failing = { bob: failure(429) };
		await scene.poll();
		expect(scene.last?.failure).toMatchObject({ status: 429 });
	});

	it('of all of them keeps its status', async () => {
		scene.failing = { anna: failure(404), bob: failure(404) };
		await scene.poll();
		expect(scene.last?.failure).toMatchObject({
			facts: { coachId: 'anna', othersContinue: false, status: 404 },
		});
	});

	it('waits for a poll without a new baseline, which might not be saved', async () => {
		scene.failing = { bob: failure(404) };
		scene.tests.cleo = [];
		await scene.poll();
		expect(scene.last?.failure).toBeUndefined();
		await scene.poll();
		expect(scene.last?.failure).toBeInstanceOf(TerraTeamsError);
	});

	it('to list the coaches leaves all as it is', async () => {
		const { state } = scene;
		scene.failing = { list: failure(503) };
		expect(await scene.poll()).toEqual([]);
		expect(scene.last).toMatchObject({ state, failure: { status: 503 } });
	});

	it.each([401, 403])(
		'with status %d for the list, or for each coach, is thrown',
		async (status) => {
			scene.failing = { list: failure(status) };
			await expect(scene.poll()).rejects.toMatchObject({ status });
			scene.failing = { anna: failure(status), bob: failure(status) };
			await expect(scene.poll()).rejects.toMatchObject({ status });
		},
	);

	it('with status 403 of one coach is that coach only', async () => {
		scene.failing = { bob: failure(403) };
		scene.add('of anna');
		expect(await scene.poll()).toEqual(['of anna']);
	});
});

describe('dedupe keys', () => {
	async function keysOf(events: Scene['settings']['events']): Promise<string[]> {
		scene.settings = { ...scene.settings, events };
		await scene.poll();
		scene.add('a');
		scene.tests.anna?.push({ timestamp_us: scene.nowUs });
		return (await scene.items()).map(({ dedupeKey }) => dedupeKey);
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
		scene.tests.anna = [{ ...scene.tests.anna?.[0], notes: 'x' }];
		const [updated] = await scene.items();
		expect(updated).toMatchObject({ event: 'test.updated' });
		expect(updated?.dedupeKey).not.toBe(keys[0]);
	});
});

it('forgets what is out of the window', async () => {
	for (let n = 0; n < 50; n++) scene.add(`${n}`, n);
	await scene.poll();
	expect(countRecords(scene.state?.seen ?? '')).toBe(50);
	await scene.poll(8 * 24);
	await scene.poll(9 * 24);
	expect(scene.state?.seen).toBe('');
});
