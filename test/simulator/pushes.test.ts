/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

import type { Simulator } from '../../simulator';
import { documentedRetryDelaysMs } from '../../simulator/push/pushes';
import { coachOf, send, Simulators } from './client';

const simulators = new Simulators();
let simulator: Simulator;
let server: Server;
let url: string;
let arrived: { headers: IncomingHttpHeaders; raw: Buffer; at: number }[];
/** Of the next responses; 200 when the list is empty. */
let statuses: number[];

beforeEach(async () => {
	arrived = [];
	statuses = [];
	server = createServer((request, response) => {
		void buffer(request).then((raw) => {
			arrived.push({ headers: request.headers, raw, at: Date.now() });
			response.writeHead(statuses.shift() ?? 200).end('taken');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/events`;
	simulator = await simulators.start({ retryDelaysMs: [20, 40], signingSecret: 'secret' });
});

afterEach(async () => {
	await simulators.closeAll();
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

const event = { type: 'healthcheck', data: null };

function isSigned(index: number, secret: string, body = arrived[index]?.raw): boolean {
	const header = String(arrived[index]?.headers['terra-signature']);
	const [, seconds = '', hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
	const hmac = createHmac('sha256', secret).update(`${seconds}.`);
	return hmac.update(body ?? '').digest('hex') === hex;
}

it('drops events while no destination is registered', async () => {
	simulator.admin.addTest(coachOf(simulator, 'VALD'));
	await simulator.pushes.settled();
	expect(simulator.pushes.attempts).toEqual([]);
	await expect(simulator.pushes.push(event)).rejects.toThrow('No destination is registered.');
});

it('sends both signature headers and the other headers of Terra', async () => {
	simulator.pushes.register(url);
	const [attempt] = await simulator.pushes.push(event, { traceId: 'trace', reference: 'ref' });
	expect(attempt).toMatchObject({ type: 'healthcheck', traceId: 'trace', status: 200 });
	expect(JSON.parse(String(arrived[0]?.raw))).toEqual(event);
	expect(isSigned(0, 'secret')).toBe(true);
	const headers = arrived[0]?.headers;
	expect(headers?.['x-terra-signature']).toBe(headers?.['terra-signature']);
	expect(headers).toMatchObject({
		'content-type': 'application/json',
		'x-terra-trace-id': 'trace',
		'terra-reference': 'ref',
		'x-terra-ordering-timestamp': expect.stringMatching(/^\d{13}$/) as unknown,
	});
});

it('can sign wrongly, not at all, with another secret or at another time', async () => {
	simulator.pushes.register(url, 'own');
	await simulator.pushes.push(event, { signing: 'wrong' });
	await simulator.pushes.push(event, { signing: 'none' });
	await simulator.pushes.push(event, { signedAtMs: 1_723_808_700_999 });
	expect([isSigned(0, 'own'), isSigned(2, 'own')]).toEqual([false, true]);
	expect(arrived[1]?.headers).not.toHaveProperty('terra-signature');
	expect(arrived[2]?.headers['terra-signature']).toMatch(/^t=1723808700,/);
});

it('can compress the body after it was signed', async () => {
	simulator.pushes.register(url);
	await simulator.pushes.push(event, { gzip: true });
	const unpacked = gunzipSync(arrived[0]?.raw ?? '');
	expect(JSON.parse(String(unpacked))).toEqual(event);
	expect(isSigned(0, 'secret', unpacked)).toBe(true);
});

it('retries until the response is 2xx, with the same trace id, body and signature', async () => {
	simulator.pushes.register(url);
	statuses = [401, 302, 204];
	const attempts = await simulator.pushes.push(event);
	expect(attempts.map(({ status }) => status)).toEqual([401, 302, 204]);
	const same = ({ headers, raw }: (typeof arrived)[number]) => [
		headers['x-terra-trace-id'],
		headers['terra-signature'],
		headers['x-terra-ordering-timestamp'],
		String(raw),
	];
	expect(arrived.map(same)).toEqual([0, 1, 2].map(() => same(arrived[0] as never)));
});

it('stops when no retries are left, and reports status 0 without a response', async () => {
	simulator.pushes.register(url);
	statuses = [500, 500, 500, 200];
	const attempts = await simulator.pushes.push(event);
	expect(attempts.map(({ status }) => status)).toEqual([500, 500, 500]);
	simulator.pushes.register('http://127.0.0.1:1/');
	const [attempt] = await simulator.pushes.push(event, { retryDelaysMs: [] });
	expect(attempt?.status).toBe(0);
});

it('has the documented retries by default: ten, from 30 seconds up to 8 hours', () => {
	expect(documentedRetryDelaysMs).toHaveLength(10);
	expect(documentedRetryDelaysMs.slice(0, 3)).toEqual([30_000, 60_000, 120_000]);
	expect(Math.max(...documentedRetryDelaysMs)).toBeLessThanOrEqual(8 * 3_600_000);
});

it('splits an event into chunks with one reference', async () => {
	simulator.pushes.register(url);
	const data = Array.from({ length: 50 }, (_, index) => ({ test_id: `test-${index}` }));
	await simulator.pushes.push({ type: 'test.retrieved', data }, { chunkBytes: 300, traceId: 'x' });
	expect(arrived.length).toBeGreaterThan(3);
	expect(Math.max(...arrived.map(({ raw }) => raw.length))).toBeLessThanOrEqual(300);
	expect(new Set(arrived.map(({ headers }) => headers['terra-reference'])).size).toBe(1);
	const traces = arrived.map(({ headers }) => headers['x-terra-trace-id']).sort();
	expect(traces[0]).toBe('x:chunk:1');
	const sent = arrived.flatMap(({ raw }) => JSON.parse(String(raw)).data as object[]);
	expect(sent).toHaveLength(50);
	expect(sent).toEqual(expect.arrayContaining(data));
});

it('announces changes of the admin side, but no tests of athletes who are not active', async () => {
	simulator.pushes.register(url);
	const { admin } = simulator;
	const coach = admin.addCoach({ provider: 'VALD' });
	const athlete = admin.addAthlete(coach.coach_id, { active: false });
	const test = admin.addTest(coach.coach_id, {}, athlete.athlete_id);
	admin.updateTest(coach.coach_id, test.test_id, { notes: 'not announced' });
	admin.updateAthlete(athlete.athlete_id, { active: true });
	admin.updateTest(coach.coach_id, test.test_id, { notes: 'announced' });
	const activity = admin.addActivity(coach.coach_id);
	admin.updateActivity(coach.coach_id, activity.activity_id, { description: 'announced' });
	admin.deleteAthlete(athlete.athlete_id);
	await simulator.pushes.settled();
	expect(arrived.map(({ raw }) => JSON.parse(String(raw)).type).sort()).toEqual([
		'activity.retrieved',
		'activity.retrieved',
		'athlete.deleted',
		'athlete.registered',
		'coach.registered',
		'test.retrieved',
	]);
});

it('sends the data of to_destination with the reference of the response', async () => {
	simulator.pushes.register(url);
	const coach = coachOf(simulator, 'VALD');
	const query = { start_date: '2026-06-01', end_date: '2026-07-01', to_destination: 'true' };
	const { data } = await send(simulator, { path: `/v2/teams/coaches/${coach}/tests`, query });
	await simulator.pushes.settled();
	expect(data.type).toBe('test.dispatched');
	expect(arrived[0]?.headers['terra-reference']).toBe(data.reference);
	const pushed = JSON.parse(String(arrived[0]?.raw));
	expect(pushed).toMatchObject({ type: 'test.retrieved', coach: { coach_id: coach } });
	expect(pushed.data.length).toBeGreaterThan(5);
});

describe('over HTTP', () => {
	const admin = async (method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown) =>
		await send(simulator, { method, path: `/__admin/${path}`, body });

	it('registers a destination, sends events there, and shows the attempts', async () => {
		expect((await admin('PUT', 'destination', { url, secret: 'x' })).status).toBe(200);
		expect((await admin('POST', 'pushes', { event, signing: 'wrong', gzip: true })).status).toBe(
			200,
		);
		await simulator.pushes.settled();
		expect((await admin('GET', 'pushes')).data).toMatchObject([
			{ type: 'healthcheck', status: 200 },
		]);
		expect((await admin('DELETE', 'destination')).status).toBe(200);
		expect((await admin('POST', 'pushes', { event })).status).toBe(400);
	});

	it.each([
		['PUT', 'destination', {}],
		['PUT', 'destination', { url: 'nowhere' }],
		['PUT', 'destination', { url: 'http://127.0.0.1', secret: 7 }],
		['POST', 'pushes', {}],
		['POST', 'pushes', { event: { type: 7 } }],
		['POST', 'pushes', { event, sign: 'wrong' }],
		['POST', 'pushes', { event, signing: 'bad' }],
		['POST', 'pushes', { event, gzip: 'yes' }],
	] as const)('refuses %s %s %j with a sentence', async (method, path, body) => {
		const response = await admin(method, path, body);
		expect(response.status).toBe(400);
		expect(response.data.error).toMatch(/\w/);
	});
});
