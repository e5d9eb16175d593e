const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const dateTimePattern =
	/^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?([Zz]|[+-][01]\d:[0-5]\d)$/;

/** True for an existing day, written `YYYY-MM-DD` (RFC 3339 full-date). */
export function isDate(text: string): boolean {
	if (!datePattern.test(text)) return false;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Start of a day (UTC) in microseconds since 1970. The date must satisfy isDate. */
export function dayUs(date: string): number {
	return Date.parse(`${date}T00:00:00Z`) * 1000;
}

/**
 * Parses an RFC 3339 date-time, which always has a zone, into microseconds since 1970; `undefined`
 * for any other text.
 */
export function dateTimeUs(text: string): number | undefined {
	const match = dateTimePattern.exec(text);
	if (match === null) return undefined;
	const [, date = '', hours = '', minutes = '', seconds = '', fraction = '', zone = ''] = match;
	if (!isDate(date)) return undefined;
	const ms = Date.parse(`${date}T${hours}:${minutes}:${seconds}${zone.toUpperCase()}`);
	return ms * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}
