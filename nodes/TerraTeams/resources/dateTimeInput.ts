import { tryToParseDateTime } from 'n8n-workflow';

import { InputError } from '../shared/inputError';

/** The span of a date (its whole day) or of a time (a single point), in microseconds since 1970. */
export interface DateTimeInput {
	firstUs: number;
	lastUs: number;
	/** The calendar day that is meant, YYYY-MM-DD. */
	date: string;
}

/** What JavaScript, n8n and Terra write with four digits, also when some days are added to it. */
const firstYear = 1000;
const lastYear = 9998;

/** The date forms of ISO 8601: calendar dates (also shortened), week dates and ordinal dates. */
const isoDate =
	/^(?:[+-]\d{6}|\d{4})(?:-?W(?<week>\d{2})(?:-?(?<weekday>\d))?|-?(?<month>\d{2})-?(?<day>\d{2})|-(?<onlyMonth>\d{2})|-?(?<ordinal>\d{3}))?$/;
const isoTime = /^\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?\s?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * Reads a date or time as n8n's date field, an expression or another node gives it: every form of
 * ISO 8601, and Luxon and JavaScript dates.
 *
 * The day of a time is the one that stands in it. But a database or spreadsheet gives a day as a
 * time in UTC, a midnight somewhere: the day is then the one that begins there. A JavaScript date
 * of midnight in UTC is a day and not a time, since n8n's nodes give a column of days like this.
 *
 * @param zone the IANA time zone of values that have none, such as those of n8n's date field
 * @param label the field's name, for the error
 * @throws InputError where it is not a date of the years 1000 to 9998
 */
export function readDateTime(value: unknown, zone: string, label: string): DateTimeInput {
	if (typeof value === 'object' && value !== null) return readDateObject(value, zone, label);
	const text = typeof value === 'string' ? value.trim() : '';
	const [, datePart = '', timePart = ''] = /^([^T ]*)[T ]?(.*)$/i.exec(text) ?? [];
	const parts = isoDate.exec(datePart);
	if (!parts || (timePart !== '' && !isoTime.test(timePart))) throw notADate(value, label);
	const { month, day, onlyMonth, week, weekday, ordinal } = parts.groups ?? {};
	const isDay = day ?? weekday ?? ordinal;
	if (timePart !== '' && !isDay) throw notADate(value, label);
	// A date that does not exist (30 February, month 13) must not become another date.
	const onCalendar = parse(datePart, 'UTC', label);
	const hasChanged =
		differs(month ?? onlyMonth, onCalendar.month) ||
		differs(day, onCalendar.day) ||
		differs(week, onCalendar.weekNumber) ||
		differs(weekday, onCalendar.weekday) ||
		differs(ordinal, onCalendar.ordinal);
	if (hasChanged) throw notADate(value, label);
	const date = onCalendar.toISODate() ?? datePart;
	if (timePart === '') {
		const unit = isDay ? 'day' : week ? 'week' : onlyMonth ? 'month' : 'year';
		return daysOf(onCalendar, onCalendar.plus({ [unit]: 1 }), zone);
	}
	// With T and without spaces it is parsed as ISO 8601, otherwise in any format that fits.
	const time = parse(`${datePart}T${timePart.replace(/\s/, '')}`, zone, label);
	const us = time.toMillis() * 1000 + microsecondsOf(timePart);
	const isUtc = /(?:Z|[+-]00(?::?00)?)$/i.test(timePart);
	return { firstUs: us, lastUs: us, date: (isUtc && dayBeginningAt(time, zone)) || date };
}

function readDateObject(value: object, zone: string, label: string): DateTimeInput {
	const time = parse(value, zone, label);
	const isDate = value instanceof Date;
	// A Luxon date comes back as it is; any other object was parsed from its text.
	if (!isDate && time !== value) throw notADate(value, label);
	const shown = isDate ? time.toUTC() : time;
	if (isDate && isMidnight(shown)) return daysOf(shown, shown.plus({ day: 1 }), zone);
	const us = time.toMillis() * 1000;
	const day = shown.offset === 0 ? dayBeginningAt(shown, zone) : undefined;
	return { firstUs: us, lastUs: us, date: day ?? shown.toISODate() ?? '' };
}

/** n8n exports the function that gives Luxon's dates, but not their type. */
type DateTime = ReturnType<typeof tryToParseDateTime>;

/** From the first microsecond of one day to the last one before another, by the clock of a zone. */
function daysOf(first: DateTime, next: DateTime, zone: string): DateTimeInput {
	const last = next.minus({ day: 1 });
	return {
		firstUs: Math.min(...timesOf(first.startOf('day'), zone)) * 1000,
		lastUs: Math.max(...timesOf(last.endOf('day'), zone)) * 1000 + 999,
		date: first.toISODate() ?? '',
	};
}

/**
 * The times, in milliseconds, at which a clock of a zone shows this time of this day, or another
 * one of this day where it skips it. Luxon takes one of two midnights (America/Havana) for both.
 */
function timesOf(shown: DateTime, zone: string): number[] {
	const here = shown.setZone(zone, { keepLocalTime: true });
	const offsets = [here.minus({ day: 1 }), here, here.plus({ day: 1 })].map((day) => day.offset);
	const onThisDay = offsets
		.map((offset) => shown.setZone('UTC', { keepLocalTime: true }).minus({ minutes: offset }))
		.filter((time) => time.setZone(zone).toISODate() === shown.toISODate());
	return (onThisDay.length > 0 ? onThisDay : [here]).map((time) => time.toMillis());
}

/**
 * The day that begins at a time in UTC: by UTC itself, by the workflow's clock, or by that of n8n's
 * machine, which database drivers go by.
 */
function dayBeginningAt(time: DateTime, zone: string): string | undefined {
	const zones = ['UTC', zone, 'system'];
	const shown = zones.map((name) => time.setZone(name)).find(isMidnight);
	return shown?.toISODate() ?? undefined;
}

function isMidnight(time: DateTime): boolean {
	const isZero = time.hour + time.minute + time.second + time.millisecond === 0;
	// Where the clocks skip midnight, the day begins at one.
	return isZero || time.toMillis() === time.startOf('day').toMillis();
}

function parse(value: unknown, zone: string, label: string): DateTime {
	try {
		const read = tryToParseDateTime(value, zone);
		if (read.year >= firstYear && read.year <= lastYear) return read;
	} catch {
		return refuse(value, label);
	}
	throw new InputError(
		`${label} is not in the years ${firstYear} to ${lastYear}`,
		'Enter a date such as 2026-03-31.',
	);
}

function differs(written: string | undefined, read: number): boolean {
	return written !== undefined && Number(written) !== read;
}

/**
 * The microseconds of a time: Luxon stops at milliseconds, but Terra's timestamps have six digits.
 */
function microsecondsOf(timePart: string): number {
	const digits = /[.,]\d{3}(\d{1,3})/.exec(timePart)?.[1];
	return digits ? Number(digits.padEnd(3, '0')) : 0;
}

function refuse(value: unknown, label: string): never {
	throw notADate(value, label);
}

function notADate(value: unknown, label: string): InputError {
	const shown = typeof value === 'string' ? ` (${value.slice(0, 40)})` : '';
	return new InputError(
		`${label} is not a date${shown}`,
		'Enter a date such as 2026-03-31 or 2026-03-31T18:00:00+01:00.',
	);
}
