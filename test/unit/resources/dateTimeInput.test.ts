import { DateTime } from 'luxon';

import { InputError } from '../../../nodes/TerraTeams/shared/inputError';
import { firstUs, oracleUs, zoneNames } from './dateTimes';
import { readDateTime } from '../../../nodes/TerraTeams/resources/dateTimeInput';

/** The first and the last microsecond, as text; microseconds stand behind the Z. */
function span(value: unknown, zone: string): string[] {
	const { firstUs: first, lastUs: last } = readDateTime(value, zone, 'Start');
	return [first, last].map((us) => {
		const ms = Math.floor(us / 1000);
		return new Date(ms).toISOString() + (us - ms * 1000 || '');
	});
}

describe('a date without a time', () => {
	it.each([
		['2025-05-10', '2025-05-10T00:00:00.000Z', '2025-05-10T23:59:59.999Z999'],
		['20250510', '2025-05-10T00:00:00.000Z', '2025-05-10T23:59:59.999Z999'],
		['2025-W19-6', '2025-05-10T00:00:00.000Z', '2025-05-10T23:59:59.999Z999'],
		['2025W196', '2025-05-10T00:00:00.000Z', '2025-05-10T23:59:59.999Z999'],
		['2025-130', '2025-05-10T00:00:00.000Z', '2025-05-10T23:59:59.999Z999'],
		['2025130', '2025-05-10T00:00:00.000Z', '2025-05-10T23:59:59.999Z999'],
		['+002025-05-10', '2025-05-10T00:00:00.000Z', '2025-05-10T23:59:59.999Z999'],
		['+0020250510', '2025-05-10T00:00:00.000Z', '2025-05-10T23:59:59.999Z999'],
		['2024-02-29', '2024-02-29T00:00:00.000Z', '2024-02-29T23:59:59.999Z999'],
		['2025-W19', '2025-05-05T00:00:00.000Z', '2025-05-11T23:59:59.999Z999'],
		['2025W19', '2025-05-05T00:00:00.000Z', '2025-05-11T23:59:59.999Z999'],
		['2026-W53', '2026-12-28T00:00:00.000Z', '2027-01-03T23:59:59.999Z999'],
		['2025-05', '2025-05-01T00:00:00.000Z', '2025-05-31T23:59:59.999Z999'],
		['2024-02', '2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z999'],
		['2025', '2025-01-01T00:00:00.000Z', '2025-12-31T23:59:59.999Z999'],
		[' 2025-05-10\n', '2025-05-10T00:00:00.000Z', '2025-05-10T23:59:59.999Z999'],
	])('is all of it: %s', (text, first, last) => {
		expect(span(text, 'UTC')).toEqual([first, last]);
	});

	it('begins and ends at midnight in the zone, however long the day is', () => {
		expect(span('2025-05-10', 'America/New_York')).toEqual([
			'2025-05-10T04:00:00.000Z',
			'2025-05-11T03:59:59.999Z999',
		]);
		// 23 hours, then 25.
		expect(span('2025-03-30', 'Europe/Berlin')).toEqual([
			'2025-03-29T23:00:00.000Z',
			'2025-03-30T21:59:59.999Z999',
		]);
		expect(span('2025-10-26', 'Europe/Berlin')).toEqual([
			'2025-10-25T22:00:00.000Z',
			'2025-10-26T22:59:59.999Z999',
		]);
		// Without a midnight: it began at 1:00.
		expect(span('2018-11-04', 'America/Sao_Paulo')).toEqual([
			'2018-11-04T03:00:00.000Z',
			'2018-11-05T01:59:59.999Z999',
		]);
	});
});

