/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node.js, never inside n8n */
import { EventEmitter } from 'node:events';

import {
	isHttpResponse,
	WaitingEvents,
	type HttpResponse,
} from '../../../nodes/TerraTeams/webhook/answering';

class Response extends EventEmitter implements HttpResponse {
	destroyed = false;
	writableEnded = false;
	statusCode = 200;
	writeHead = () => this;
	end = () => this;
}

it('lets twenty events wait, and another one whenever one of them is over', () => {
	const events = new WaitingEvents();
	const responses = Array.from({ length: 25 }, () => new Response());
	const waiting = responses.filter((response) => events.mayWait(response, 1));
	expect(waiting).toEqual(responses.slice(0, 20));
	responses[3]?.emit('close');
	expect(events.mayWait(new Response(), 1)).toBe(true);
	expect(events.mayWait(new Response(), 1)).toBe(false);
});

it('lets no large event wait', () => {
	const events = new WaitingEvents();
	expect(events.mayWait(new Response(), 9_999_999)).toBe(true);
	expect(events.mayWait(new Response(), 10_000_000)).toBe(false);
});

it.each([null, undefined, 7, {}, { end() {} }])('does not take %p for a response', (value) => {
	expect(isHttpResponse(value)).toBe(false);
	expect(isHttpResponse(new Response())).toBe(true);
});
