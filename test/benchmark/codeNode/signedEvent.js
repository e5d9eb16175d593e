/** Checks the signature of an event of Terra's, and gives its tests as our trigger does in the form Raw. */

const { createHmac, timingSafeEqual } = require('crypto');

const maxAgeSeconds = 48 * 3600;

function main([item]) {
	const { headers, body } = item.json;
	const raw = Buffer.from(item.binary.data.data, 'base64');
	const signature = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['terra-signature'] ?? '');
	if (!signature) throw new Error('The event is not signed');
	const [, seconds, hex] = signature;
	const expected = createHmac('sha256', secret).update(`${seconds}.`).update(raw).digest();
	if (!timingSafeEqual(Buffer.from(hex, 'hex'), expected)) throw new Error('A forged event');
	if (Math.abs(Date.now() / 1000 - seconds) > maxAgeSeconds) throw new Error('An old event');
	if (body.type !== 'test.retrieved') return [];
	return body.data.map((test) => ({
		json: {
			event: body.type,
			dedupe_key: `test:${body.coach.coach_id}:${test.test_id}`,
			coach_id: body.coach.coach_id,
			trace_id: headers['x-terra-trace-id'],
			reference: headers['terra-reference'],
			ordering_timestamp: Number(headers['x-terra-ordering-timestamp']),
			...test,
		},
	}));
}
