import { isHttpResponse } from '../../../nodes/TerraTeams/webhook/httpResponse';
import { Response } from './response';

it.each([null, undefined, 7, {}, { end() {} }])('does not take %p for a response', (value) => {
	expect(isHttpResponse(value)).toBe(false);
	expect(isHttpResponse(new Response())).toBe(true);
});
