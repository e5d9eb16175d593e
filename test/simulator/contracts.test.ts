import type { Contract, Simulator } from '../../simulator';
import { coachOf, send, Simulators } from './client';

const simulators = new Simulators();
const started = new Map<Contract, Simulator>();

beforeAll(async () => {
	for (const contract of ['2025-05', '2026.07', 'both'] as const) {
		started.set(contract, await simulators.start({ contract }));
	}
});
afterAll(async () => await simulators.closeAll());

function simulatorOf(contract: Contract): Simulator {
	const simulator = started.get(contract);
	if (simulator === undefined) throw new Error(`No simulator for ${contract}.`);
	return simulator;
}

async function tests(contract: Contract, query: Record<string, string>) {
	const simulator = simulatorOf(contract);
	const path = `/v2/teams/coaches/${coachOf(simulator, 'VALD')}/tests`;
	return await send(simulator, { path, query });
}

function valdTests(contract: Contract) {
	const simulator = simulatorOf(contract);
	const ownedTests = simulator.dataset.tests.get(coachOf(simulator, 'VALD')) ?? [];
	return ownedTests.map(({ record, athleteId }) => ({
		record,
		athleteId,
		at: record.timestamp_us ?? 0,
	}));
}

/** Counts the tests from one time (inclusive) to another (exclusive). */
function countBetween(contract: Contract, from: string, to: string): number {
	const [fromUs, toUs] = [Date.parse(from) * 1000, Date.parse(to) * 1000];
	return valdTests(contract).filter(({ at }) => at >= fromUs && at < toUs).length;
}

describe('the documentation of May 2025', () => {
	const contract = '2025-05';

	it('requires no range and accepts date-times, both inclusive', async () => {
		const all = valdTests(contract);
		expect((await tests(contract, {})).data.data).toHaveLength(all.length);
		const exact = all[5]?.at ?? 0;
		const fraction = String(exact % 1_000_000).padStart(6, '0');
		const second = new Date(Math.floor(exact / 1000)).toISOString().slice(0, 19);
		const dateTime = `${second}.${fraction}+00:00`;
		const response = await tests(contract, { start_time: dateTime, end_time: dateTime });
		expect(response.data.data).toEqual([all[5]?.record]);
	});

	it('filters by one end alone and by another time zone', async () => {
		const middle = '2026-06-20T12:00:00+02:00';
		const after = countBetween(contract, '2026-06-20T10:00:00Z', '2027-01-01T00:00:00Z');
		expect((await tests(contract, { start_time: middle })).data.data).toHaveLength(after);
		const before = valdTests(contract).length - after;
		expect((await tests(contract, { end_time: middle })).data.data).toHaveLength(before);
		expect(after * before).toBeGreaterThan(0);
	});

	it.each(['2026-06-20', 'yesterday', '2026-06-20T12:00:00', '2026-02-30T12:00:00Z', ''])(
		'refuses the start_time "%s"',
		async (value) => {
			const response = await tests(contract, { start_time: value });
			expect([response.status, response.data.title]).toEqual([400, 'Invalid Request']);
		},
	);

	it('ignores later parameters and has no tests/search', async () => {
		const all = valdTests(contract).length;
		const later = { start_date: 'x', end_date: '2026-01-01', to_destination: 'true', other: '1' };
		const response = await tests(contract, later);
		expect([response.status, response.data.data.length]).toEqual([200, all]);
		expect((await search(contract, {})).status).toBe(404);
	});
});

