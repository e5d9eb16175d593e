import axios from 'axios';

import { waitFor } from '../../tools/waitFor';
import { coachOf, send, Simulators, small, today } from './client';

const simulators = new Simulators();
afterEach(async () => await simulators.closeAll());

const wide = { start_date: '2020-01-01', end_date: '2030-01-01' };

describe('the data', () => {
	it('is byte-identical for the same seed and day, and differs for another seed', async () => {
		const responseTexts = async (seed: number) => {
			const simulator = await simulators.start({ seed });
			const paths = ['/v2/teams/coaches', '/v2/teams/athletes'];
			for (const { coach_id: id } of simulator.dataset.coaches) {
				paths.push(`/v2/teams/coaches/${id}/tests`, `/v2/teams/coaches/${id}/activities`);
			}
			const { devId, apiKey } = simulator.credentials;
			const texts = paths.map(async (path) => {
				const response = await axios.get<string>(simulator.url + path, {
					params: wide,
					headers: { 'dev-id': devId, 'x-api-key': apiKey },
					responseType: 'text',
					transformResponse: (data: string) => data,
				});
				return response.data;
			});
			return (await Promise.all(texts)).join('\n');
		};
		const [first, second, other] = [
			await responseTexts(7),
			await responseTexts(7),
			await responseTexts(8),
		];
		expect(first.length).toBeGreaterThan(100_000);
		expect(second === first).toBe(true);
		expect(other === first).toBe(false);
	});

	it('has the documented default size', async () => {
		const simulator = await simulators.start({ size: {} });
		const { coaches, athletes, tests, activities } = simulator.dataset;
		expect(coaches.map(({ provider }) => provider)).toEqual(['VALD', 'CATAPULT', 'GYMAWARE']);
		expect(athletes).toHaveLength(60);
		const rosters = coaches.map(
			({ coach_id: id }) => athletes.filter((athlete) => athlete.coach_id === id).length,
		);
		expect(new Set(rosters).size).toBe(3);
		const perAthleteAndWeek =
			[...tests.values()].flat().length / (60 - (rosters[1] ?? 0)) / (90 / 7);
		expect(perAthleteAndWeek).toBeCloseTo(4, 1);
		expect([...activities.values()].flat()).toHaveLength(Math.round((90 * 5) / 7));
	});

	it('is from the days before today', async () => {
		const simulator = await simulators.start();
		const { tests, activities } = simulator.dataset;
		const times = [
			...[...tests.values()].flat().map(({ record }) => record.timestamp_us ?? NaN),
			...[...activities.values()].flat().map((activity) => activity.start_timestamp_us ?? NaN),
		];
		const end = today.getTime() * 1000;
		expect(Math.max(...times)).toBeLessThan(end);
		expect(Math.min(...times)).toBeGreaterThanOrEqual(end - small.days * 86_400_000_000);
	});

	it('knows the athlete of a test, but does not show it in the record', async () => {
		const simulator = await simulators.start();
		const all = [...simulator.dataset.tests.values()].flat();
		const known = new Set(simulator.dataset.athletes.map((athlete) => athlete.athlete_id));
		for (const { record, athleteId } of all) {
			expect(known.has(athleteId ?? '')).toBe(true);
			expect(JSON.stringify(record)).not.toContain(athleteId);
		}
	});

	it('has athlete metrics as a list per period and as a map per activity', async () => {
		const simulator = await simulators.start();
		const coach = coachOf(simulator, 'CATAPULT');
		const path = `/v2/teams/coaches/${coach}/activities`;
		const { data } = await send(simulator, { path, query: wide });
		const schema = await send(simulator, { path: `${path}/metrics/schema` });
		const keys = schema.data.data.map(({ key }: { key: string }) => key);
		const values: unknown[] = [];
		for (const activity of data.data) {
			expect(Array.isArray(activity.periods[0].athlete_metrics)).toBe(true);
			expect(Array.isArray(activity.athlete_metrics)).toBe(false);
			const lists = [
				activity.activity_metrics,
				...Object.values(activity.athlete_metrics),
				...activity.periods.flatMap((period: { athlete_metrics: { metrics: unknown }[] }) =>
					period.athlete_metrics.map(({ metrics }) => metrics),
				),
			];
			for (const { name, value } of lists.flat()) {
				expect(keys).toContain(name);
				values.push(value);
			}
		}
		const types = new Set(values.map((value) => (value === null ? 'null' : typeof value)));
		expect(types).toEqual(new Set(['number', 'string', 'null']));
	});

	it('scales to 20,000 tests', async () => {
		const simulator = await simulators.start({ size: { days: 90, testsPerDay: 20_000 / 90 } });
		expect([...simulator.dataset.tests.values()].flat()).toHaveLength(20_000);
	});

	it('can be empty', async () => {
		const simulator = await simulators.start({ size: { coaches: 0, athletes: 0 } });
		expect((await send(simulator, { path: '/v2/teams/coaches' })).data).toEqual({ data: [] });
	});
});

describe('the request log', () => {
	it('keeps the requests and the status of the responses', async () => {
		const simulator = await simulators.start();
		await send(simulator, { path: '/v2/teams/coaches', query: { a: 'b c' } });
		await send(simulator, {
			method: 'POST',
			path: '/v2/teams/coaches',
			body: { provider: 'NONE' },
		});
		await send(simulator, { path: '/__admin/state' });
		expect(simulator.requests).toMatchObject([
			{ method: 'GET', path: '/v2/teams/coaches', query: { a: 'b c' }, status: 200, rawBody: '' },
			{ method: 'POST', body: { provider: 'NONE' }, rawBody: '{"provider":"NONE"}', status: 400 },
		]);
		expect(simulator.requests[0]?.headers['dev-id']).toBe(simulator.credentials.devId);
		expect(simulator.requests[0]?.body).toBeUndefined();
		expect(Math.abs(Date.now() - (simulator.requests[0]?.at ?? 0))).toBeLessThan(10_000);
		const { requests } = simulator;
		simulator.clearRequests();
		expect(requests).toEqual([]);
	});

	it('counts how many requests were in flight at once', async () => {
		const simulator = await simulators.start();
		const request = async () => await send(simulator, { path: '/v2/teams/coaches' });
		for (let index = 0; index < 20; index++) await request();
		expect(simulator.highestConcurrency).toBe(1);
		simulator.clearRequests();
		// All four hang: the first is still in flight when the last arrives.
		simulator.fail({ hang: true, times: 4 });
		const waiting = Promise.allSettled([request(), request(), request(), request()]);
		await waitFor('four requests', () => simulator.requests.length === 4, { everyMs: 5 });
		expect(simulator.highestConcurrency).toBe(4);
		await simulators.closeAll();
		await waiting;
	});
});
