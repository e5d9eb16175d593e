import { nextState } from '../../../nodes/TerraTeams/polling/nextState';
import type {
	StreamOutcome,
	StreamRead,
	StreamToRead,
} from '../../../nodes/TerraTeams/polling/readStreams';
import type { Candidate } from '../../../nodes/TerraTeams/polling/selectEvents';
import {
	decodeStreams,
	type PollState,
	type Stream,
} from '../../../nodes/TerraTeams/polling/state';
import { changeOf, nowUs, readOf, seenOf, streamOf, testsOfAnna, usPerMinute } from './examples';
import { failure, usPerDay, usPerHour } from './fixture';

const today = 20_463;
const entry = { version: 'AAAA', day: today, isLeftOut: false };
const range = { startUs: nowUs - 9 * usPerDay, endUs: nowUs };

/** The streams of a state, with the seen records as text. */
function streamsOf(state: PollState) {
	return [...decodeStreams(state).values()].map(textual);
}

function textual({ seen, ...stream }: Stream) {
	return { ...stream, seen: seen.encode() };
}

function toRead(stream: Stream): StreamToRead {
	return { name: { ...testsOfAnna, key: stream.key }, stream, isSilent: false };
}

function candidates(read: StreamRead): Candidate[] {
	return read.changes.map((change) => ({ read, change, event: 'testCreated' }));
}

/** The stream of a read after the poll. */
function after(read: StreamRead, unseen: readonly Candidate[] = []) {
	const outcomes: StreamOutcome[] = [{ type: 'read', read }];
	const [stream] = streamsOf(
		nextState([read.stream], [toRead(read.stream)], outcomes, unseen, nowUs, 0),
	);
	return stream;
}

describe('a stream that was read', () => {
	const window = { range, nextCursorUs: nowUs - 10 * usPerMinute, isFullScan: true };

	it('has the cursor and the time of the window, and all that was found', () => {
		const stream = streamOf({ seen: seenOf({ OLDOLDOL: entry }) });
		const changes = [changeOf({ key: 'AAAAAAAA' }), changeOf({ key: 'BBBBBBBB' })];
		expect(after(readOf({ stream, window, changes }))).toEqual({
			key: stream.key,
			cursorUs: nowUs - 10 * usPerMinute,
			fullScanUs: nowUs,
			missingSinceUs: null,
			seen: seenOf({ AAAAAAAA: entry, BBBBBBBB: entry, OLDOLDOL: entry }).encode(),
		});
	});

	it('keeps the time of its last full scan where this was none', () => {
		const stream = streamOf();
		expect(after(readOf({ stream, window: { ...window, isFullScan: false } }))).toMatchObject({
			cursorUs: nowUs - 10 * usPerMinute,
			fullScanUs: stream.fullScanUs,
		});
	});

	it('forgets the days before its cursor', () => {
		const midnightUs = today * usPerDay;
		const seen = seenOf({
			BEFORE00: { ...entry, day: today - 1 },
			SAMEDAY0: entry,
			NEXTDAY0: { ...entry, day: today + 1 },
		});
		const stream = streamOf({ cursorUs: midnightUs - usPerMinute, seen });
		const at = (nextCursorUs: number) =>
			after(readOf({ stream, window: { ...window, nextCursorUs } }))?.seen;
		expect(at(midnightUs)).toBe(
			seenOf({ SAMEDAY0: entry, NEXTDAY0: { ...entry, day: today + 1 } }).encode(),
		);
		expect(at(midnightUs - 1)).toBe(seen.encode());
	});

	it.each([
		['a microsecond after where it was', 1, false],
		['where it was', 0, true],
		['a microsecond before', -1, true],
	])('forgets nothing unless its cursor moves: %s', (_, byUs, isKept) => {
		const seen = seenOf({ AAAAAAAA: { ...entry, day: today - 30 } });
		const stream = streamOf({ cursorUs: nowUs, seen });
		const read = readOf({ stream, window: { ...window, nextCursorUs: nowUs + byUs } });
		expect(after(read)?.seen).toBe(isKept ? seen.encode() : '');
	});
});