describe('contract 2026.07', () => {
	const contract = '2026.07';

	it('requires start_date', async () => {
		const response = await tests(contract, { start_time: '2026-06-20T12:00:00Z' });
		expect(response.status).toBe(400);
		expect(response.data).toEqual({
			type: 'https://api.tryterra.co/probs/invalid-request',
			title: 'Invalid Request',
			status: 400,
			detail: 'Missing required query parameter: start_date.',
		});
	});

	it('excludes end_date, which is the day after start_date by default', async () => {
		const oneDay = countBetween(contract, '2026-06-20', '2026-06-21');
		const threeDays = countBetween(contract, '2026-06-20', '2026-06-23');
		expect((await tests(contract, { start_date: '2026-06-20' })).data.data).toHaveLength(oneDay);
		const range = { start_date: '2026-06-20', end_date: '2026-06-23', end_time: 'ignored' };
		expect((await tests(contract, range)).data.data).toHaveLength(threeDays);
		const nothing = { start_date: '2026-06-20', end_date: '2026-06-20' };
		expect((await tests(contract, nothing)).data.data).toEqual([]);
		expect(threeDays).toBeGreaterThan(oneDay);
	});

	it.each<Record<string, string>>([
		{ start_date: '2026-06-20T00:00:00Z' },
		{ start_date: '2026-6-2' },
		{ start_date: '2026-02-30' },
		{ start_date: '2026-06-20', end_date: 'later' },
		{ start_date: '2026-06-20', end_date: '2026-06-19' },
		{ start_date: '2026-06-20', to_destination: 'yes' },
	])('refuses %j', async (query) => {
		expect((await tests(contract, query)).status).toBe(400);
	});

	it.each([
		['tests', 'test.dispatched'],
		['activities', 'activity.dispatched'],
		['activities/metrics/schema', 'activity.metric.dispatched'],
	])('sends %s to the destination on request', async (part, type) => {
		const simulator = simulatorOf(contract);
		const path = `/v2/teams/coaches/${coachOf(simulator, 'CATAPULT')}/${part}`;
		const query = { start_date: '2026-06-20', to_destination: 'true' };
		const response = await send(simulator, { path, query });
		expect(response.status).toBe(202);
		expect(Object.keys(response.data)).toEqual(['coach', 'reference', 'message', 'type']);
		expect(response.data.type).toBe(type);
	});
});

describe('both contracts', () => {
	it('requires one of the two starts', async () => {
		expect((await tests('both', {})).status).toBe(400);
		expect((await tests('both', { end_date: '2026-06-20' })).status).toBe(400);
		expect((await tests('both', { start_time: '2026-06-20T00:00:00Z' })).status).toBe(200);
	});

	it('returns only records that satisfy all given parameters', async () => {
		const query = {
			start_date: '2026-06-18',
			end_date: '2026-06-24',
			start_time: '2026-06-20T06:00:00Z',
			end_time: '2026-06-21T06:00:00Z',
		};
		const expected = countBetween('both', '2026-06-20T06:00:00Z', '2026-06-21T06:00:00Z');
		expect((await tests('both', query)).data.data).toHaveLength(expected);
		const narrow = { ...query, end_date: '2026-06-21' };
		const fewer = countBetween('both', '2026-06-20T06:00:00Z', '2026-06-21');
		expect((await tests('both', narrow)).data.data).toHaveLength(fewer);
		expect((await tests('both', { ...query, end_time: 'x' })).status).toBe(400);
	});

	it('starts a day at midnight (UTC), to the microsecond', async () => {
		const simulator = await simulators.start({ size: { athletes: 3, testsPerDay: 0 } });
		const coach = coachOf(simulator, 'VALD');
		const midnight = Date.UTC(2026, 5, 20) * 1000;
		simulator.admin.addTest(coach, { test_id: 'before', timestamp_us: midnight - 1 });
		simulator.admin.addTest(coach, { test_id: 'at', timestamp_us: midnight });
		const path = `/v2/teams/coaches/${coach}/tests`;
		const ids = async (query: Record<string, string>) => {
			const { data } = await send(simulator, { path, query });
			return data.data.map(({ test_id: id }: { test_id: string }) => id);
		};
		expect(await ids({ start_date: '2026-06-19', end_date: '2026-06-20' })).toEqual(['before']);
		expect(await ids({ start_date: '2026-06-20' })).toEqual(['at']);
		const body = { start_time: '2026-06-19', end_time: '2026-06-20' };
		const found = await send(simulator, { method: 'POST', path: `${path}/search`, body });
		expect(found.data.data).toMatchObject([{ test_id: 'before' }]);
	});

	it('returns records without a time for every range', async () => {
		const simulator = await simulators.start();
		const coach = coachOf(simulator, 'VALD');
		simulator.admin.addTest(coach, { test_id: 'no time', timestamp_us: null });
		simulator.admin.addActivity(coach, { activity_id: null, start_timestamp_us: undefined });
		const query = { start_date: '2001-01-01' };
		const base = `/v2/teams/coaches/${coach}`;
		const found = await send(simulator, { path: `${base}/tests`, query });
		expect(found.data.data).toMatchObject([{ test_id: 'no time' }]);
		const activities = await send(simulator, { path: `${base}/activities`, query });
		expect(activities.data.data).toHaveLength(1);
		expect('start_timestamp_us' in activities.data.data[0]).toBe(false);
	});

	it('refuses nothing when not strict', async () => {
		const simulator = await simulators.start({ strict: false });
		const path = `/v2/teams/coaches/${coachOf(simulator, 'VALD')}/tests`;
		const all = await send(simulator, { path });
		const some = await send(simulator, { path, query: { start_date: 'x', end_time: 'y' } });
		expect(all.data.data.length).toBeGreaterThan(0);
		expect(some.data.data).toEqual(all.data.data);
	});
});

