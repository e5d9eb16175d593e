import {
	baselineWindow,
	nextWindow,
	wasClockAhead,
	withTrustedCursor,
} from '../../../nodes/TerraTeams/polling/window';
import { nowUs, streamOf, usPerMinute } from './examples';
import { usPerDay, usPerHour } from './fixture';

const lookBackUs = 7 * usPerDay;
const endUs = nowUs + usPerDay;

describe('whether a poll reads everything', () => {
	const cursorUs = nowUs - 7 * usPerDay;

	it.each([
		['an hour less a microsecond ago', usPerHour - 1, false],
		['an hour ago', usPerHour, true],
		['a microsecond more than an hour ago', usPerHour + 1, true],
		['now', 0, false],
		['a microsecond ago', 1, false],
		['a microsecond later than now', -1, true],
	])('depends on the last time: %s', (_, ago, isFullScan) => {
		const stream = streamOf({ cursorUs, fullScanUs: nowUs - ago });
		expect(nextWindow(stream, nowUs, lookBackUs)).toEqual({
			range: { startUs: isFullScan ? cursorUs : nowUs - 2 * usPerDay, endUs },
			nextCursorUs: cursorUs,
			isFullScan,
		});
	});
});

describe('the recent days', () => {
	it.each([
		['two days back', 2 * usPerDay + 1, 2 * usPerDay],
		['to the cursor where that is later', 2 * usPerDay - 1, 2 * usPerDay - 1],
	])('reach %s, and leave the cursor as it is', (_, cursorAgo, startAgo) => {
		const cursorUs = nowUs - cursorAgo;
		expect(nextWindow(streamOf({ cursorUs, fullScanUs: nowUs }), nowUs, lookBackUs)).toEqual({
			range: { startUs: nowUs - startAgo, endUs },
			nextCursorUs: cursorUs,
			isFullScan: false,
		});
	});
});

describe('everything', () => {
	const fullScanUs = nowUs - 2 * usPerHour;

	it.each([
		['before the look-back', lookBackUs + 1, lookBackUs],
		['at the begin of the look-back', lookBackUs, lookBackUs],
		['within the look-back', lookBackUs - 1, lookBackUs - 1],
		['31 days before the look-back', lookBackUs + 31 * usPerDay, lookBackUs],
	])('begins at a cursor %s, which then moves no further than the look-back', (_, ago, next) => {
		const stream = streamOf({ cursorUs: nowUs - ago, fullScanUs });
		expect(nextWindow(stream, nowUs, lookBackUs)).toEqual({
			range: { startUs: nowUs - ago, endUs },
			nextCursorUs: nowUs - next,
			isFullScan: true,
		});
	});

	it('is 31 days from the cursor where it would be a microsecond more', () => {
		const cursorUs = nowUs - lookBackUs - 31 * usPerDay - 1;
		expect(nextWindow(streamOf({ cursorUs, fullScanUs }), nowUs, lookBackUs)).toEqual({
			range: { startUs: cursorUs, endUs: cursorUs + 31 * usPerDay },
			nextCursorUs: cursorUs + 31 * usPerDay,
			isFullScan: false,
		});
	});

	it('is no range that ends before it begins, where the cursor is in the future', () => {
		const cursorUs = endUs + 1;
		expect(nextWindow(streamOf({ cursorUs, fullScanUs }), nowUs, lookBackUs)).toEqual({
			range: { startUs: endUs, endUs },
			nextCursorUs: cursorUs,
			isFullScan: true,
		});
	});
});

it.each([
	['no stream', [], false],
	['a stream read before', [-1], false],
	['a stream read now', [0], false],
	['a stream read a microsecond later', [1], true],
	['one of several read later', [-1, 1, 0], true],
])('tells from %s whether the clock was ahead', (_, later, isAhead) => {
	const streams = later.map((us) => streamOf({ fullScanUs: nowUs + us }));
	expect(wasClockAhead(streams, nowUs)).toBe(isAhead);
});

describe('a cursor', () => {
	const days = { lookBackDays: 7, emitExistingDays: 3 };
	const oldestUs = nowUs - (7 + 3 + 5 * 366) * usPerDay;
	const beginUs = nowUs - lookBackUs;

	it.each([
		['now', nowUs],
		['within the look-back', beginUs + 1],
		['before the look-back', beginUs - 1],
		['as old as can be', oldestUs],
	])('that is %s is kept', (_, cursorUs) => {
		const stream = streamOf({ cursorUs });
		expect(withTrustedCursor(stream, false, nowUs, days)).toBe(stream);
	});

	it.each([
		['later than now', nowUs + 1, false],
		['older than can be', oldestUs - 1, false],
		['later than now, in doubt', nowUs + 1, true],
		['older than can be, in doubt', oldestUs - 1, true],
	])('that is %s becomes the begin of the look-back', (_, cursorUs, isDoubtful) => {
		const stream = streamOf({ cursorUs });
		const trusted = withTrustedCursor(stream, isDoubtful, nowUs, days);
		expect(trusted).toEqual({ ...stream, cursorUs: beginUs });
	});

	it.each([
		['now', nowUs, beginUs],
		['a microsecond after the begin of the look-back', beginUs + 1, beginUs],
		['a microsecond before it', beginUs - 1, beginUs - 1],
		['as old as can be', oldestUs, oldestUs],
	])('in doubt that is %s is no later than the begin', (_, cursorUs, trustedUs) => {
		const stream = streamOf({ cursorUs });
		const trusted = withTrustedCursor(stream, true, nowUs, days);
		expect(trusted).toEqual({ ...stream, cursorUs: trustedUs });
	});
});

it.each([
	['a whole minute', 5 * usPerMinute, 5 * usPerMinute],
	['a microsecond before it', 5 * usPerMinute - 1, 4 * usPerMinute],
	['a microsecond after it', 5 * usPerMinute + 1, 5 * usPerMinute],
	['1970', 0, 0],
	['a minute before 1970', -usPerMinute, 0],
])('reads a baseline from %s on, in whole minutes', (_, fromUs, startUs) => {
	expect(baselineWindow(fromUs, nowUs)).toEqual({
		range: { startUs, endUs },
		nextCursorUs: startUs,
		isFullScan: true,
	});
});
