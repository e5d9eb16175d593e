import type { Simulator } from '../../simulator';
import { coachOf, send, Simulators } from './client';

const simulators = new Simulators();
afterAll(async () => await simulators.closeAll());

const teams = '/v2/teams';
const valdLogin = { client_id: 'new', client_secret: 'shh', region: 'eu' };

let simulator: Simulator;
beforeEach(async () => {
	simulator = await simulators.start();
});

async function patch(path: string, body: unknown, headers = {}) {
	return await send(simulator, { method: 'PATCH', path: teams + path, body, headers });
}

async function createCoach(body: unknown) {
	return await send(simulator, { method: 'POST', path: `${teams}/coaches`, body });
}

describe('credentials', () => {
	it.each([
		['dev-id missing', { 'dev-id': null }, 401],
		['x-api-key missing', { 'x-api-key': null }, 401],
		['dev-id wrong', { 'dev-id': 'other' }, 403],
		['x-api-key wrong', { 'x-api-key': 'other' }, 403],
	])('refuses a call with %s', async (_, headers, status) => {
		const response = await send(simulator, { path: `${teams}/coaches`, headers });
		expect(response.status).toBe(status);
		expect(response.headers['content-type']).toBe('application/json');
		expect(response.data).toMatchObject({ status, title: expect.any(String) });
		expect(response.data.type).toMatch(/^https:\/\/api\.tryterra\.co\/probs\//);
	});

	it('needs none for integrations, and refuses the bulk update and the widget with 403', async () => {
		const headers = { 'dev-id': null, 'x-api-key': null };
		const path = `${teams}/integrations/detailed`;
		expect((await send(simulator, { path, headers })).status).toBe(200);
		expect((await patch('/athletes', { data: [] }, headers)).status).toBe(403);
		const widget = { method: 'POST', path: '/widget/api/session', body: {}, headers } as const;
		const response = await send(simulator, widget);
		expect(response.status).toBe(403);
		expect(response.data).toEqual({ message: expect.any(String), status: 'error' });
	});

	it('ignores them when not strict', async () => {
		simulator = await simulators.start({ strict: false });
		const headers = { 'dev-id': null, 'x-api-key': null };
		expect((await send(simulator, { path: `${teams}/coaches`, headers })).status).toBe(200);
	});
});

describe('paths and methods', () => {
	it('returns 404 for unknown paths and 405 for unknown methods', async () => {
		const missing = await send(simulator, { path: `${teams}/nothing` });
		expect([missing.status, missing.data.status]).toEqual([404, 404]);
		expect((await send(simulator, { path: `${teams}/coaches/` })).status).toBe(404);
		const path = `${teams}/athletes`;
		expect((await send(simulator, { method: 'PUT', path, body: {} })).status).toBe(405);
		expect((await send(simulator, { path: `${teams}/athletes/%E0%A4%A` })).status).toBe(400);
	});

	it.each(['activities', 'tests', 'athletes', 'activities/metrics/schema'])(
		'returns 404 for the %s of an unknown coach',
		async (part) => {
			const query = { start_date: '2026-06-01' };
			const response = await send(simulator, { path: `${teams}/coaches/none/${part}`, query });
			expect(response.status).toBe(404);
			expect(response.data.detail).toBe('The coach with the provided ID does not exist.');
		},
	);
});

describe('coaches', () => {
	it('lists integrations, coaches and athletes in the documented wrappers', async () => {
		const { data } = await send(simulator, { path: `${teams}/integrations/detailed` });
		const names = data.providers.map(({ provider }: { provider: string }) => provider);
		expect(names).toEqual(['VALD', 'CATAPULT', 'GYMAWARE']);
		const coaches = await send(simulator, { path: `${teams}/coaches` });
		expect(coaches.data).toEqual({ data: simulator.dataset.coaches });
		const id = coachOf(simulator, 'VALD');
		const athletes = await send(simulator, { path: `${teams}/coaches/${id}/athletes` });
		expect(Object.keys(athletes.data)).toEqual(['coach', 'data']);
		expect(athletes.data.coach.coach_id).toBe(id);
		expect(athletes.data.data.length).toBeGreaterThan(0);
	});

	it('creates one, without echoing its secrets', async () => {
		const body = { provider: 'VALD', reference_id: 'new', ...valdLogin };
		const response = await createCoach(body);
		expect(response.status).toBe(201);
		expect(response.data).toMatchObject({ provider: 'VALD', reference_id: 'new', region: 'eu' });
		expect(JSON.stringify(response.data)).not.toContain('shh');
		const list = await send(simulator, { path: `${teams}/coaches` });
		expect(list.data.data).toContainEqual(response.data);
		expect(simulator.dataset.logins.get(response.data.coach_id)).toMatchObject({
			client_secret: 'shh',
		});
	});

	it('accepts login fields that POST /coaches does not document', async () => {
		const login = { client_id: '4711', token: 'abc', site_name: 'Main gym' };
		expect((await createCoach({ provider: 'GYMAWARE', ...login })).status).toBe(201);
		expect((await createCoach({ provider: 'VALD', ...valdLogin, site_name: 'x' })).status).toBe(
			400,
		);
	});

	it('returns 409 for the same reference id or the same login', async () => {
		expect((await createCoach({ provider: 'VALD', reference_id: 'a', ...valdLogin })).status).toBe(
			201,
		);
		const sameLogin = await createCoach({ provider: 'VALD', reference_id: 'b', ...valdLogin });
		expect([sameLogin.status, sameLogin.data.title]).toEqual([409, 'Conflict']);
		const other = { ...valdLogin, client_id: 'other' };
		expect((await createCoach({ provider: 'VALD', reference_id: 'a', ...other })).status).toBe(409);
		const catapult = { provider: 'CATAPULT', reference_id: 'a', token: 't' };
		expect((await createCoach(catapult)).status).toBe(201);
	});

	it.each([
		['no provider', { reference_id: 'a' }],
		['an unknown provider', { provider: 'ACME' }],
		['a missing login field', { provider: 'VALD', client_id: 'x', region: 'eu' }],
		['an empty login field', { provider: 'VALD', ...valdLogin, client_secret: '' }],
		['a region that is not an option', { provider: 'VALD', ...valdLogin, region: 'moon' }],
		['a read-only field', { provider: 'VALD', ...valdLogin, coach_id: 'x' }],
		['a wrong type', { provider: 'VALD', ...valdLogin, reference_id: 5 }],
		['a malformed created_at', { provider: 'VALD', ...valdLogin, created_at: 'today' }],
		['a list', []],
	])('refuses %s', async (_, body) => {
		const response = await createCoach(body);
		expect([response.status, response.data.status]).toEqual([400, 400]);
		expect(simulator.dataset.coaches).toHaveLength(3);
	});

	it('deletes one with its athletes and records', async () => {
		const id = coachOf(simulator, 'VALD');
		const athlete = simulator.dataset.athletes.find((candidate) => candidate.coach_id === id);
		const path = `${teams}/coaches/${id}`;
		const response = await send(simulator, { method: 'DELETE', path });
		expect([response.status, response.data]).toEqual([204, '']);
		expect((await send(simulator, { method: 'DELETE', path })).status).toBe(404);
		expect((await send(simulator, { path: `${path}/athletes` })).status).toBe(404);
		const gone = await send(simulator, { path: `${teams}/athletes/${athlete?.athlete_id}` });
		expect(gone.status).toBe(404);
		expect(simulator.dataset.tests.has(id)).toBe(false);
	});

	it('echoes secrets in every coach when echoSecrets is set', async () => {
		simulator = await simulators.start({ echoSecrets: true });
		const id = coachOf(simulator, 'VALD');
		const secret = simulator.dataset.logins.get(id)?.client_secret ?? '?';
		const responses = [
			await send(simulator, { path: `${teams}/coaches` }),
			await send(simulator, { path: `${teams}/coaches/${id}/athletes` }),
		];
		for (const { data } of responses) expect(JSON.stringify(data)).toContain(secret);
	});
});

describe('athletes', () => {
	const first = () => simulator.dataset.athletes[0]?.athlete_id ?? '';

	it('lists all, returns one without a wrapper, and 404 for an unknown one', async () => {
		const all = await send(simulator, { path: `${teams}/athletes` });
		expect(all.data).toEqual({ data: simulator.dataset.athletes });
		const one = await send(simulator, { path: `${teams}/athletes/${first()}` });
		expect(one.data).toEqual(simulator.dataset.athletes[0]);
		expect((await send(simulator, { path: `${teams}/athletes/none` })).status).toBe(404);
	});

	it('updates one and returns an empty body', async () => {
		const before = simulator.dataset.athletes[0]?.last_updated_at;
		const changes = { first_name: 'Zoë', date_of_birth: '2001-02-28', active: false };
		const response = await patch(`/athletes/${first()}`, changes);
		expect([response.status, response.data, response.headers['content-length']]).toEqual([
			200,
			'',
			'0',
		]);
		expect(simulator.dataset.athletes[0]).toMatchObject(changes);
		expect(simulator.dataset.athletes[0]?.last_updated_at).not.toBe(before);
	});

	it.each([
		['a read-only field', { provider: 'VALD' }],
		['an unknown field', { nickname: 'Z' }],
		['a date that does not exist', { date_of_birth: '2001-02-30' }],
		['a date-time', { date_of_birth: '2001-02-03T00:00:00Z' }],
		['a text for a boolean', { active: 'true' }],
		['null', { email: null }],
		['text that is not JSON', '{"active":'],
	])('refuses %s', async (_, body) => {
		const response = await patch(`/athletes/${first()}`, body);
		expect([response.status, response.data.status]).toEqual([400, 400]);
	});

	it('refuses another content type', async () => {
		const headers = { 'Content-Type': 'text/plain' };
		expect((await patch(`/athletes/${first()}`, '{}', headers)).status).toBe(415);
	});

	it('updates many: 200, 207 with errors, 400 when all fail', async () => {
		const good = { athlete_id: first(), reference_id: 'ref-1' };
		const bad = { athlete_id: 'none', active: true };
		const all = await patch('/athletes', { data: [good] });
		expect([all.status, all.data.errors]).toEqual([200, []]);
		expect(all.data.data).toMatchObject([good]);
		const some = await patch('/athletes', { data: [bad, { ...good, active: false }] });
		expect(some.status).toBe(207);
		expect(some.data).toMatchObject({
			data: [{ athlete_id: first(), active: false }],
			errors: [{ athlete_id: 'none', error: expect.any(String) }],
		});
		const none = await patch('/athletes', { data: [bad] });
		expect(none.status).toBe(400);
		expect(none.data).toMatchObject({ status: 400, errors: [{ athlete_id: 'none' }] });
	});

	it.each([
		['no list', {}],
		['an empty list', { data: [] }],
		['a field that is not patchable here', { data: [{ athlete_id: 'a', first_name: 'B' }] }],
		['an item without an id', { data: [{ active: true }] }],
		['an item that is not an object', { data: ['a'] }],
		['a further key', { data: [{ athlete_id: 'a' }], dry_run: true }],
	])('refuses to update many with %s', async (_, body) => {
		expect((await patch('/athletes', body)).status).toBe(400);
	});
});
