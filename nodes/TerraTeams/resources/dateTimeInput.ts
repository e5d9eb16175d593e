import { tryToParseDateTime } from 'n8n-workflow';

import { InputError } from '../shared/inputError';

/** What a date stands for: a time is an instant, a date its whole day. In microseconds, UTC. */
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
 * @param zone the IANA time zone of what is written without one (n8n's date field is)
 * @param label the field's name, for the error
 * @throws InputError where it is no date
 */
export function readDateTime(value: unknown, zone: string, label: string): DateTimeInput {
	if (typeof value === 'object' && value !== null) return readInstant(value, zone, label);
	const text = typeof value === 'string' ? value.trim() : '';
	const [, datePart = '', timePart = ''] = /^([^T ]*)[T ]?(.*)$/i.exec(text) ?? [];
	const parts = isoDate.exec(datePart);
	if (!parts || (timePart !== '' && !isoTime.test(timePart))) throw notADate(value, label);
	const { month, day, onlyMonth, week, weekday, ordinal } = parts.groups ?? {};
	const isDay = day ?? weekday ?? ordinal;
	if (timePart !== '' && !isDay) throw notADate(value, label);
	// What no calendar has (30 February, month 13) must not slide into another date.
	const onCalendar = parse(datePart, 'UTC', label);
	const slid =
		differs(month ?? onlyMonth, onCalendar.month) ||
		differs(day, onCalendar.day) ||
		differs(week, onCalendar.weekNumber) ||
		differs(weekday, onCalendar.weekday) ||
		differs(ordinal, onCalendar.ordinal);
	if (slid) throw notADate(value, label);
	// With T and no space it is read as ISO 8601, else as whatever it looks like.
	const isoText = timePart === '' ? datePart : `${datePart}T${timePart.replace(/\s/, '')}`;
	const first = parse(isoText, zone, label);
	const firstUs = first.toMillis() * 1000 + belowMilliseconds(timePart);
	const date = onCalendar.toISODate() ?? datePart;
	if (timePart !== '') return { firstUs, lastUs: firstUs, date };
	const unit = isDay ? 'day' : week ? 'week' : onlyMonth ? 'month' : 'year';
	return { firstUs, lastUs: first.endOf(unit).toMillis() * 1000 + 999, date };
}

function readInstant(value: object, zone: string, label: string): DateTimeInput {
	const instant = parse(value, zone, label);
	// A Luxon date comes back as it is; any other object was read by the text that it turns into.
	if (!(value instanceof Date) && instant !== value) throw notADate(value, label);
	const us = instant.toMillis() * 1000;
	return { firstUs: us, lastUs: us, date: instant.toISODate() ?? '' };
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

/** Luxon stops at milliseconds, Terra's own timestamps have six digits. */
function belowMilliseconds(timePart: string): number {
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
