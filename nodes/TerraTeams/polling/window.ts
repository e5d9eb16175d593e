import { maxSliceUs, type TimeRange } from '../api/timeRange';
import { usPerDay, usPerMinute } from '../records/time';
import type { PollSettings } from './settings';
import type { Stream } from './state';

/** Records may be dated later than they arrive, where clocks or time zones are off. */
const aheadUs = usPerDay;

/** How far back every poll reads; older records that arrive late wait for the next full scan. */
const recentUs = 2 * usPerDay;

const fullScanEveryUs = 60 * usPerMinute;

/** Max range that a poll catches up on after downtime: one slice of a range search. */
const catchUpUs = maxSliceUs;

/** No trigger catches up on more: a saved time that is older comes from a clock that was wrong. */
const longestPauseUs = 5 * 366 * usPerDay;

/** What a poll reads of a stream. */
export interface Window {
	range: TimeRange;
	/** The stream's cursor once the window has been read. */
	nextCursorUs: number;
	/** Whether the window ends now and holds everything since the last full scan. */
	isFullScan: boolean;
}

/**
 * What to read of a stream: the recent days, or once an hour the whole look-back and, after
 * downtime, what was missed.
 *
 * @param lookBackUs how late a record may arrive
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

/** Whether the clock was ahead when one of these streams was read. */
export function wasClockAhead(streams: Iterable<Stream>, nowUs: number): boolean {
	return [...streams].some(({ fullScanUs }) => fullScanUs > nowUs);
}

/**
 * The stream with a cursor that can be trusted. One that is later than now, or years before anything
 * that the settings ask for, comes from a clock that was wrong: then it is the begin of the look-back.
 * Otherwise a poll would read nothing until the clock gets there, or decades.
 *
 * @param isDoubtful whether the clock was ahead, see {@link wasClockAhead}: cursors that it gave may
 *   be in the past by now
 */
export function withTrustedCursor(
	stream: Stream,
	isDoubtful: boolean,
	nowUs: number,
	{ lookBackDays, emitExistingDays }: Pick<PollSettings, 'lookBackDays' | 'emitExistingDays'>,
): Stream {
	const lookBackUs = nowUs - lookBackDays * usPerDay;
	const oldestUs = lookBackUs - emitExistingDays * usPerDay - longestPauseUs;
	const { cursorUs } = stream;
	if (cursorUs > nowUs || cursorUs < oldestUs) return { ...stream, cursorUs: lookBackUs };
	return isDoubtful ? { ...stream, cursorUs: Math.min(cursorUs, lookBackUs) } : stream;
}

/** What the first read of a stream covers. */
export function baselineWindow(fromUs: number, nowUs: number): Window {
	// Rounded as in the state, so that a second read does not begin before the first one did.
	const startUs = Math.max(0, Math.floor(fromUs / usPerMinute) * usPerMinute);
	return { range: { startUs, endUs: nowUs + aheadUs }, nextCursorUs: startUs, isFullScan: true };
}