describe('a stream of which the next poll must find something again', () => {
	const window = { range, nextCursorUs: nowUs, isFullScan: true };
	const changes = [changeOf({ key: 'AAAAAAAA' }), changeOf({ key: 'BBBBBBBB' })];
	const old = { ...entry, day: today - 30 };

	it('stays as it was, but for what else was found', () => {
		const stream = streamOf({ seen: seenOf({ OLDOLDOL: old }) });
		const read = readOf({ stream, window, changes });
		expect(after(read, candidates(read).slice(1))).toEqual({
			...textual(stream),
			seen: seenOf({ AAAAAAAA: entry, OLDOLDOL: old }).encode(),
		});
	});

	it('stays as it was where all must be found again', () => {
		const read = readOf({ window, changes });
		expect(after(read, candidates(read))).toEqual(textual(read.stream));
	});

	it('has a baseline now if it had none, from the begin of what was read', () => {
		const stream = streamOf({ fullScanUs: 0 });
		const read = readOf({ stream, window, changes });
		const next = after(read, candidates(read).slice(0, 1));
		expect(next).toMatchObject({
			key: stream.key,
			cursorUs: range.startUs,
			seen: seenOf({ BBBBBBBB: entry }).encode(),
		});
		// A full scan is due at once.
		expect(next?.fullScanUs).toBeGreaterThan(0);
		expect(next?.fullScanUs).toBeLessThanOrEqual(nowUs - usPerHour);
	});

	it('does not hold back another stream', () => {
		const other = readOf({ stream: streamOf({ key: 'uuuuuuuu' }), window, changes });
		const read = readOf({ window, changes });
		const outcomes: StreamOutcome[] = [
			{ type: 'read', read },
			{ type: 'read', read: other },
		];
		const streams = [read, other].map(({ stream }) => toRead(stream));
		const state = nextState([], streams, outcomes, candidates(read), nowUs, 0);
		expect(streamsOf(state)).toEqual([
			textual(read.stream),
			{
				key: 'uuuuuuuu',
				cursorUs: nowUs,
				fullScanUs: nowUs,
				missingSinceUs: null,
				seen: seenOf({ AAAAAAAA: entry, BBBBBBBB: entry }).encode(),
			},
		]);
	});
});

describe('streams that were not read', () => {
	const [first, second, third] = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'].map((key) =>
		toRead(streamOf({ key, seen: seenOf({ [key]: entry }) })),
	);
	if (!first || !second || !third) throw new Error('These are three.');
	const streams = [first, second, third];
	const thrown = failure(500);

	it('stay as they were, whether they failed, or there was no time, or nothing is known', () => {
		const outcomes: StreamOutcome[] = [
			{ type: 'failed', failure: { name: first.name, thrown } },
			{ type: 'no-time', name: second.name },
		];
		const state = nextState([], streams, outcomes, [], nowUs, 0);
		expect(streamsOf(state)).toEqual(streams.map(({ stream }) => textual(stream)));
	});

	it('are kept in their order where they are not among those to read', () => {
		const kept = [third.stream, first.stream];
		const moved = { ...first, stream: { ...first.stream, cursorUs: 7 * usPerMinute } };
		const outcomes: StreamOutcome[] = [
			{ type: 'failed', failure: { name: second.name, thrown } },
			{ type: 'failed', failure: { name: first.name, thrown } },
		];
		const state = nextState(kept, [second, moved], outcomes, [], nowUs, 0);
		expect(streamsOf(state)).toEqual(
			[third.stream, moved.stream, second.stream].map((stream) => textual(stream)),
		);
	});

	it('come first in the next poll, from the first one on for which there was no time', () => {
		const outcomes: StreamOutcome[] = [
			{ type: 'failed', failure: { name: first.name, thrown } },
			{ type: 'no-time', name: second.name },
			{ type: 'no-time', name: third.name },
		];
		expect(nextState([], streams, outcomes, [], nowUs, 0).resumeFrom).toBe('bbbbbbbb');
	});

	it('do not come first because they failed', () => {
		const outcomes: StreamOutcome[] = streams.map(({ name }) => ({
			type: 'failed',
			failure: { name, thrown },
		}));
		expect(nextState([], streams, outcomes, [], nowUs, 0).resumeFrom).toBe('');
	});
});

it('holds when items were emitted that are not seen yet', () => {
	expect(nextState([], [], [], [], nowUs, 5)).toEqual({
		streams: '',
		seen: '',
		resumeFrom: '',
		pendingMs: 5,
	});
});
