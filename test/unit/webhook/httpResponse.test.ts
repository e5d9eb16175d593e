import { isServerResponse } from '../../../nodes/TerraTeams/webhook/httpResponse';
import { Response } from './response';

it.each([null, undefined, 7, {}, { end() {} }])('does not take %p for a response', (value) => {
	expect(isServerResponse(value)).toBe(false);
	expect(isServerResponse(new Response())).toBe(true);
});
