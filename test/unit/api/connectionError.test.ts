import axios from 'axios';

import { connectionError } from '../../../nodes/TerraTeams/api/connectionError';
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
