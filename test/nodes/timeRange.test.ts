import type { INodeParameters } from 'n8n-workflow';

import type { Contract } from '../../simulator';
import { Accounts, type Account } from './account';
import { byId, operations } from './parameters';

const accounts = new Accounts();
afterAll(async () => await accounts.closeAll());

/** When something happened; as its id as well, so that results can be read. */
const times = [
	'2026-06-10T21:59:59.999999Z',
	'2026-06-10T22:00:00.000000Z',
	'2026-06-11T00:00:00.000000Z',
	'2026-06-11T21:59:59.999999Z',
	'2026-06-11T22:00:00.000000Z',
	'2026-06-11T23:59:59.999999Z',
	'2026-06-12T00:00:00.000000Z',
	'2026-06-12T21:59:59.999999Z',
	'2026-06-12T22:00:00.000000Z',
];
const [late10, berlin11, utc11, end11, berlin12, utcEnd11, utc12, end12, berlin13] = times;

/** Around 8 March in New York, where the clocks are put forward on that day. */
const winterEnds = [
	'2026-03-08T04:59:59.999999Z',
	'2026-03-08T05:00:00.000000Z',
	'2026-03-09T03:59:59.999999Z',
	'2026-03-09T04:00:00.000000Z',
];

/** Start and End as entered, the workflow's time zone, and what lies in that time. */
const cases: [name: string, zone: string, start: string, end: string, found: unknown[]][] = [
	[
		'a day of the workflow, as the date widget gives its ends',
		'Europe/Berlin',
		'2026-06-11T00:00:00',
		'2026-06-12T00:00:00',
		[berlin11, utc11, end11, berlin12],
	],
	[
		'dates without a time: the last day is included, in the zone of the workflow',
		'Europe/Berlin',
		'2026-06-11',
		'2026-06-12',
		[berlin11, utc11, end11, berlin12, utcEnd11, utc12, end12],
	],
	[
		'the same dates in UTC',
		'UTC',
		'2026-06-11',
		'2026-06-12',
		[utc11, end11, berlin12, utcEnd11, utc12, end12, berlin13],
	],
	[
		'one day, given as its own end',
		'Etc/UTC',
		'2026-06-11',
		'2026-06-11',
		[utc11, end11, berlin12, utcEnd11],
	],
	[
		'a time zone that is written wins over that of the workflow',
		'Pacific/Auckland',
		'2026-06-11T00:00:00+02:00',
		'2026-06-11T21:59:59.999999Z',
		[berlin11, utc11, end11],
	],
	[
		'both ends are included, to the microsecond',
		'Asia/Tokyo',
		'2026-06-10T21:59:59.999999Z',
		'2026-06-10T22:00:00.000000Z',
		[late10, berlin11],
	],
	[
		'expressions that give Luxon and JavaScript dates',
		'America/New_York',
		'={{ DateTime.fromISO("2026-06-11T00:00:00Z") }}',
		'={{ new Date("2026-06-11T22:00:00Z") }}',
		[utc11, end11, berlin12],
	],
	[
		'only an end: the 7 days before it',
		'UTC',
		'',
		'2026-06-18T00:00:00Z',
		[utc11, end11, berlin12, utcEnd11, utc12, end12, berlin13],
	],
	[
		'a day that is an hour shorter than the others',
		'America/New_York',
		'2026-03-08',
		'2026-03-08',
		winterEnds.slice(1, 3),
	],
];

describe.each<Contract>(['2025-05', '2026.07', 'both'])('under contract %s', (contract) => {
	let account: Account;

	beforeAll(async () => {
		account = await accounts.start({ contract, size: { coaches: 0, athletes: 0, days: 0 } });
		const { admin } = account.simulator;
		admin.addCoach({ coach_id: 'coach' });
		admin.addAthlete('coach', { athlete_id: 'athlete' });
		for (const time of [...winterEnds, ...times]) {
			const us = Date.parse(time) * 1000 + Number(/\.\d{3}(\d{3})/.exec(time)?.[1] ?? 0);
			admin.addTest('coach', { test_id: time, timestamp_us: us }, 'athlete');
			admin.addActivity('coach', { activity_id: time, start_timestamp_us: us });
		}
	});

	async function found(parameters: INodeParameters, timezone: string): Promise<unknown[]> {
		const { error, items } = await account.run(parameters, { timezone });
		expect(error).toBeUndefined();
		return items.map(({ json }) => json.test_id ?? json.activity_id);
	}

	it.each(cases)('%s (%s)', async (_, zone, startTime, endTime, expected) => {
		const range = { startTime, endTime, returnAll: true };
		expect(await found(operations['Get many tests'](range), zone)).toEqual(expected);
		expect(await found(operations['Get many activities'](range), zone)).toEqual(expected);
		if (contract === '2025-05') return;
		const search = { coachId: byId('coach'), athleteIds: ['athlete'], ...range };
		expect(await found(operations['Search tests'](search), zone)).toEqual(expected);
	});
});

describe('without a time', () => {
	it.each(['Get many tests', 'Get many activities', 'Search tests'] as const)(
		'%s gives the last 7 days',
		async (name) => {
			const account = await accounts.start({ size: { coaches: 0, athletes: 0, days: 0 } });
			const { admin } = account.simulator;
			admin.addCoach({ coach_id: 'coach' });
			const now = Date.now();
			for (const hours of [-1, 0.01, 7 * 24 - 1, 7 * 24 + 1]) {
				const us = Math.round((now - hours * 3_600_000) * 1000);
				admin.addTest('coach', { test_id: String(hours), timestamp_us: us });
				admin.addActivity('coach', { activity_id: String(hours), start_timestamp_us: us });
			}
			const { error, items } = await account.run(operations[name]({ coachId: byId('coach') }));

			expect(error).toBeUndefined();
			const ids = items.map(({ json }) => json.test_id ?? json.activity_id);
			expect(ids).toEqual([String(7 * 24 - 1), '0.01']);
		},
	);

	it('lasts until now where only a start is given', async () => {
		const account = await accounts.start({ size: { coaches: 1, athletes: 0, days: 0 } });
		const before = Date.now();
		const startTime = new Date(before - 20 * 86_400_000).toISOString();
		const { error } = await account.run(operations['Get many tests']({ startTime }));

		expect(error).toBeUndefined();
		const query = account.simulator.requests.at(-1)?.query;
		expect(query?.start_time).toBe(startTime);
		expect(Date.parse(query?.end_time ?? '')).toBeGreaterThanOrEqual(before);
		expect(Date.parse(query?.end_time ?? '')).toBeLessThanOrEqual(Date.now());
	});
});
