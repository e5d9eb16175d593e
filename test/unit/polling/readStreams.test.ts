import type { TimeRange } from '../../../nodes/TerraTeams/api/timeRange';
import {
	hasBaseline,
	readStreams,
	type StreamToRead,
} from '../../../nodes/TerraTeams/polling/readStreams';
import type { PollSource } from '../../../nodes/TerraTeams/polling/source';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import { emptySource, nowUs, settings, streamOf, testsOfAnna, usPerMinute } from './examples';
import { failure, usPerDay } from './fixture';

const clock = { nowMs: nowUs / 1000, hasTime: () => true };

function toRead(coachId = 'anna', values: Partial<StreamToRead> = {}): StreamToRead {
	return { name: { ...testsOfAnna, coachId }, stream: streamOf(), isSilent: false, ...values };
}

function sourceOf(tests: PollSource['tests']): PollSource {
	return { ...emptySource, tests };
}

/** The outcomes of the streams of some coaches. */
async function typesOf(
	coachIds: readonly string[],
	source: PollSource,
	hasTime = () => true,
): Promise<string[]> {
	const streams = coachIds.map((coachId) => toRead(coachId));
	const outcomes = await readStreams(streams, settings, source, { ...clock, hasTime }, null);
	return outcomes.map(({ type }) => type);
}

describe('the time', () => {
	it('is not asked for before the first stream, which is read in any case', async () => {
		let asked = 0;
		const hasTime = () => {
			asked++;
			return false;
		};
		expect(await typesOf(['a'], emptySource, hasTime)).toEqual(['read']);
		expect(asked).toBe(0);
		expect(await typesOf(['a', 'b', 'c'], emptySource, hasTime)).toEqual([
			'read',
			'no-time',
			'no-time',
		]);
		expect(asked).toBe(2);
	});

	it('ends for the streams that are left', async () => {
		let left = 2;
		const hasTime = () => left-- > 0;
		expect(await typesOf(['a', 'b', 'c', 'd', 'e'], emptySource, hasTime)).toEqual([
			'read',
			'read',
			'read',
			'no-time',
			'no-time',
		]);
	});

	it('leaves the name of a stream that is not read', async () => {
		const streams = [toRead('anna'), toRead('bob')];
		const late = { ...clock, hasTime: () => false };
		const [, second] = await readStreams(streams, settings, emptySource, late, null);
		expect(second).toEqual({ type: 'no-time', name: { ...testsOfAnna, coachId: 'bob' } });
	});
});

describe('a failure', () => {
	const coachIds = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

	it('of one stream leaves the others as they are', async () => {
		const thrown = failure(500);
		const source = sourceOf(async (coachId) => {
			if (coachId === 'b') throw thrown;
			return [];
		});
		const [first, second, third] = await readStreams(
			['a', 'b', 'c'].map((coachId) => toRead(coachId)),
			settings,
			source,
			clock,
			null,
		);
		expect(first).toMatchObject({ type: 'read' });
		expect(second).toEqual({
			type: 'failed',
			failure: { name: { ...testsOfAnna, coachId: 'b' }, thrown },
		});
		expect(third).toMatchObject({ type: 'read' });
	});

	it('of all that are read at once stops no further one', async () => {
		const source = sourceOf(async (coachId) => {
			if (coachId < 'e') throw failure(500);
			return [];
		});
		expect(await typesOf(coachIds, source)).toEqual([
			...Array.from({ length: 4 }, () => 'failed'),
			...Array.from({ length: 3 }, () => 'read'),
		]);
	});

	it('by a rate limit stops all further ones, whatever fails after it', async () => {
		const source = sourceOf(async (coachId) => {
			throw failure(coachId === 'a' ? 429 : 500);
		});
		expect(await typesOf(coachIds, source)).toEqual([
			...Array.from({ length: 4 }, () => 'failed'),
			...Array.from({ length: 3 }, () => 'no-time'),
		]);
	});

	it('by a rate limit stops no further one before it', async () => {
		const source = sourceOf(async (coachId) => {
			throw failure(coachId === 'e' ? 429 : 500);
		});
		const types = await typesOf(['a', 'b', 'c', 'd', 'e'], source);
		expect(types).toEqual(Array.from({ length: 5 }, () => 'failed'));
	});
});

