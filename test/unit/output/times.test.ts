import {
	localDate,
	localTime,
	minutesBetween,
	secondsOf,
	utcTime,
} from '../../../nodes/TerraTeams/output/times';

/** 2026-11-22T17:30:00Z. */
const startUs = 1_795_368_600_000_000;
/** The last time that a date can hold, and the first one. */
const lastUs = 8.64e18;
const firstUs = -8.64e18;
/** So far from 1970 the next number is more than a microsecond away. */
const nextUs = 1024;

describe('a time in UTC', () => {
	it.each([
		[0, '1970-01-01T00:00:00.000Z'],
		[999, '1970-01-01T00:00:00.000Z'],
		[1000, '1970-01-01T00:00:00.001Z'],
		[-1, '1969-12-31T23:59:59.999Z'],
		[startUs, '2026-11-22T17:30:00.000Z'],
		[lastUs, '+275760-09-13T00:00:00.000Z'],
		[firstUs, '-271821-04-20T00:00:00.000Z'],
	])('of %d is %s', (us, text) => {
		expect(utcTime(us)).toBe(text);
	});

	it.each([null, lastUs + nextUs, firstUs - nextUs])('is there not for %p', (us) => {
		expect(utcTime(us)).toBeNull();
	});
});

describe('a time at the place', () => {
	it.each([
		[3600, '2026-11-22T18:30:00+01:00'],
		[-3600, '2026-11-22T16:30:00-01:00'],
		[20_700, '2026-11-22T23:15:00+05:45'],
		[-12_600, '2026-11-22T14:00:00-03:30'],
		[60, '2026-11-22T17:31:00+00:01'],
		[-60, '2026-11-22T17:29:00-00:01'],
		// An offset is written in minutes.
		[3629, '2026-11-22T18:30:00+01:00'],
		[3631, '2026-11-22T18:31:00+01:01'],
		[20, '2026-11-22T17:30:00+00:00'],
		[86_340, '2026-11-23T17:29:00+23:59'],
		[-86_340, '2026-11-21T17:31:00-23:59'],
		[86_369, '2026-11-23T17:29:00+23:59'],
	])('%d seconds east of UTC is %s', (offset, text) => {
		expect(localTime(startUs, offset)).toBe(text);
	});

	it.each([null, 0, 86_370, -86_371, 86_400, -86_400, 86_401])(
		'is not known with the offset %p',
		(offset) => {
			expect(localTime(startUs, offset)).toBeNull();
		},
	);

	it('is not known where there is no time', () => {
		expect(localTime(null, 3600)).toBeNull();
	});

	it('is there as long as a date can hold the clock of the place', () => {
		expect(localTime(lastUs, 3600)).toBeNull();
		expect(localTime(lastUs, -3600)).toBe('+275760-09-12T23:00:00-01:00');
	});
});

describe('the day at the place', () => {
	it.each([
		// By the offset, whatever the time zone.
		[23_340, 'Pacific/Auckland', '2026-11-22'],
		[23_400, 'America/New_York', '2026-11-23'],
		[-63_000, 'Pacific/Auckland', '2026-11-22'],
		[-63_060, 'Pacific/Auckland', '2026-11-21'],
		// By the time zone, without an offset.
		[0, 'Pacific/Auckland', '2026-11-23'],
		[null, 'Pacific/Auckland', '2026-11-23'],
		[null, 'America/New_York', '2026-11-22'],
		[null, 'Pacific/Auckland', '2026-11-23'],
		[null, 'UTC', '2026-11-22'],
	])('with the offset %p in %s is %s', (offset, timeZone, day) => {
		expect(localDate(startUs, offset, timeZone)).toBe(day);
	});

	it('has two digits for the month and the day', () => {
		expect(localDate(0, null, 'UTC')).toBe('1970-01-01');
		expect(localDate(0, null, 'America/New_York')).toBe('1969-12-31');
	});

	it.each([
		[null, null],
		[null, 3600],
		[lastUs + nextUs, null],
	])('is not known for the time %p with the offset %p', (us, offset) => {
		expect(localDate(us, offset, 'UTC')).toBeNull();
	});
});

it.each([
	[0, 0],
	[1, 0.000_001],
	[1_500_000, 1.5],
	[-2_000_000, -2],
	[null, null],
])('%p microseconds are %p seconds', (us, seconds) => {
	expect(secondsOf(us)).toBe(seconds);
});

it.each([
	[0, 60_000_000, 1],
	[60_000_000, 0, -1],
	[startUs, startUs, 0],
	[0, 299_999, 0],
	[0, 300_000, 0.01],
	[0, 899_999, 0.01],
	[0, 900_000, 0.02],
	[0, null, null],
	[startUs, null, null],
	[null, startUs, null],
	[null, null, null],
])('from %p to %p are %p minutes', (from, to, minutes) => {
	expect(minutesBetween(from, to)).toBe(minutes);
});
