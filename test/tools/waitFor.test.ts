import { waitFor } from '../../tools/waitFor';

test('gives what the condition gives, once it gives something', async () => {
	const given = [undefined, false, 'ready', 'later'];
	await expect(waitFor('readiness', () => given.shift(), { everyMs: 1 })).resolves.toBe('ready');
	expect(given).toEqual(['later']);
});

test('takes zero, an empty text and null as an end', async () => {
	await expect(waitFor('zero', async () => 0)).resolves.toBe(0);
	await expect(waitFor('a text', () => '')).resolves.toBe('');
	await expect(waitFor('null', () => null)).resolves.toBeNull();
});

test('looks once even without any time, and then says what it waited for', async () => {
	let looked = 0;
	const waiting = waitFor(
		() => `three looks, ${looked} so far`,
		() => ++looked === 3,
		{ timeoutMs: 0, everyMs: 5 },
	);
	await expect(waiting).rejects.toThrow(/^Waited 0 s in vain for: three looks, [12] so far$/);
});

test('passes an error of the condition on at once', async () => {
	const waiting = waitFor('anything', () => {
		throw new TypeError('broken');
	});
	await expect(waiting).rejects.toThrow(new TypeError('broken'));
});

test('ends when it is aborted, with the reason', async () => {
	const controller = new AbortController();
	const waiting = waitFor('the end of time', () => false, { signal: controller.signal });
	controller.abort(new Error('stopped'));
	await expect(waiting).rejects.toThrow('stopped');
	await expect(waitFor('nothing', () => true, { signal: controller.signal })).rejects.toThrow(
		'stopped',
	);
});
