import { DateTime } from 'luxon';

import { InputError } from '../../../nodes/TerraTeams/shared/inputError';
import { readDateTime } from '../../../nodes/TerraTeams/resources/dateTimeInput';

/** Whole and odd offsets, with and without summer time, on both sides of the date line. */
export const zoneNames = [
	'UTC',
	'Europe/Berlin',
	'Europe/London',
	'America/New_York',
	'America/St_Johns',
	'America/Sao_Paulo',
	'Africa/Casablanca',
	'Asia/Kolkata',
	'Asia/Kathmandu',
	'Asia/Tehran',
	'Australia/Lord_Howe',
	'Pacific/Apia',
	'Pacific/Chatham',
	'Pacific/Kiritimati',
	'Pacific/Pago_Pago',
];
/** What Luxon makes of a text, in microseconds; `null` where it is no date of ISO 8601. */
export function oracleUs(text: string, zone: string): number | null {
	const time = DateTime.fromISO(text, { zone });
	return time.isValid ? time.toMillis() * 1000 : null;
}

/** The first microsecond of what was entered; `null` where that is no date. */
export function firstUs(value: unknown, zone: string): number | null {
	try {
		return readDateTime(value, zone, 'Start').firstUs;
	} catch (thrown) {
		expect(thrown).toBeInstanceOf(InputError);
		return null;
	}
}
