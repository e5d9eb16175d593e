import axios from 'axios';

import { ConnectionError, connectionError } from '../../../nodes/TerraTeams/api/connectionError';
import { simulators } from './connect';

const start = simulators();

/** Fails as a request without a response does, with the client's own error. */
async function clientError(options: object): Promise<unknown> {
	const server = await start();
	server.fail({ hang: true });
	const headers = { 'x-api-key': 'secret-key' };
	try {
		return await axios.request({ url: server.url, proxy: false, headers, ...options });
	} catch (thrown) {
		return thrown;
	}
}

it('knows the errors of the client', async () => {
	expect(connectionError(await clientError({ timeout: 100 })).problem).toBe('timed-out');
	const timeout = { timeout: 100, transitional: { clarifyTimeoutError: true } };
	expect(connectionError(await clientError(timeout)).problem).toBe('timed-out');
	expect(connectionError(await clientError({ signal: AbortSignal.abort() })).problem).toBe(
		'cancelled',
	);
	expect(connectionError(await clientError({ url: 'http://', timeout: 100 })).problem).toBe(
		'unknown-host',
	);
});

it('finds the error of the client within those that wrap it', async () => {
	const cause = await clientError({ timeout: 100 });
	const wrapped = new Error('The service is not available', { cause: new Error('x', { cause }) });
	expect(connectionError(wrapped).problem).toBe('timed-out');
});

it('keeps nothing of the error, which carries the request with its headers', async () => {
	const thrown = await clientError({ timeout: 100 });
	expect(JSON.stringify(thrown)).toContain('secret-key');
	const error = connectionError(thrown);
	expect(error.cause).toBeUndefined();
	expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toContain(
		'secret-key',
	);
});

it.each([
	['ECONNABORTED', 'timed-out'],
	['toString', 'other'],
	['ETIMEDOUT', 'timed-out'],
	['ESOCKETTIMEDOUT', 'timed-out'],
	['ERR_NETWORK', 'broken'],
	['ERR_INVALID_URL', 'unknown-host'],
	['ERR_CANCELED', 'cancelled'],
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'untrusted'],
	['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted'],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted'],
	['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'untrusted'],
	['ECONNREFUSED', 'refused'],
	['ECONNRESET', 'broken'],
	['EPIPE', 'broken'],
	['ENETUNREACH', 'not-connected'],
	['EHOSTUNREACH', 'not-connected'],
	['ERR_SSL_WRONG_VERSION_NUMBER', 'not-secure'],
	['EAI_AGAIN', 'broken'],
	['ENOTFOUND', 'unknown-host'],
	['CERT_HAS_EXPIRED', 'untrusted'],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'untrusted'],
	['EPROTO', 'not-secure'],
	['E_SOMETHING_ELSE', 'other'],
	['', 'other'],
])('takes %s for %s', (code, problem) => {
	expect(connectionError(Object.assign(new Error('x'), { code })).problem).toBe(problem);
});

it.each([
	['connect', 'not-connected'],
	['read', 'broken'],
])('takes ETIMEDOUT of the system call %s for %s', (syscall, problem) => {
	const error = Object.assign(new Error('x'), { code: 'ETIMEDOUT', syscall });
	expect(connectionError(error).problem).toBe(problem);
});

it('knows what n8n blocks, also where n8n wraps the error', () => {
	const blocked = new Error(
		'The request was blocked because it resolves to a restricted IP address',
	);
	expect(connectionError(blocked).problem).toBe('blocked');
	expect(connectionError(new Error('x', { cause: blocked })).problem).toBe('blocked');
	blocked.name = 'SsrfBlockedIpError';
	blocked.message = 'something else';
	expect(connectionError(blocked).problem).toBe('blocked');
});

it('takes whatever else is thrown for what it is', () => {
	const circular = new Error('x');
	circular.cause = circular;
	for (const thrown of [undefined, null, 'ECONNREFUSED', 7, {}, { code: 7 }, circular]) {
		expect(connectionError(thrown).problem).toBe('other');
	}
});

it('looks at the system call of ETIMEDOUT alone', () => {
	const refused = { code: 'ECONNREFUSED', syscall: 'connect' };
	expect(connectionError(refused).problem).toBe('refused');
	expect(connectionError({ code: 'ECONNRESET', syscall: 'connect' }).problem).toBe('broken');
});

it('is an error with a name and a message of its own', () => {
	const error = connectionError({ code: 'ENOTFOUND' });
	expect(error).toBeInstanceOf(ConnectionError);
	expect(error.name).toBe('ConnectionError');
	expect(error.message).toBe('No complete response: unknown-host');
	expect(new ConnectionError('timed-out').message).toBe('No complete response: timed-out');
});

it('takes an error that says it by itself as it is', () => {
	const error = new ConnectionError('too-large');
	expect(connectionError(error)).toBe(error);
});

it('takes the outermost of the errors that say it', () => {
	const cause = { code: 'ECONNRESET' };
	expect(connectionError({ code: 'ECONNREFUSED', cause }).problem).toBe('refused');
});

it.each([
	['without a code', {}],
	['with a number as its code', { code: 500 }],
	['with an unknown code', { code: 'ERR_BAD_REQUEST' }],
	['with another name and message', { name: 'AxiosError', message: 'failed' }],
])('looks into the cause of an error %s', (_, fields) => {
	const cause = { code: 'ECONNREFUSED' };
	expect(connectionError({ ...fields, cause }).problem).toBe('refused');
});

it.each([
	[4, 'refused'],
	[5, 'other'],
])('looks at five errors and no more: one within %i others is %s', (others, problem) => {
	let error: object = { code: 'ECONNREFUSED' };
	for (let depth = 0; depth < others; depth++) error = { cause: error };
	expect(connectionError(error).problem).toBe(problem);
});

it.each([null, undefined, 'ECONNREFUSED'])('takes a cause of %p for none', (cause) => {
	expect(connectionError({ message: 'x', cause }).problem).toBe('other');
});

it.each([
	['another name that contains it', { name: 'NotSsrfBlockedIpError' }],
	['another message that contains it', { message: 'No: The request was blocked because of it' }],
])('does not take %s for what n8n blocks', (_, error) => {
	expect(connectionError(error).problem).toBe('other');
});

it.each([
	['name', { name: 'SsrfBlockedHostnameError' }],
	['message', { message: 'The request was blocked because' }],
])('knows what n8n blocks by its %s, whatever its code', (_, error) => {
	expect(connectionError({ ...error, code: 'ECONNREFUSED' }).problem).toBe('blocked');
});
