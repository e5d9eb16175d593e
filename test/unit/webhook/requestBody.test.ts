import { readRequestBody } from '../../../nodes/TerraTeams/webhook/requestBody';

const body = Buffer.from('{}');

/** A request of n8n's, which reads these bytes when it is asked to. */
function unread(bytes: unknown) {
	const request = {
		rawBody: undefined as unknown,
		timesRead: 0,
		async readRawBody(): Promise<void> {
			request.timesRead += 1;
			request.rawBody = bytes;
		},
	};
	return request;
}

it('gives the bytes that n8n has read', async () => {
	expect(await readRequestBody({ rawBody: body })).toBe(body);
	const request = unread('other bytes');
	request.rawBody = body;
	expect(await readRequestBody(request)).toBe(body);
	expect(request.timesRead).toBe(0);
});

it('reads the bytes that n8n has not read', async () => {
	const request = unread(body);
	expect(await readRequestBody(request)).toBe(body);
	expect(request.timesRead).toBe(1);
});

it('gives null where they cannot be read', async () => {
	const readRawBody = async () => {
		throw new Error('request entity too large');
	};
	expect(await readRequestBody({ readRawBody })).toBeNull();
	expect(await readRequestBody(unread('no bytes'))).toBeNull();
});

it.each([null, undefined, 'a request', {}, { rawBody: 'text' }, { readRawBody: 'no function' }])(
	'gives null for %j',
	async (request) => expect(await readRequestBody(request)).toBeNull(),
);
