import { tryToParseDateTime } from 'n8n-workflow';

import { InputError } from '../shared/inputError';

/** The span of a date (its whole day) or of a time (a single point), in microseconds since 1970. */
export interface DateTimeInput {
	firstUs: number;
	lastUs: number;
	/** The calendar date as written, YYYY-MM-DD. */
	date: string;
}

/** The date forms of ISO 8601: calendar dates (also shortened), week dates and ordinal dates. */
const isoDate =
	/^(?:[+-]\d{6}|\d{4})(?:-?W(?<week>\d{2})(?:-?(?<weekday>\d))?|-?(?<month>\d{2})-?(?<day>\d{2})|-(?<onlyMonth>\d{2})|-?(?<ordinal>\d{3}))?$/;
const isoTime = /^\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?\s?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * Reads a date or time as n8n's date field, an expression or another node gives it: every form of
 * ISO 8601, and Luxon and JavaScript dates.
 *
 * @param zone the IANA time zone of values that have none, such as those of n8n's date field
 * @param label the field's name, for the error
 * @throws InputError where it is not a date
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
	// With T and without spaces it is parsed as ISO 8601, otherwise in any format that fits.
	const isoText = timePart === '' ? datePart : `${datePart}T${timePart.replace(/\s/, '')}`;
	const first = parse(isoText, zone, label);
	const firstUs = first.toMillis() * 1000 + microsecondsOf(timePart);
	const date = onCalendar.toISODate() ?? datePart;
	if (timePart !== '') return { firstUs, lastUs: firstUs, date };
	const unit = isDay ? 'day' : week ? 'week' : onlyMonth ? 'month' : 'year';
	return { firstUs, lastUs: first.endOf(unit).toMillis() * 1000 + 999, date };
}

function readDateObject(value: object, zone: string, label: string): DateTimeInput {
	const dateTime = parse(value, zone, label);
	// A Luxon date comes back as it is; any other object was parsed from its text.
	if (!(value instanceof Date) && dateTime !== value) throw notADate(value, label);
	const us = dateTime.toMillis() * 1000;
	return { firstUs: us, lastUs: us, date: dateTime.toISODate() ?? '' };
}

function parse(value: unknown, zone: string, label: string) {
	try {
		return tryToParseDateTime(value, zone);
	} catch {
		return refuse(value, label);
	}
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
