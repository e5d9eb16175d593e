import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import { searchRange, type RecordSource } from '../../../nodes/TerraTeams/queries/rangeSearch';
import { failureOf } from '../api/connect';
import { failureLike, ModelServer, type ServerBehavior, type Stored } from '../api/modelServer';
import { usPerDay } from './ranges';

const plain: ServerBehavior = { times: true, dates: null, moreUs: 0, twice: false, shuffle: 1 };

function record(n: number, us: number | null, id?: string | null): Stored {
	return { coachId: 'coach-a', us, record: { n, us, ...(id === undefined ? {} : { id }) } };
}

describe('the order', () => {
	it('keeps the order of the responses among equal times, and puts what has no time last', async () => {
		const stored = [record(0, null), record(1, 7), record(2, 5), record(3, 7), record(4, null)];
		const server = new ModelServer(stored, plain);
		const range = { startUs: 0, endUs: 10 };
		const found = await searchRange(server.source, ['coach-a'], range);
		expect(found.map(({ record: { n } }) => n)).toEqual([2, 1, 3, 0, 4]);
	});
});

describe('what counts as the same record', () => {
	const range = { startUs: 0, endUs: 40 * usPerDay };

	it('is what has the same id, even if it was changed between two requests', async () => {
		let responses = 0;
		const source: RecordSource<JsonObject> = {
			id: ({ id }) => (typeof id === 'string' ? id : null),
			timestampUs: () => 31 * usPerDay,
			fetch: async () => [{ id: 'one', version: (responses += 1) }],
		};
		const found = await searchRange(source, ['coach-a'], range);
		expect(found).toEqual([
			{ coachId: 'coach-a', record: { id: 'one', version: 1 }, timestampUs: 31 * usPerDay },
		]);
	});

	it('is not what differs in one response, id or not', async () => {
		const records = [1, 2, 1].map((version) => ({ id: 'one', version }));
		const source: RecordSource<JsonObject> = {
			id: ({ id }) => (typeof id === 'string' ? id : null),
			timestampUs: () => 31 * usPerDay,
			fetch: async () => records,
		};
		const found = await searchRange(source, ['coach-a'], range);
		expect(found.map(({ record }) => record)).toEqual(records.slice(0, 2));
	});

	it('is without an id what is alike in everything', async () => {
		const at = 31 * usPerDay;
		const server = new ModelServer([record(0, at), record(1, at, null), record(2, null)], plain);
		const found = await searchRange(server.source, ['coach-a'], range);
		expect(found.map(({ record: one }) => one)).toEqual([
			{ n: 0, us: at },
			{ n: 1, us: at, id: null },
			{ n: 2, us: null },
		]);
	});

	it('is never a record of another coach', async () => {
		const source: RecordSource<JsonObject> = {
			id: () => 'one',
			timestampUs: () => 1,
			fetch: async () => [{ id: 'one' }],
		};
		const found = await searchRange(source, ['coach-a', 'coach-b'], range);
		expect(found).toEqual([
			{ coachId: 'coach-a', record: { id: 'one' }, timestampUs: 1 },
			{ coachId: 'coach-b', record: { id: 'one' }, timestampUs: 1 },
		]);
	});

	it('is never one of another coach, even where one response has several of an id', async () => {
		const source: RecordSource<JsonObject> = {
			id: () => 'one',
			timestampUs: () => 1,
			fetch: async (coachId) =>
				coachId === 'coach-a' ? [{ version: 2 }] : [{ version: 1 }, { version: 2 }],
		};
		const oneDay = { startUs: 0, endUs: usPerDay };
		const found = await searchRange(source, ['coach-a', 'coach-b'], oneDay);
		expect(found).toEqual([
			{ coachId: 'coach-a', record: { version: 2 }, timestampUs: 1 },
			{ coachId: 'coach-b', record: { version: 1 }, timestampUs: 1 },
			{ coachId: 'coach-b', record: { version: 2 }, timestampUs: 1 },
		]);
	});
});

describe('a slice that is too much', () => {
	it.each([
		{ status: 400 },
		{ status: 401 },
		{ status: 404 },
		{ status: 429 },
		{ status: 500 },
		{ status: 503 },
		{ problem: 'refused' },
		{ problem: 'broken' },
		{ problem: 'cancelled' },
	] as const)('is not one that fails otherwise: %o', async (what) => {
		let requests = 0;
		const source: RecordSource<JsonObject> = {
			id: () => null,
			timestampUs: () => null,
			fetch: async () => {
				requests += 1;
				throw failureLike(what);
			},
		};
		const range = { startUs: 0, endUs: 20 * usPerDay };
		const thrown = await failureOf(searchRange(source, ['coach-a'], range));
		expect(thrown).toMatchObject(what);
		expect(requests).toBe(1);
	});

	it('is not requested in halves once another slice has failed for good', async () => {
		const asked: number[] = [];
		const source: RecordSource<JsonObject> = {
			id: () => null,
			timestampUs: () => null,
			fetch: async (_, { startUs }) => {
				asked.push(startUs);
				if (startUs > 0) throw failureLike({ status: 404 });
				// Long enough for what has failed to be known everywhere.
				for (let turn = 0; turn < 100; turn++) await Promise.resolve();
				throw failureLike({ status: 413 });
			},
		};
		const range = { startUs: 0, endUs: 40 * usPerDay };
		const thrown = await failureOf(searchRange(source, ['coach-a'], range));
		expect(thrown).toMatchObject({ status: 404 });
		expect(asked).toEqual([0, 31 * usPerDay]);
	});
});

it('lets through what is no failure of a call', async () => {
	const bug = new TypeError('a bug');
	const source: RecordSource<JsonObject> = {
		id: () => null,
		timestampUs: () => null,
		fetch: async () => {
			throw bug;
		},
	};
	await expect(searchRange(source, ['coach-a'], { startUs: 0, endUs: 1 })).rejects.toBe(bug);
});
