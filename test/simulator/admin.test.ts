import type { Method } from 'axios';

import type { Simulator } from '../../simulator';
import { coachOf, send, Simulators } from './client';

const simulators = new Simulators();
afterAll(async () => await simulators.closeAll());

let simulator: Simulator;
beforeEach(async () => {
	simulator = await simulators.start();
});

async function admin(method: Method, path: string, body?: unknown) {
	return await send(simulator, { method, path: `/__admin/${path}`, body });
}

async function testsOf(coach: string, query: Record<string, string>) {
	const path = `/v2/teams/coaches/${coach}/tests`;
	return (await send(simulator, { path, query })).data.data;
}

describe('the admin side in-process', () => {
	it('adds, changes and deletes records, and the API shows the change', async () => {
		const coach = coachOf(simulator, 'VALD');
		const future = Date.UTC(2040, 0, 1, 12) * 1000;
		const added = simulator.admin.addTest(coach, { timestamp_us: future, novel: [1] });
		const query = { start_date: '2040-01-01' };
		expect(await testsOf(coach, query)).toEqual([added]);
		simulator.admin.updateTest(coach, added.test_id, { notes: 'edited', device: undefined });
		const [changed] = await testsOf(coach, query);
		expect(changed).toMatchObject({ test_id: added.test_id, notes: 'edited', novel: [1] });
		expect('device' in changed).toBe(false);
		simulator.admin.deleteTest(coach, added.test_id);
		expect(await testsOf(coach, query)).toEqual([]);
	});

	it('gives a new test the current time and an athlete by default', () => {
		const coach = coachOf(simulator, 'GYMAWARE');
		const athlete = simulator.admin.addAthlete(coach, { first_name: 'New' });
		const record = simulator.admin.addTest(coach, {}, athlete.athlete_id);
		simulator.admin.addTest(coach, { test_id: null });
		simulator.admin.addTest(coach, { test_id: undefined }, null);
		expect(Math.abs((record.timestamp_us ?? 0) / 1000 - Date.now())).toBeLessThan(10_000);
		const newTests = simulator.dataset.tests.get(coach)?.slice(-3) ?? [];
		expect(newTests[0]?.athleteId).toBe(athlete.athlete_id);
		expect(typeof newTests[1]?.athleteId).toBe('string');
		expect(newTests[2]?.athleteId).toBeUndefined();
	});

	it('adds, changes and deletes coaches, athletes and activities', async () => {
		const { admin: side } = simulator;
		const coach = side.addCoach({ provider: 'CATAPULT', token: 'hidden', reference_id: 'late' });
		expect(coach).not.toHaveProperty('token');
		const athlete = side.addAthlete(coach.coach_id);
		side.updateAthlete(athlete.athlete_id, { first_name: 'Renamed' });
		const activity = side.addActivity(coach.coach_id, { description: 'Late upload' });
		side.updateActivity(coach.coach_id, activity.activity_id, { description: 'Edited' });
		expect(simulator.dataset.activities.get(coach.coach_id)).toEqual([activity]);
		expect(activity.description).toBe('Edited');
		side.deleteActivity(coach.coach_id, activity.activity_id);
		side.deleteAthlete(athlete.athlete_id);
		side.deleteCoach(coach.coach_id);
		expect(simulator.dataset.coaches).toHaveLength(3);
		expect(() => side.deleteCoach(coach.coach_id)).toThrow(`There is no coach ${coach.coach_id}.`);
	});

	it('leaves the tests of a deleted athlete with the coach', async () => {
		const coach = coachOf(simulator, 'VALD');
		const owned = simulator.dataset.tests.get(coach)?.[0];
		const id = owned?.athleteId ?? '';
		const before = simulator.dataset.tests.get(coach)?.length;
		simulator.admin.deleteAthlete(id);
		expect(owned?.athleteId).toBeUndefined();
		expect(simulator.dataset.tests.get(coach)).toHaveLength(before ?? -1);
	});
});