describe('a time', () => {
	it.each([
		['2025-05-10T10:00:00Z', '2025-05-10T10:00:00.000Z'],
		['2025-05-10T10:00:00z', '2025-05-10T10:00:00.000Z'],
		['2025-05-10t10:00:00Z', '2025-05-10T10:00:00.000Z'],
		['2025-05-10T10:00Z', '2025-05-10T10:00:00.000Z'],
		['2025-05-10T10Z', '2025-05-10T10:00:00.000Z'],
		['20250510T100000Z', '2025-05-10T10:00:00.000Z'],
		['20250510T1000Z', '2025-05-10T10:00:00.000Z'],
		['2025-W19-6T10:00:00Z', '2025-05-10T10:00:00.000Z'],
		['2025W196T100000Z', '2025-05-10T10:00:00.000Z'],
		['2025-130T10:00:00Z', '2025-05-10T10:00:00.000Z'],
		['+002025-05-10T10:00:00Z', '2025-05-10T10:00:00.000Z'],
		['2025-05-10T12:00:00+02:00', '2025-05-10T10:00:00.000Z'],
		['2025-05-10T12:00:00+0200', '2025-05-10T10:00:00.000Z'],
		['2025-05-10T12:00:00+02', '2025-05-10T10:00:00.000Z'],
		['2025-05-09T23:30:00-10:30', '2025-05-10T10:00:00.000Z'],
		['2025-05-10T23:30:00 -05:00', '2025-05-11T04:30:00.000Z'],
		['2025-05-10T23:30:00 Z', '2025-05-10T23:30:00.000Z'],
		['2025-05-10 10:00:00Z', '2025-05-10T10:00:00.000Z'],
		['2025-05-10 12:00 +02:00', '2025-05-10T10:00:00.000Z'],
		['20250510 100000Z', '2025-05-10T10:00:00.000Z'],
		['2025-W19-6 10:00Z', '2025-05-10T10:00:00.000Z'],
		['2025-05-10T10:00:00.5Z', '2025-05-10T10:00:00.500Z'],
		['2025-05-10T10:00:00,25Z', '2025-05-10T10:00:00.250Z'],
		['2025-05-10T10:00:00.123456Z', '2025-05-10T10:00:00.123Z456'],
		['2025-05-10T10:00:00.123456+00:00', '2025-05-10T10:00:00.123Z456'],
		['2025-05-10T10:00:00,1234Z', '2025-05-10T10:00:00.123Z400'],
		['2025-05-10T10:00:00.123456789Z', '2025-05-10T10:00:00.123Z456'],
		['1969-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999Z999'],
		['2025-05-10T24:00Z', '2025-05-11T00:00:00.000Z'],
		['2025-12-31T24:00:00Z', '2026-01-01T00:00:00.000Z'],
		['20250510T240000Z', '2025-05-11T00:00:00.000Z'],
	])('is one time, whatever the zone of the workflow: %s', (text, us) => {
		for (const zone of zoneNames) expect(span(text, zone)).toEqual([us, us]);
	});

	it('without an offset is one in the zone of the workflow', () => {
		for (const text of ['2025-05-10T10:00:00', '2025-05-10 10:00:00', '20250510 1000']) {
			expect(span(text, 'America/New_York')[0]).toBe('2025-05-10T14:00:00.000Z');
			expect(span(text, 'Asia/Kathmandu')[0]).toBe('2025-05-10T04:15:00.000Z');
		}
	});

	it('that the clocks leave out, or have twice, is what Luxon takes it for', () => {
		for (const separator of ['T', ' ']) {
			// Between 2:00 and 3:00: an hour later, by the clock before the change.
			expect(span(`2025-03-30${separator}02:30:00`, 'Europe/Berlin')[0]).toBe(
				'2025-03-30T01:30:00.000Z',
			);
			for (const [day, zone] of [
				['2025-03-30', 'Europe/Berlin'],
				['2025-10-26', 'Europe/Berlin'],
				['2025-03-09', 'America/New_York'],
				['2025-11-02', 'America/New_York'],
				['2025-10-05', 'Australia/Lord_Howe'],
				['2025-04-06', 'Australia/Lord_Howe'],
				['2018-11-04', 'America/Sao_Paulo'],
			] as const) {
				for (const time of ['00:00:00', '00:30:00', '01:30:00', '01:45:00', '02:30:00']) {
					expect(firstUs(day + separator + time, zone)).toBe(oracleUs(`${day}T${time}`, zone));
				}
			}
		}
	});
});