async function search(contract: Contract, body: object, query = {}) {
	const simulator = simulatorOf(contract);
	const path = `/v2/teams/coaches/${coachOf(simulator, 'VALD')}/tests/search`;
	return await send(simulator, { method: 'POST', path, body, query });
}

describe.each(['2026.07', 'both'] as const)('tests/search under %s', (contract) => {
	const days = { start_time: '2026-06-11', end_time: '2026-07-01' };

	it('returns only the tests of the given athletes', async () => {
		const all = valdTests(contract);
		const ids = [...new Set(all.map(({ athleteId }) => athleteId))].slice(0, 2);
		const mine = all.filter(({ athleteId }) => ids.includes(athleteId));
		const response = await search(contract, { ...days, athlete_ids: [...ids, 'unknown'] });
		expect(response.data.data).toEqual(mine.map(({ record }) => record));
		expect(mine.length).toBeGreaterThan(0);
		expect((await search(contract, days)).data.data).toHaveLength(all.length);
		const nobody = await search(contract, { ...days, athlete_ids: ['unknown'] });
		expect(nobody.data.data).toEqual([]);
	});

	it('accepts days with an exclusive end', async () => {
		const expected = countBetween(contract, '2026-06-20', '2026-06-21');
		const body = { start_time: '2026-06-20', end_time: '2026-06-21' };
		expect((await search(contract, body)).data.data).toHaveLength(expected);
	});

	it.each([
		{ start_time: '2026-06-11' },
		{ ...days, start_time: '2026-06-11T00:00:00Z' },
		{ ...days, end_time: '2026-06-10' },
		{ ...days, athlete_ids: 'a' },
		{ ...days, athlete_ids: [] },
		{ ...days, athlete_ids: [1] },
		{ ...days, start_date: '2026-06-11' },
	])('refuses %j', async (body) => {
		expect((await search(contract, body)).status).toBe(400);
	});

	it('can send the result to the destination', async () => {
		const response = await search(contract, days, { to_destination: 'true' });
		expect([response.status, response.data.type]).toEqual([202, 'test.dispatched']);
	});
});

describe('the widget', () => {
	async function session(contract: Contract, path: string, body: unknown = {}) {
		return await send(simulatorOf(contract), { method: 'POST', path, body });
	}

	it.each([
		['2025-05', '/widget/api/session', 200],
		['2025-05', '/api/widget/session', 404],
		['2025-05', '/api/v2/auth/generateWidgetSession', 404],
		['2026.07', '/widget/api/session', 410],
		['2026.07', '/api/widget/session', 201],
		['2026.07', '/api/v2/auth/generateWidgetSession', 200],
		['both', '/widget/api/session', 200],
		['both', '/api/widget/session', 201],
		['both', '/api/v2/auth/generateWidgetSession', 200],
	] as const)('under %s gives %s the status %i', async (contract, path, status) => {
		const response = await session(contract, path, { providers: 'VALD,CATAPULT', language: 'en' });
		expect(response.status).toBe(status);
		if (status >= 400) {
			expect(response.data).toEqual({ message: expect.any(String), status: 'error' });
			return;
		}
		expect(response.data).toEqual({
			session_id: expect.any(String),
			url: expect.stringMatching(/^https:\/\/widget\.tryterra\.co\/session\//),
			status: 'success',
			expires_in: status === 201 ? 86_400 : 900,
		});
	});

	it('warns about unknown providers at the current URL and refuses them at the old one', async () => {
		const body = { providers: 'VALD,ACME' };
		const current = await session('both', '/api/widget/session', body);
		expect(current.data.warnings).toEqual([expect.stringContaining('ACME')]);
		expect((await session('both', '/widget/api/session', body)).status).toBe(400);
	});

	it.each([
		{ auth_success_redirect_url: 'not a url' },
		{ reference_id: 5 },
		{ language: '' },
		{ user: 'x' },
	])('refuses %j', async (body) => {
		expect((await session('both', '/widget/api/session', body)).status).toBe(400);
		expect((await session('both', '/api/widget/session', body)).status).toBe(400);
	});

	it('accepts a missing body', async () => {
		expect((await session('2025-05', '/widget/api/session', undefined)).status).toBe(200);
	});
});
