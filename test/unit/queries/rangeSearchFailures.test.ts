import type { TimeRange } from '../../../nodes/TerraTeams/api/timeRange';
import type { TerraTeamsError } from '../../../nodes/TerraTeams/api/errors';
import { searchRange, type RecordSource } from '../../../nodes/TerraTeams/queries/rangeSearch';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import { failureOf } from '../api/connect';
import { failureLike } from '../api/modelServer';
import { usPerDay } from './ranges';

const twoSlices = { startUs: 0, endUs: 40 * usPerDay };

/** One record for each response, at the begin of its slice, unless `fails` says otherwise. */
class Source implements RecordSource<JsonObject> {
	readonly asked: string[] = [];

	constructor(
		private readonly fails: (coachId: string, slice: TimeRange) => TerraTeamsError | null,
	) {}

	readonly id = () => null;

	readonly timestampUs = ({ us }: JsonObject) => (typeof us === 'number' ? us : null);

	readonly fetch = async (coachId: string, slice: TimeRange): Promise<JsonObject[]> => {
		this.asked.push(`${coachId} ${slice.startUs / usPerDay}`);
		const failure = this.fails(coachId, slice);
		if (failure) throw failure;
		return [{ us: slice.startUs }];
	};
}

const days = (found: readonly { coachId: string; timestampUs: number }[]) =>
	found.map(({ coachId, timestampUs }) => `${coachId} ${timestampUs / usPerDay}`);

describe('where a coach fails, but not the others', () => {
	const ofBob = (coachId: string, { startUs }: TimeRange) =>
		coachId === 'bob' && startUs > 0 ? failureLike({ status: 404 }) : null;

	it('the records of the others are given, and none of the coach', async () => {
		const failures = new Map<string, TerraTeamsError>();
		const found = await searchRange(new Source(ofBob), ['anna', 'bob', 'carla'], twoSlices, {
			failures,
		});
		expect(days(found)).toEqual(['anna 0', 'carla 0', 'anna 31', 'carla 31']);
		expect([...failures].map(([coachId, { facts }]) => [coachId, facts])).toEqual([
			['bob', { operation: 'Get many tests', problem: 'rejected', status: 404, coachId: 'bob' }],
		]);
	});

	it('what is left of the coach is not requested', async () => {
		const source = new Source((coachId) =>
			coachId === 'bob' ? failureLike({ status: 404 }) : null,
		);
		const options = { failures: new Map<string, TerraTeamsError>(), concurrency: 1 };
		const found = await searchRange(source, ['bob', 'anna'], twoSlices, options);
		expect(source.asked).toEqual(['bob 0', 'anna 0', 'anna 31']);
		expect(days(found)).toEqual(['anna 0', 'anna 31']);
	});

	it('the first error of the coach is given, also where two of its requests fail at once', async () => {
		const failures = new Map<string, TerraTeamsError>();
		const statuses = [403, 404];
		const source = new Source(() => failureLike({ status: statuses.shift() }));
		await searchRange(source, ['bob'], twoSlices, { failures });
		expect(source.asked).toEqual(['bob 0', 'bob 31']);
		expect(failures.get('bob')?.status).toBe(403);
	});

	it('the error names the coach, with all that it says', async () => {
		const thrown = await failureOf(searchRange(new Source(ofBob), ['anna', 'bob'], twoSlices));
		expect(thrown).toMatchObject({
			facts: { operation: 'Get many tests', problem: 'rejected', status: 404, coachId: 'bob' },
		});
	});
});

it('the error of the only coach is as it was', async () => {
	const failure = failureLike({ status: 404 });
	const thrown = await failureOf(searchRange(new Source(() => failure), ['anna'], twoSlices));
	expect(thrown).toBe(failure);
});

it.each([{ status: 413 }, { status: 504 }, { problem: 'timed-out' }] as const)(
	'what is too much is requested in halves: %o',
	async (what) => {
		const source = new Source((_, { startUs, endUs }) =>
			endUs - startUs > 10 * usPerDay ? failureLike(what) : null,
		);
		const range = { startUs: 0, endUs: 20 * usPerDay - 1 };
		expect(days(await searchRange(source, ['anna'], range))).toEqual(['anna 0', 'anna 10']);
		expect(source.asked).toEqual(['anna 0', 'anna 0', 'anna 10']);
	},
);

it('once a half has failed for good, the other one is not requested', async () => {
	const source = new Source((_, { startUs, endUs }) => {
		if (endUs - startUs > 10 * usPerDay) return failureLike({ status: 413 });
		return failureLike({ status: 404 });
	});
	const failures = new Map<string, TerraTeamsError>();
	const range = { startUs: 0, endUs: 20 * usPerDay - 1 };
	expect(await searchRange(source, ['anna'], range, { failures })).toEqual([]);
	expect(source.asked).toEqual(['anna 0', 'anna 0']);
	expect(failures.get('anna')).toMatchObject({ status: 404 });
});

it('the records of several slices are in the order of their times', async () => {
	const source: RecordSource<JsonObject> = {
		id: () => null,
		timestampUs: ({ us }) => (typeof us === 'number' ? us : null),
		fetch: async (_, { startUs }) => [{ us: startUs + 5 }, { us: startUs + 2 }, { n: startUs }],
	};
	const found = await searchRange(source, ['anna'], twoSlices);
	expect(found.map(({ timestampUs }) => timestampUs)).toEqual([
		2,
		5,
		31 * usPerDay + 2,
		31 * usPerDay + 5,
		Infinity,
		Infinity,
	]);
});