describe('the admin side over HTTP', () => {
	it('shows the state and the requests, without its own', async () => {
		await send(simulator, { path: '/v2/teams/coaches' });
		const { data } = await admin('GET', 'state');
		expect(data).toMatchObject({ contract: 'both', coaches: 3, athletes: 12, requests: 1 });
		expect((await admin('GET', 'requests')).data).toMatchObject([{ status: 200 }]);
		await admin('DELETE', 'requests');
		expect(simulator.requests).toEqual([]);
	});

	it('adds and clears faults', async () => {
		const fault = { pathPattern: 'coaches$', status: 503, times: 'Infinity', body: ['x'] };
		expect((await admin('POST', 'faults', fault)).status).toBe(200);
		const response = await send(simulator, { path: '/v2/teams/coaches' });
		expect([response.status, response.data]).toEqual([503, ['x']]);
		expect((await send(simulator, { path: '/v2/teams/athletes' })).status).toBe(200);
		await admin('DELETE', 'faults');
		expect((await send(simulator, { path: '/v2/teams/coaches' })).status).toBe(200);
	});

	it('adds, changes and deletes records of every type', async () => {
		const coach = (await admin('POST', 'coaches', { reference_id: 'http' })).data.coach_id;
		const athlete = (await admin('POST', `coaches/${coach}/athletes`)).data.athlete_id;
		const owned = await admin('POST', `coaches/${coach}/tests?athleteId=${athlete}`, {
			test_id: 'a b',
			timestamp_us: null,
		});
		expect(owned.data).toMatchObject({ test_id: 'a b', timestamp_us: null });
		expect(simulator.dataset.tests.get(coach)?.[0]?.athleteId).toBe(athlete);
		const changed = await admin('PATCH', `coaches/${coach}/tests/a%20b`, { notes: 'n' });
		expect(changed.data.notes).toBe('n');
		expect((await admin('DELETE', `coaches/${coach}/tests/a%20b`)).status).toBe(200);
		const activity = (await admin('POST', `coaches/${coach}/activities`, {})).data.activity_id;
		const path = `coaches/${coach}/activities/${activity}`;
		expect((await admin('PATCH', path, { description: 'd' })).data.description).toBe('d');
		expect((await admin('DELETE', path)).status).toBe(200);
		const renamed = await admin('PATCH', `athletes/${athlete}`, { last_name: 'X' });
		expect(renamed.data.last_name).toBe('X');
		expect((await admin('DELETE', `athletes/${athlete}`)).status).toBe(200);
		expect((await admin('DELETE', `coaches/${coach}`)).status).toBe(200);
	});

	it.each([
		['POST', 'faults', { stat: 500 }, 400],
		['POST', 'faults', { status: '500' }, 400],
		['POST', 'faults', { pathPattern: '(' }, 400],
		['POST', 'faults', { times: 0 }, 400],
		['POST', 'faults', [], 400],
		['POST', 'coaches', '{"x":', 400],
		['POST', 'coaches', { coach_id: 7 }, 400],
		['DELETE', 'coaches/none', undefined, 404],
		['DELETE', 'athletes/none', undefined, 404],
		['GET', 'nothing', undefined, 404],
	] as const)('refuses %s %s %j with a sentence', async (method, path, body, status) => {
		const response = await admin(method, path, body);
		expect(response.status).toBe(status);
		expect(response.data.error).toMatch(/\w/);
	});

	it('refuses an id or time of the wrong type without changing anything', async () => {
		const coach = coachOf(simulator, 'VALD');
		const test = simulator.dataset.tests.get(coach)?.[0]?.record;
		const path = `coaches/${coach}/tests/${test?.test_id}`;
		expect((await admin('PATCH', path, { timestamp_us: 'now' })).status).toBe(400);
		expect(typeof test?.timestamp_us).toBe('number');
	});
});
