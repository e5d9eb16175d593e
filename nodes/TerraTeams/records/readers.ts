import { objectsOf, type Json, type JsonObject } from './json';
import type { ApiRecord, Athlete, AthleteFields, Numeric, Text } from './types';

/** The documented fields of a record that hold values of one type. */
type NamesOf<Fields, Value> = {
	[Name in keyof Fields]-?: Fields[Name] extends Value ? Name : never;
}[keyof Fields] &
	string;

/**
 * A text field of a record.
 *
 * @returns the text (an id that came as a number, as text), or `null` where it is missing, null,
 *   empty or something else
 */
export function readText<Fields, Name extends NamesOf<Fields, Text>>(
	record: ApiRecord<Fields>,
	name: Name,
): string | null {
	const value = record[name];
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * A number field of a record.
 *
 * @returns the number, or `null` where it is missing, null or something else
 */
export function readNumber<Fields, Name extends NamesOf<Fields, Numeric>>(
	record: ApiRecord<Fields>,
	name: Name,
): number | null {
	const value = record[name];
	return typeof value === 'number' ? value : null;
}

/**
 * A time field of a record, which is in microseconds since 1970 in both contracts. A server may send
 * seconds, milliseconds or nanoseconds all the same; these are told by their size, since no record is
 * older than 1973 or later than the year 5138.
 *
 * @returns microseconds since 1970, or `null` where there is no time
 */
export function readTimeUs<Fields, Name extends NamesOf<Fields, Numeric>>(
	record: ApiRecord<Fields>,
	name: Name,
): number | null {
	const value = readNumber(record, name);
	if (value === null || value <= 0 || value >= 1e20) return null;
	if (value < 1e11) return Math.round(value * 1e6);
	if (value < 1e14) return Math.round(value * 1e3);
	return value < 1e17 ? value : Math.round(value / 1e3);
}

/** The records in a list, which may hold null and anything else. */
export function recordsOf<Fields>(list: Json | undefined): ApiRecord<Fields>[] {
	return objectsOf(list);
}

/**
 * The coach that a record of any kind names itself; in the contracts activities and tests name
 * none.
 */
export function readCoachId(record: JsonObject): string | null {
	const named: ApiRecord<Pick<AthleteFields, 'coach_id'>> = record;
	return readText(named, 'coach_id');
}

/** First name and last name; `null` where Terra has neither. */
export function athleteName(athlete: Athlete): string | null {
	const names = [readText(athlete, 'first_name'), readText(athlete, 'last_name')];
	return names.filter(Boolean).join(' ') || null;
}