describe('what is read', () => {
	const lookBackUs = 7 * usPerDay;
	const recentUs = nowUs - 30 * usPerMinute;

	it.each([
		['the look-back', nowUs, 0, lookBackUs, lookBackUs, true],
		[
			'the look-back, even if the cursor is within',
			nowUs - usPerDay,
			0,
			lookBackUs,
			lookBackUs,
			true,
		],
		[
			'more where existing records are wanted',
			nowUs - 30 * usPerDay,
			0,
			30 * usPerDay,
			30 * usPerDay,
			true,
		],
		['the recent days', nowUs - lookBackUs, recentUs, 2 * usPerDay, lookBackUs, false],
		['all since the cursor', nowUs - 10 * usPerDay, 1, 10 * usPerDay, lookBackUs, true],
	])('is %s', async (_, cursorUs, fullScanUs, startAgo, cursorAgo, isFullScan) => {
		const asked: TimeRange[] = [];
		const source = sourceOf(async (_coachId, range) => {
			asked.push(range);
			return [];
		});
		const stream = streamOf({ cursorUs, fullScanUs });
		const [outcome] = await readStreams(
			[toRead('anna', { stream })],
			settings,
			source,
			clock,
			null,
		);
		const range = { startUs: nowUs - startAgo, endUs: nowUs + usPerDay };
		expect(asked).toEqual([range]);
		expect(outcome).toMatchObject({
			type: 'read',
			read: { window: { range, nextCursorUs: nowUs - cursorAgo, isFullScan } },
		});
	});

	it('of coaches is the list that is there already', async () => {
		let lists = 0;
		const source = {
			...emptySource,
			coaches: async () => {
				lists++;
				return [{ coach_id: 'from the source' }];
			},
		};
		const name = { kind: 'coach', coachId: null, key: 'cccccccc' } as const;
		const streams = [toRead('', { name })];
		const outcomesWith = async (coaches: JsonObject[] | null) =>
			await readStreams(streams, settings, source, clock, coaches);
		expect(await outcomesWith([{ coach_id: 'listed' }])).toMatchObject([
			{ read: { changes: [{ record: { coach_id: 'listed' } }] } },
		]);
		expect(lists).toBe(0);
		expect(await outcomesWith(null)).toMatchObject([
			{ read: { changes: [{ record: { coach_id: 'from the source' } }] } },
		]);
		expect(lists).toBe(1);
	});
});

describe('what becomes of it', () => {
	it.each([
		['nothing is silent with a baseline', 1, false, null],
		['nothing is silent with a baseline, even if asked for', 1, true, null],
		['all is silent in a baseline', 0, true, Infinity],
		['what is older than the cursor is silent where existing records are wanted', 0, false, 5],
	])('%s', async (_, fullScanUs, isSilent, emitFromUs) => {
		const stream = streamOf({ cursorUs: 5, fullScanUs });
		const streams = [toRead('anna', { stream, isSilent })];
		const [outcome] = await readStreams(streams, settings, emptySource, clock, null);
		expect(outcome).toMatchObject({ type: 'read', read: { stream, emitFromUs, changes: [] } });
	});

	it('is what has changed since it was seen', async () => {
		const source = sourceOf(async () => [{ test_id: 'a' }, { test_id: 'b' }]);
		const changesOf = async (streams: StreamToRead[]) => {
			const [outcome] = await readStreams(streams, settings, source, clock, null);
			return outcome?.type === 'read' ? outcome.read.changes : [];
		};
		const [first, second] = await changesOf([toRead()]);
		expect([first, second]).toMatchObject([
			{ record: { test_id: 'a' }, type: 'created', seen: { day: 20_463, isLeftOut: false } },
			{ record: { test_id: 'b' }, type: 'created', seen: { day: 20_463, isLeftOut: false } },
		]);
		const stream = streamOf();
		const seen = stream.seen.upsert(new Map(first && [[first.key, first.seen]]));
		expect(await changesOf([toRead('anna', { stream: { ...stream, seen } })])).toEqual([second]);
	});

	it('is left out where the filter does not want it', async () => {
		const source = sourceOf(async () => [
			{ test_id: 'a', display_name: 'Jump' },
			{ test_id: 'b', display_name: 'Sprint' },
		]);
		const wanted = { ...settings, filter: { ...settings.filter, nameContains: 'sprint' } };
		expect(await readStreams([toRead()], wanted, source, clock, null)).toMatchObject([
			{ read: { changes: [{ seen: { isLeftOut: true } }, { seen: { isLeftOut: false } }] } },
		]);
	});
});

it.each([
	[0, false],
	[1, true],
	[nowUs, true],
])('a stream last read in full at %d has a baseline: %s', (fullScanUs, has) => {
	expect(hasBaseline(streamOf({ fullScanUs }))).toBe(has);
});
