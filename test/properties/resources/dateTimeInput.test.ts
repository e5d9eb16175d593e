import fc from 'fast-check';
import { DateTime } from 'luxon';

import { firstUs, oracleUs, zoneNames } from '../../unit/resources/dateTimes';
import { readDateTime } from '../../../nodes/TerraTeams/resources/dateTimeInput';

const runs = { numRuns: 1000 };

const zones = fc.constantFrom(...zoneNames);

const earliest = Date.UTC(1990, 0, 1);
const latest = Date.UTC(2040, 0, 1);
const times = fc.integer({ min: earliest, max: latest });

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

describe('a date without a time', () => {
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
				const days = formsOf(day).map((form) => dayOf(form, zone));
				expect(new Set(days)).toEqual(new Set([day.toISODate()]));
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
				const days = [...formsOf(day), day, day.toISO()].map((form) => dayOf(form, zone));
				expect(new Set(days)).toEqual(new Set([day.toISODate()]));
			}),
			runs,
		);
	});
});

describe('what is no date', () => {
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
