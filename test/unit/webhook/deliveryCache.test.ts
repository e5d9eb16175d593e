import { deliveryKey, DeliveryCache } from '../../../nodes/TerraTeams/webhook/deliveryCache';
import { Response } from './response';

function started(nowMs = 0): { events: DeliveryCache; response: Response } {
	const [events, response] = [new DeliveryCache(), new Response()];
	events.add('event', response, nowMs);
	return { events, response };
}

it('starts an event that is new', () => {
	expect(started().events.statusOf('another', 0)).toBe('to start');
});

it('does not start one that n8n has not responded to yet, nor one that it has stored', () => {
	const { events, response } = started();
	expect(events.statusOf('event', 1)).toBe('under way');
	response.respond(200);
	response.emit('close');
	expect(events.statusOf('event', 2)).toBe('stored');
});

it('knows what n8n responded after the sender had hung up', () => {
	const { events, response } = started();
	response.emit('close');
	expect(events.statusOf('event', 1)).toBe('under way');
	response.respond(200);
	expect(events.statusOf('event', 2)).toBe('stored');
});

it('starts one again that n8n has not come back to when it is forgotten', () => {
	const { events } = started();
	expect(events.statusOf('event', 15 * 60_000)).toBe('under way');
	expect(events.statusOf('event', 15 * 60_000 + 1)).toBe('to start');
});

it('counts the time from when it started', () => {
	const nowMs = Date.UTC(2026, 6, 1);
	const { events } = started(nowMs);
	expect(events.statusOf('event', nowMs + 1)).toBe('under way');
});

it('starts one again that came while the clock was ahead by a day', () => {
	const { events } = started();
	expect(events.statusOf('event', -86_400_000)).toBe('to start');
});

it('starts one again that was remembered and did not start', () => {
	const { events } = started();
	events.remove('event');
	expect(events.statusOf('event', 1)).toBe('to start');
});

it('holds no response that has ended', () => {
	const [events, response] = [new DeliveryCache(), new Response()];
	response.respond(200);
	events.add('event', response, 0);
	response.statusCode = 500;
	expect(events.statusOf('event', 1)).toBe('stored');
});

it('holds no response once the sender has it', () => {
	const { events, response } = started();
	response.respond(200);
	response.close();
	response.statusCode = 500;
	expect(events.statusOf('event', 1)).toBe('stored');
});

it.each([300, 500])('starts one again that n8n could not store: status %d', (status) => {
	const { events, response } = started();
	response.respond(status);
	response.emit('close');
	expect(events.statusOf('event', 1)).toBe('to start');
});

it('forgets an event after a quarter of an hour, and the oldest of 2,000', () => {
	const { events, response } = started();
	response.respond(200);
	expect(events.statusOf('event', 15 * 60_000)).toBe('stored');
	expect(events.statusOf('event', 15 * 60_000 + 1)).toBe('to start');
	for (let i = 0; i < 2000; i++) events.add(`later ${i}`, new Response(), 1);
	expect(events.statusOf('event', 1)).toBe('to start');
	expect(events.statusOf('later 1', 1)).toBe('under way');
});

it('names an event by the node, its trace id and its body', () => {
	const name = deliveryKey('trace', 'node', Buffer.from('body'));
	expect(deliveryKey('trace', 'node', Buffer.from('body'))).toBe(name);
	expect(deliveryKey('trace', 'other', Buffer.from('body'))).not.toBe(name);
	expect(deliveryKey('other', 'node', Buffer.from('body'))).not.toBe(name);
	expect(deliveryKey('trace', 'node', Buffer.from('other'))).not.toBe(name);
	expect(deliveryKey(null, 'node', Buffer.from('body'))).toBeNull();
});
