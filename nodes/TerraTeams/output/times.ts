import { usPerMinute, usPerMs, usPerSecond } from '../records/time';

const minutesPerDay = 1440;
/** The time furthest from 1970 that a JavaScript date can hold. */
const maxMs = 8.64e15;

/** A time in microseconds since 1970 as ISO 8601 in UTC, `2026-11-22T17:30:00.000Z`. */
export function utcTime(us: number | null): string | null {
	const ms = us === null ? NaN : Math.floor(us / usPerMs);
	return Math.abs(ms) <= maxMs ? new Date(ms).toISOString() : null;
}

/**
 * The local time at the place, to the second, `2026-11-22T18:30:00+01:00`.
 *
 * @param offsetSeconds seconds east of UTC
 * @returns `null` where the offset is not known: the API gives 0 then, too
 */
export function localTime(us: number | null, offsetSeconds: number | null): string | null {
	if (us === null || !offsetSeconds) return null;
	// ISO 8601 has no seconds in an offset.
	const minutes = Math.round(offsetSeconds / 60);
	if (Math.abs(minutes) >= minutesPerDay) return null;
	const clock = utcTime(us + minutes * usPerMinute);
	if (clock === null) return null;
	const sign = minutes < 0 ? '-' : '+';
	const hours = twoDigits(Math.floor(Math.abs(minutes) / 60));
	return `${clock.slice(0, -5)}${sign}${hours}:${twoDigits(Math.abs(minutes) % 60)}`;
}

/** Making a formatter takes longer than using it a hundred times. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * The day at the place, `2026-11-22`: by its offset, or where that is not known (the API gives 0
 * then, too) in a time zone.
 *
 * @param timeZone an IANA name
 */
export function localDate(
	us: number | null,
	offsetSeconds: number | null,
	timeZone: string,
): string | null {
	const local = localTime(us, offsetSeconds);
	if (local !== null) return local.slice(0, local.indexOf('T'));
	const utc = utcTime(us);
	if (utc === null) return null;
	let formatter = formatters.get(timeZone);
	if (!formatter) {
		const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
		// Canada writes dates as ISO 8601 does.
		formatter = new Intl.DateTimeFormat('en-CA', { timeZone, ...parts });
		formatters.set(timeZone, formatter);
	}
	return formatter.format(new Date(utc));
}

/** A duration in microseconds as seconds. */
export function secondsOf(us: number | null): number | null {
	return us === null ? null : us / usPerSecond;
}

/** The minutes from one time to another, to two decimals. */
export function minutesBetween(startUs: number | null, endUs: number | null): number | null {
	if (startUs === null || endUs === null) return null;
	return Math.round(((endUs - startUs) / usPerMinute) * 100) / 100;
}

function twoDigits(value: number): string {
	return String(value).padStart(2, '0');
}
