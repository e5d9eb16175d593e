import {
	dayOf,
	usPerDay,
	usPerMinute,
	usPerMs,
	usPerSecond,
} from '../../../nodes/TerraTeams/records/time';

it('counts in microseconds', () => {
	expect([usPerMs, usPerSecond, usPerMinute, usPerDay]).toEqual([1e3, 1e6, 6e7, 8.64e10]);
});

it('counts days since 1970, also before', () => {
	expect([0, usPerDay - 1, usPerDay, -1].map(dayOf)).toEqual([0, 0, 1, -1]);
});
