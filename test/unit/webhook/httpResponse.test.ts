import { isServerResponse, respond } from '../../../nodes/TerraTeams/webhook/httpResponse';
import { Response } from './response';

it.each([null, undefined, 7, {}, { end() {} }])('does not take %p for a response', (value) => {
	expect(isServerResponse(value)).toBe(false);
	expect(isServerResponse(new Response())).toBe(true);
});

it('responds with a message in JSON', () => {
	const response = new Response();
	respond(response, 401, 'The signature is missing.');
	expect(response.sent).toEqual([
		401,
		{ 'content-type': 'application/json' },
		'{"message":"The signature is missing."}',
	]);
});
