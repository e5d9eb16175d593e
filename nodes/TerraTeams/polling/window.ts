import type { TimeRange } from '../api/timeRange';
import type { Stream } from './state';
import { usPerDay, usPerMinute } from '../records/time';

/** Records may be dated later than they arrive, where clocks or time zones are off. */
const aheadUs = usPerDay;

/** How far back every poll reads; older records that arrive late wait for the next full scan. */
const recentUs = 2 * usPerDay;

const fullScanEveryUs = 60 * usPerMinute;

/** A poll catches up on no more than this after a long time off: the longest slice of a range. */
const catchUpUs = 31 * usPerDay;

/** What a poll reads of a stream. */
export interface Window {
	range: TimeRange;
	/** The stream's cursor once the window has been read. */
	nextCursorUs: number;
	/** Whether the window ends now and holds everything since the last full scan. */
	isFullScan: boolean;
}

/**
 * What to read of a stream: the recent days, or once an hour everything that may have arrived since
 * the last time, which is the whole look-back and, after time off, what was missed.
 *
 * @param lookBackUs how long after its time a record may arrive
 */
export function nextWindow(stream: Stream, nowUs: number, lookBackUs: number): Window {
	const { cursorUs } = stream;
	const endUs = nowUs + aheadUs;
	if (nowUs - stream.fullScanUs < fullScanEveryUs && nowUs >= stream.fullScanUs) {
		const startUs = Math.max(cursorUs, nowUs - recentUs);
		return { range: { startUs, endUs }, nextCursorUs: cursorUs, isFullScan: false };
	}
	if (nowUs - lookBackUs - cursorUs > catchUpUs) {
		const range = { startUs: cursorUs, endUs: cursorUs + catchUpUs };
		return { range, nextCursorUs: range.endUs, isFullScan: false };
	}
	return {
		range: { startUs: Math.min(cursorUs, endUs), endUs },
		nextCursorUs: Math.max(cursorUs, nowUs - lookBackUs),
		isFullScan: true,
	};
}

/** What the first read of a stream covers, from a time on. */
export function baselineWindow(fromUs: number, nowUs: number): Window {
	// As the state keeps it: a second read must not begin before the first one did.
	const startUs = Math.max(0, Math.floor(fromUs / usPerMinute) * usPerMinute);
	return { range: { startUs, endUs: nowUs + aheadUs }, nextCursorUs: startUs, isFullScan: true };
}