describe('the day', () => {
	const dayOf = (value: unknown, zone: string) => readDateTime(value, zone, 'Date of Birth').date;

	it('is that of a midnight in the zone of the machine', () => {
		// A new date of local midnight, as database drivers make it.
		expect(dayOf(new Date(2000, 0, 1), 'America/New_York')).toBe('2000-01-01');
	});

	it.each([
		['2000-01-01', 'America/New_York', '2000-01-01'],
		['2000-01-01T00:00:00', 'America/New_York', '2000-01-01'],
		['2000-01-01T00:00:00.000Z', 'America/New_York', '2000-01-01'],
		['1999-12-31T23:00:00.000Z', 'Europe/Berlin', '2000-01-01'],
		['1999-12-31T23:00:00Z', 'Europe/Berlin', '2000-01-01'],
		['1999-12-31T23:00:00+00:00', 'Europe/Berlin', '2000-01-01'],
		['2000-01-01T00:00:00+01:00', 'America/New_York', '2000-01-01'],
		['1999-12-31T23:00:00-05:00', 'Europe/Berlin', '1999-12-31'],
		['2000-01-01T12:00:00.000Z', 'Pacific/Auckland', '2000-01-01'],
		['2000-07-01T04:00:00.000Z', 'America/New_York', '2000-07-01'],
		// The day begins at 1:00.
		['2018-11-04T03:00:00.000Z', 'America/Sao_Paulo', '2018-11-04'],
		// Midnight comes twice.
		['2025-11-02T04:00:00.000Z', 'America/Havana', '2025-11-02'],
		['2025-11-02T05:00:00.000Z', 'America/Havana', '2025-11-02'],
	])('of %s in %s is %s', (text, zone, day) => {
		expect(dayOf(text, zone)).toBe(day);
		if (text.endsWith('Z')) expect(dayOf(new Date(text), zone)).toBe(day);
	});

	it('of a Luxon date is the one that it shows', () => {
		const berlin = DateTime.fromISO('2000-01-01T00:00', { zone: 'Europe/Berlin' });
		expect(dayOf(berlin, 'America/New_York')).toBe('2000-01-01');
		expect(dayOf(berlin.toUTC(), 'Europe/Berlin')).toBe('2000-01-01');
	});

	it('is all of it where a date is a midnight in UTC, as databases give a day', () => {
		const day = new Date('2026-03-31T00:00:00Z');
		for (const zone of zoneNames) expect(span(day, zone)).toEqual(span('2026-03-31', zone));
	});

	it('begins at the first midnight where it comes twice', () => {
		expect(span('2025-11-02', 'America/Havana')).toEqual([
			'2025-11-02T04:00:00.000Z',
			'2025-11-03T04:59:59.999Z999',
		]);
		expect(span('2025-11-01', 'America/Havana')[1]).toBe('2025-11-02T03:59:59.999Z999');
		expect(span('2025-11', 'America/Havana')[0]).toBe('2025-11-01T04:00:00.000Z');
	});
});

describe('what is no date', () => {
	const remedy = 'Enter a date such as 2026-03-31 or 2026-03-31T18:00:00+01:00.';

	it.each([
		'',
		' ',
		'tomorrow',
		'now',
		'10/05/2025',
		'10.05.2025',
		'May 10, 2025',
		'Sat, 10 May 2025 10:00:00 GMT',
		'1746835200000',
		'25-05-10',
		'2025-5-1',
		'202505',
		'2025-05-',
		'2025-02-30',
		'2025-02-29',
		'20250230',
		'2025-13-01',
		'2025-00-10',
		'2025-05-00',
		'2025-13',
		'2025-00',
		'2025-366',
		'2025-000',
		'2025-W53',
		'2025-W00',
		'2025-W19-0',
		'2025-W19-8',
		'2025-05-10T25:00',
		'2025-05-10T10:60',
		'2025-05-10T10:00:60',
		'2025-05-10T24:01',
		'2025-02-30T24:00',
		'2025-02-30T10:00:00Z',
		'2025-05-10Tnoon',
		'2025-05-10T10:00:00 Europe/Berlin',
		// A time needs a day.
		'2025-05T10:00',
		'2025-05 10:00',
		'2025 10:00',
		'2025-W19T10:00',
		'T10:00',
		'10:00',
	])('is refused: "%s"', (text) => {
		for (const zone of zoneNames) expect(firstUs(text, zone)).toBeNull();
	});

	it.each(['9999-12-31', '+010000-01-01', '0999-12-31', '-000001-01-01T00:00Z'])(
		'is refused, since not every server can read its year: %s',
		(text) => {
			expect(() => readDateTime(text, 'UTC', 'End')).toThrow(
				'End is not in the years 1000 to 9998',
			);
			expect(() => readDateTime(new Date(8.64e15), 'UTC', 'End')).toThrow(InputError);
		},
	);

	it.each([
		[0],
		[1746835200000],
		[true],
		[undefined],
		[null],
		[{}],
		[{ date: '2025-05-10' }],
		[[]],
		[['2025-05-10']],
		[[2025]],
		[Object('2025-05-10')],
		[/2025/],
		[new Date(NaN)],
		[DateTime.invalid('test')],
	])('is refused: %p', (value) => {
		expect(() => readDateTime(value, 'UTC', 'Start')).toThrow(
			new InputError('Start is not a date', remedy),
		);
	});

	it('is named in the error, shortened, with what to enter instead', () => {
		const attempt = (text: string) => () => readDateTime(text, 'UTC', 'End');
		expect(attempt('tomorrow')).toThrow(new InputError('End is not a date (tomorrow)', remedy));
		expect(attempt('x'.repeat(99))).toThrow(`End is not a date (${'x'.repeat(40)})`);
		try {
			attempt('tomorrow')();
		} catch (thrown) {
			expect(thrown).toMatchObject({ name: 'InputError', remedy });
		}
	});
});
