import fc from 'fast-check';
import { DateTime } from 'luxon';

import { InputError } from '../../../nodes/TerraTeams/shared/inputError';
import { readDateTime } from '../../../nodes/TerraTeams/resources/dateTimeInput';

const runs = { numRuns: 1000 };

/** Whole and odd offsets, with and without summer time, on both sides of the date line. */
const zoneNames = [
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
const zones = fc.constantFrom(...zoneNames);

const earliest = Date.UTC(1990, 0, 1);
const latest = Date.UTC(2040, 0, 1);
const times = fc.integer({ min: earliest, max: latest });

/** What Luxon makes of a text, in microseconds; `null` where it is no date of ISO 8601. */
function oracleUs(text: string, zone: string): number | null {
	const time = DateTime.fromISO(text, { zone });
	return time.isValid ? time.toMillis() * 1000 : null;
}

/** The first and last microsecond at which a clock shows the date of a time. */
function dayOnTheClock(time: DateTime): [number, number] {
	let [first, last] = [time.startOf('day'), time.endOf('day')];
	const hasChange = first.minus({ hours: 3 }).offset !== last.plus({ hours: 3 }).offset;
	if (hasChange) {
		// Luxon knows one of two midnights: looks at every minute.
		const [from, to] = [first.minus({ hours: 3 }), last.plus({ hours: 3 })];
		const minutes = Array.from({ length: to.diff(from, 'minutes').minutes }, (_, minute) =>
			from.startOf('minute').plus({ minutes: minute }),
		).filter((minute) => minute.toISODate() === time.toISODate());
		first = minutes[0] ?? first;
		last = minutes.at(-1)?.endOf('minute') ?? last;
	}
	return [first.toMillis() * 1000, last.toMillis() * 1000 + 999];
}

function firstUs(value: unknown, zone: string): number | null {
	try {
		return readDateTime(value, zone, 'Start').firstUs;
	} catch (thrown) {
		expect(thrown).toBeInstanceOf(InputError);
		return null;
	}
}

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

	it('is the day that Luxon knows, in any zone and form', () => {
		const forms = ['yyyy-MM-dd', 'yyyyMMdd', "kkkk-'W'WW-c", "kkkk'W'WWc", 'yyyy-ooo', 'yyyyooo'];
		fc.assert(
			fc.property(times, zones, fc.constantFrom(...forms), (ms, zone, form) => {
				const time = DateTime.fromMillis(ms, { zone });
				const read = readDateTime(time.toFormat(form), zone, 'Start');
				const [first, last] = dayOnTheClock(time);
				expect(read).toEqual({ firstUs: first, lastUs: last, date: time.toISODate() });
			}),
			runs,
		);
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

	it('is the same time in any form, zone and fraction', () => {
		const forms = ['yyyy-MM-dd', 'yyyyMMdd', "kkkk-'W'WW-c", 'yyyy-ooo'].flatMap((date) =>
			["'T'HH:mm:ss", "'T'HHmmss", ' HH:mm:ss'].map((time) => date + time),
		);
		fc.assert(
			fc.property(
				times,
				fc.nat(999),
				zones,
				zones,
				fc.constantFrom(...forms),
				fc.constantFrom('.', ','),
				(ms, us, zone, workflowZone, form, point) => {
					const time = DateTime.fromMillis(ms, { zone });
					const fraction = time.toFormat('SSS') + String(us).padStart(3, '0');
					const text = time.toFormat(form) + point + fraction + time.toFormat('ZZ');
					const read = readDateTime(text, workflowZone, 'Start');
					expect(read).toEqual({
						firstUs: ms * 1000 + us,
						lastUs: ms * 1000 + us,
						date: time.toISODate(),
					});
				},
			),
			runs,
		);
	});

	it('as the date field gives it is the time of that clock, in any zone', () => {
		fc.assert(
			fc.property(times, zones, fc.constantFrom('T', ' '), (ms, zone, separator) => {
				// Luxon is an hour off around the changes of the clock in Samoa before it crossed the date
				// line, since it expects the offset of today.
				fc.pre(zone !== 'Pacific/Apia' || ms >= Date.UTC(2012, 0, 1));
				const time = DateTime.fromMillis(Math.floor(ms / 1000) * 1000, { zone });
				const text = time.toFormat(`yyyy-MM-dd'${separator}'HH:mm:ss`);
				const us = readDateTime(text, zone, 'Start').firstUs;
				expect(us).toBe(oracleUs(text.replace(' ', 'T'), zone));
				expect(DateTime.fromMillis(us / 1000, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss")).toBe(
					text.replace(' ', 'T'),
				);
			}),
			runs,
		);
	});
});

describe('an object', () => {
	it('is a time where it is a date of JavaScript or Luxon', () => {
		fc.assert(
			fc.property(times, zones, zones, (ms, zone, workflowZone) => {
				const us = ms * 1000;
				const time = DateTime.fromMillis(ms, { zone });
				// A midnight in UTC is a day.
				fc.pre(ms % (24 * 3_600_000) !== 0);
				expect(readDateTime(new Date(ms), zone, 'Start')).toMatchObject({
					firstUs: us,
					lastUs: us,
				});
				expect(readDateTime(time, workflowZone, 'Start')).toMatchObject({
					firstUs: us,
					lastUs: us,
				});
			}),
			runs,
		);
	});
});

describe('the day', () => {
	const dayOf = (value: unknown, zone: string) => readDateTime(value, zone, 'Date of Birth').date;
	/** As JavaScript and its JSON have it. */
	const formsOf = (time: DateTime) => [time.toJSDate(), time.toJSDate().toISOString()];

	it('is that of a midnight in UTC, in any zone', () => {
		fc.assert(
			fc.property(times, zones, (ms, zone) => {
				const day = DateTime.fromMillis(ms, { zone: 'UTC' }).startOf('day');
				for (const form of formsOf(day)) expect(dayOf(form, zone)).toBe(day.toISODate());
			}),
			runs,
		);
	});

	it('is that of a midnight in the zone of the workflow', () => {
		fc.assert(
			fc.property(times, zones, (ms, zone) => {
				const day = DateTime.fromMillis(ms, { zone }).startOf('day');
				// One that is a midnight in both zones, on two days, cannot be known.
				fc.pre(day.toUTC().hour !== 0);
				for (const form of [...formsOf(day), day, day.toISO()]) {
					expect(dayOf(form, zone)).toBe(day.toISODate());
				}
			}),
			runs,
		);
	});

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

	it('is exactly what Luxon refuses too, among all that looks like a date', () => {
		const two = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, '0'));
		const dates = fc.oneof(
			fc.tuple(two, two).map(([month, day]) => `2024-${month}-${day}`),
			fc.tuple(two, two).map(([month, day]) => `2025${month}${day}`),
			two.map((month) => `2025-${month}`),
			fc.tuple(two, fc.nat(9)).map(([week, day]) => `2026-W${week}-${day}`),
			fc.tuple(two, fc.nat(9)).map(([week, day]) => `2026W${week}${day}`),
			two.map((week) => `2025-W${week}`),
			fc.integer({ min: 0, max: 999 }).map((day) => `2024-${String(day).padStart(3, '0')}`),
		);
		const clock = fc.oneof(
			fc.tuple(two, two, two).map((parts) => `T${parts.join(':')}`),
			fc.tuple(two, two).map((parts) => `T${parts.join('')}`),
		);
		fc.assert(
			fc.property(dates, zones, (text, zone) => {
				expect(firstUs(text, zone)).toBe(oracleUs(text, zone));
			}),
			{ numRuns: 3000 },
		);
		fc.assert(
			fc.property(clock, zones, (time, zone) => {
				const text = `2025-05-10${time}`;
				expect(firstUs(text, zone)).toBe(oracleUs(text, zone));
			}),
			{ numRuns: 3000 },
		);
	});
});
