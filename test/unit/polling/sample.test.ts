import type { TimeRange } from '../../../nodes/TerraTeams/api/timeRange';
import type { EventRecord } from '../../../nodes/TerraTeams/events/items';
import type { PollEvent } from '../../../nodes/TerraTeams/polling/events';
import { sample } from '../../../nodes/TerraTeams/polling/sample';
import type { PollSettings } from '../../../nodes/TerraTeams/polling/settings';
import type { PollSource } from '../../../nodes/TerraTeams/polling/source';
import { emptySource, nowUs, settings } from './examples';
import { failure, usPerDay, usPerHour } from './fixture';

async function all(records: EventRecord[]): Promise<EventRecord[]> {
	return records;
}

/** A sample of what coaches have. */
async function sampleOf(
	source: Partial<PollSource>,
	changed: Partial<PollSettings> = {},
	narrow = all,
): Promise<EventRecord[]> {
	const chosen = { ...settings, coaches: ['anna', 'bob'], ...changed };
	return await sample(chosen, { ...emptySource, ...source }, nowUs / 1000, narrow);
}

function eventsOf(...events: PollEvent[]): Partial<PollSettings> {
	return { events: new Set(events) };
}

function idsOf(items: readonly EventRecord[]) {
	return items.map(({ record }) => record.test_id ?? record.activity_id ?? record.athlete_id);
}

function testOf(test_id: string, hoursAgo: number) {
	return { test_id, timestamp_us: nowUs - hoursAgo * usPerHour };
}

const threeOfAnna = async (coachId: string) =>
	coachId === 'anna' ? [testOf('a', 3), testOf('b', 1), testOf('c', 2)] : [];

it('is the newest three of all coaches, newest first', async () => {
	const tests = async (coachId: string) =>
		coachId === 'anna'
			? [testOf('oldest', 5), testOf('third', 3)]
			: [testOf('second', 2), testOf('newest', 1), testOf('fourth', 4)];
	expect(idsOf(await sampleOf({ tests }))).toEqual(['newest', 'second', 'third']);
});

it('is all where there are not more than three', async () => {
	expect(idsOf(await sampleOf({ tests: threeOfAnna }))).toEqual(['b', 'c', 'a']);
});

it('looks like what the trigger emits', async () => {
	const record = testOf('x', 1);
	expect(await sampleOf({ tests: async () => [record] }, { coaches: ['anna'] })).toEqual([
		{ event: 'test.created', dedupeKey: 'test:anna:x', kind: 'test', coachId: 'anna', record },
	]);
});

it('has what has no time last', async () => {
	const athletes = async () => [
		{ athlete_id: 'undated' },
		{ athlete_id: 'older', created_at: '1970-01-02' },
		{ athlete_id: 'newer', created_at: '1970-01-03' },
	];
	const items = await sampleOf({ athletes }, { ...eventsOf('athleteCreated'), coaches: ['anna'] });
	expect(idsOf(items)).toEqual(['newer', 'older', 'undated']);
});

it('holds a record once, though it was found twice', async () => {
	const tests = async () => [testOf('x', 1), testOf('x', 1)];
	expect(idsOf(await sampleOf({ tests }, { coaches: ['anna'] }))).toEqual(['x']);
});

it('has up to three of each event, one event after the other', async () => {
	const tests = async () => [testOf('t1', 1), testOf('t2', 2), testOf('t3', 3), testOf('t4', 4)];
	const activities = async () => [{ activity_id: 'a1', start_timestamp_us: nowUs }];
	const items = await sampleOf(
		{ tests, activities },
		{ ...eventsOf('testUpdated', 'activityCreated', 'testCreated'), coaches: ['anna'] },
	);
	expect(items.map(({ event }) => event)).toEqual([
		...Array.from({ length: 3 }, () => 'test.updated'),
		'activity.created',
		...Array.from({ length: 3 }, () => 'test.created'),
	]);
	expect(idsOf(items)).toEqual(['t1', 't2', 't3', 'a1', 't1', 't2', 't3']);
});

it('leaves out what the filter does not want before it takes the newest', async () => {
	const tests = async () => [
		{ ...testOf('a', 1), display_name: 'Jump' },
		{ ...testOf('b', 2), display_name: 'Sprint' },
	];
	const filter = { ...settings.filter, nameContains: 'sprint' };
	expect(idsOf(await sampleOf({ tests }, { coaches: ['anna'], filter }))).toEqual(['b']);
});

it('narrows all that was found, once, before it takes the newest', async () => {
	const tests = async () => ['a', 'b', 'c', 'd', 'e'].map((id, index) => testOf(id, index));
	const given: unknown[] = [];
	const narrow = async (records: EventRecord[]) => {
		given.push(idsOf(records));
		return records.slice(1);
	};
	expect(idsOf(await sampleOf({ tests }, { coaches: ['anna'] }, narrow))).toEqual(['b', 'c', 'd']);
	expect(given).toEqual([['a', 'b', 'c', 'd', 'e']]);
});

it('reads the look-back of each coach and a day ahead', async () => {
	const asked: [string, TimeRange][] = [];
	const tests = async (coachId: string, range: TimeRange) => {
		asked.push([coachId, range]);
		return [];
	};
	await sampleOf({ tests }, { lookBackDays: 3 });
	const range = { startUs: nowUs - 3 * usPerDay, endUs: nowUs + usPerDay };
	expect(asked).toEqual([
		['anna', range],
		['bob', range],
	]);
});

it.each<[string, Partial<PollSettings>, number]>([
	['once where all are watched', { coaches: 'all' }, 1],
	['once where they are an event as well', { ...eventsOf('coachCreated'), coaches: 'all' }, 1],
	['not where they are chosen', { coaches: ['anna'] }, 0],
])('asks for the coaches %s', async (_, changed, times) => {
	let asked = 0;
	const coaches = async () => {
		asked++;
		return [{ coach_id: 'anna' }];
	};
	const source = { coaches, tests: async () => [testOf('x', 1)] };
	expect(await sampleOf(source, changed)).toMatchObject([{ coachId: 'anna' }]);
	expect(asked).toBe(times);
});

describe('what fails', () => {
	const failing = (...coachIds: string[]) => {
		return async (coachId: string) => {
			if (coachIds.includes(coachId)) throw failure(coachId === 'anna' ? 500 : 404);
			return coachId === 'anna' ? [testOf('of anna', 1)] : [];
		};
	};

	it('does not keep from showing the rest', async () => {
		expect(idsOf(await sampleOf({ tests: failing('bob') }))).toEqual(['of anna']);
	});

	it('is thrown where the rest is nothing', async () => {
		await expect(sampleOf({ tests: failing('anna') })).rejects.toMatchObject({ status: 500 });
	});

	it('is thrown where all of it fails, the first one', async () => {
		const tests = failing('anna', 'bob');
		await expect(sampleOf({ tests })).rejects.toMatchObject({ status: 500 });
	});

	it('is thrown where it is the list of coaches', async () => {
		const coaches = async () => {
			throw failure(503);
		};
		await expect(sampleOf({ coaches }, { coaches: 'all' })).rejects.toMatchObject({ status: 503 });
	});

	it('is nothing where there is nothing to show', async () => {
		expect(await sampleOf({})).toEqual([]);
	});
});
