import type { TimeRange } from '../api/timeRange';
import type { Stream } from './state';
import { usPerDay, usPerMinute } from './time';

/** Records may be dated later than they arrive, where clocks or time zones are off. */
const aheadUs = usPerDay;

/** What every poll reads; older records that arrive late wait for the next sweep. */
const recentUs = 2 * usPerDay;

const sweepEveryUs = 60 * usPerMinute;

/** What a poll catches up on at most after a long time off: what one request can ask for. */
const catchUpUs = 31 * usPerDay;

/** What a poll reads of a stream. */
export interface Window {
	range: TimeRange;
	/** From when everything has been looked at, once the window has been read. */
	nextSinceUs: number;
	/** Whether the window ends with the present, and holds everything since the last such one. */
	isSweep: boolean;
}

/**
 * What to read of a stream: the recent days, or once an hour everything that may have arrived since
 * the last time, which is the whole look-back and, after time off, what was missed.
 *
 * @param lookBackUs how long after its time a record may arrive
 */
export function nextWindow(stream: Stream, nowUs: number, lookBackUs: number): Window {
	const { sinceUs } = stream;
	const endUs = nowUs + aheadUs;
	if (nowUs - stream.sweptUs < sweepEveryUs && nowUs >= stream.sweptUs) {
		const startUs = Math.max(sinceUs, nowUs - recentUs);
		return { range: { startUs, endUs }, nextSinceUs: sinceUs, isSweep: false };
	}
	if (nowUs - lookBackUs - sinceUs > catchUpUs) {
		const range = { startUs: sinceUs, endUs: sinceUs + catchUpUs };
		return { range, nextSinceUs: range.endUs, isSweep: false };
	}
	return {
		range: { startUs: Math.min(sinceUs, endUs), endUs },
		nextSinceUs: Math.max(sinceUs, nowUs - lookBackUs),
		isSweep: true,
	};
}

/** What the first reading of a stream covers, from a time on. */
export function baselineWindow(fromUs: number, nowUs: number): Window {
	// As the state keeps it: a second reading must not begin before the first one did.
	const startUs = Math.max(0, Math.floor(fromUs / usPerMinute) * usPerMinute);
	return { range: { startUs, endUs: nowUs + aheadUs }, nextSinceUs: startUs, isSweep: true };
}
