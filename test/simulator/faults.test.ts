/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Node.js, never inside n8n */
import axios from 'axios';

import type { Simulator } from '../../simulator';
import { documentedResponses } from '../../simulator/documentedResponses';
import { waitFor } from '../../tools/waitFor';
import { coachOf, send, Simulators } from './client';

const simulators = new Simulators();
afterAll(async () => await simulators.closeAll());

const path = '/v2/teams/coaches';
let simulator: Simulator;
beforeEach(async () => {
	simulator = await simulators.start();
});

async function coaches() {
	return await send(simulator, { path });
}

describe('which requests a fault hits', () => {
	it('is one by default; the next request gets the next fault', async () => {
		simulator.fail({ status: 503 });
		simulator.fail({ status: 502, times: 2 });
		const statuses = [];
		for (let index = 0; index < 4; index++) statuses.push((await coaches()).status);
		expect(statuses).toEqual([503, 502, 502, 200]);
		expect(simulator.requests.map(({ status }) => status)).toEqual(statuses);
	});

	it('is every request until the faults are cleared', async () => {
		simulator.fail({ status: 500, times: Infinity });
		for (let index = 0; index < 5; index++) expect((await coaches()).status).toBe(500);
		simulator.clearFaults();
		expect((await coaches()).status).toBe(200);
	});

	it.each([
		{ path: '/v2/teams/coaches/*/athletes' },
		{ path: '/coaches/*/athletes' },
		{ path: /athletes$/g },
		{ path: /athletes$/, method: 'get' },
		{ match: ({ query }: { query: Record<string, string> }) => query.x === '1' },
	])('is chosen by %o', async (rule) => {
		simulator.fail({ ...rule, status: 418, times: 2 });
		const athletes = {
			path: `${path}/${coachOf(simulator, 'VALD')}/athletes`,
			query: { x: '1' },
		};
		expect((await coaches()).status).toBe(200);
		expect((await send(simulator, athletes)).status).toBe(418);
		expect((await send(simulator, athletes)).status).toBe(418);
		expect((await send(simulator, athletes)).status).toBe(200);
	});

	it('cannot be fewer than one', () => {
		expect(() => simulator.fail({ times: 0 })).toThrow('at least one');
	});
});

describe('what a fault does', () => {
	it('replaces the response, and the request has no effect', async () => {
		simulator.fail({ status: 429, headers: { 'Retry-After': '2' }, body: { detail: 'slow' } });
		const before = simulator.dataset.coaches.length;
		const response = await send(simulator, {
			method: 'DELETE',
			path: `${path}/${coachOf(simulator, 'VALD')}`,
		});
		expect([response.status, response.data]).toEqual([429, { detail: 'slow' }]);
		expect(response.headers['retry-after']).toBe('2');
		expect(simulator.dataset.coaches).toHaveLength(before);
	});

	it('sends text of any content type, or an empty body', async () => {
		simulator.fail({ status: 502, body: '<html>', contentType: 'text/html' });
		simulator.fail({ status: 500 });
		const html = await coaches();
		expect([html.data, html.headers['content-type']]).toEqual(['<html>', 'text/html']);
		const empty = await coaches();
		expect([empty.data, empty.headers['content-type']]).toEqual(['', undefined]);
	});

	it.each(Object.entries(documentedResponses))('sends %s as documented', async (_, printed) => {
		simulator.fail(printed);
		const { status, data } = await coaches();
		expect([status, data]).toEqual([printed.status, printed.body]);
	});

	it('delays the normal response', async () => {
		simulator.fail({ delayMs: 80 });
		const start = performance.now();
		expect((await coaches()).status).toBe(200);
		expect(performance.now() - start).toBeGreaterThan(70);
	});

	it('removes the wrapper of a list', async () => {
		simulator.fail({ bareArray: true });
		expect((await coaches()).data).toEqual(simulator.dataset.coaches);
	});

	it('changes only the content type', async () => {
		simulator.fail({ contentTypeOnly: 'text/plain' });
		const response = await coaches();
		expect(response.headers['content-type']).toBe('text/plain');
		expect(response.data).toEqual({ data: simulator.dataset.coaches });
	});

	it('truncates the JSON in a complete response', async () => {
		simulator.fail({ truncateBody: 20 });
		const response = await coaches();
		expect(response.headers['content-length']).toBe('20');
		expect(response.data).toHaveLength(20);
	});

	it.each([0, 20, 100_000])('cuts the connection after %i bytes', async (bytes) => {
		simulator.fail({ cutAfterBytes: bytes });
		const query = { start_date: '2026-06-01', end_date: '2026-07-01' };
		const tests = { path: `${path}/${coachOf(simulator, 'VALD')}/tests`, query };
		await expect(send(simulator, tests)).rejects.toMatchObject({
			code: expect.stringMatching(/ECONNRESET|ECONNABORTED|ERR_BAD_RESPONSE/),
		});
		expect(simulator.requests.map(({ status }) => status)).toEqual([0]);
		expect((await send(simulator, tests)).status).toBe(200);
	});

	it('cuts the connection after the request has taken effect', async () => {
		simulator.fail({ cutAfterBytes: 0 });
		const body = { provider: 'CATAPULT', token: 'new' };
		await expect(send(simulator, { method: 'POST', path, body })).rejects.toThrow();
		expect(simulator.dataset.coaches).toHaveLength(4);
	});

	it('resets the connection before the request takes effect', async () => {
		simulator.fail({ reset: true });
		const body = { provider: 'CATAPULT', token: 'new' };
		await expect(send(simulator, { method: 'POST', path, body })).rejects.toMatchObject({
			code: 'ECONNRESET',
		});
		expect(simulator.dataset.coaches).toHaveLength(3);
		expect(simulator.requests[0]?.status).toBe(0);
	});

	it('stops in the middle of a response', async () => {
		simulator.fail({ hang: true, cutAfterBytes: 20 });
		const { status, data } = await axios.get<NodeJS.ReadableStream>(simulator.url + path, {
			headers: { 'dev-id': simulator.credentials.devId, 'x-api-key': simulator.credentials.apiKey },
			responseType: 'stream',
		});
		const pieces: string[] = [];
		data.on('data', (piece: Buffer) => pieces.push(piece.toString()));
		const ended = jest.fn();
		data.on('end', ended).on('error', ended);
		await waitFor('the part', () => pieces.join('').length === 20, { everyMs: 5 });
		// Long enough for an end that would come after it.
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(status).toBe(200);
		expect(pieces.join('')).toHaveLength(20);
		expect(ended).not.toHaveBeenCalled();
	});

	it('sends no response until the simulator is closed', async () => {
		simulator.fail({ hang: true });
		await expect(axios.get(simulator.url + path, { timeout: 60 })).rejects.toMatchObject({
			code: 'ECONNABORTED',
		});
		simulator.fail({ hang: true });
		simulator.fail({ delayMs: 60_000 });
		simulator.clearRequests();
		const hanging = Promise.allSettled([coaches(), coaches()]);
		await waitFor('both requests', () => simulator.requests.length === 2, { everyMs: 5 });
		await simulator.close();
		await simulator.close();
		expect((await hanging).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	});
});
