import axios from 'axios';

import { readBody } from '../../../nodes/TerraTeams/api/readBody';
import { withinTimeLimit } from '../../../nodes/TerraTeams/api/timeLimit';
import type { SendRequest } from '../../../nodes/TerraTeams/api/transport';

/** What every request is authenticated with. */
export interface ApiCredentials {
	devId: string;
	apiKey: string;
}

/**
 * Sends requests over real HTTP with the client that n8n uses, and as the node asks n8n to: both
 * headers, any status, the body as it comes, redirects not followed.
 */
export function axiosSend({ devId, apiKey }: ApiCredentials): SendRequest {
	return async ({ method, url, headers, body, timeoutMs }) =>
		await withinTimeLimit(timeoutMs, async (signal) => {
			const response = await axios.request<unknown>({
				method,
				url,
				headers: { ...headers, 'dev-id': devId, 'x-api-key': apiKey },
				data: body,
				timeout: timeoutMs,
				signal,
				responseType: 'stream',
				validateStatus: () => true,
				maxRedirects: 0,
				proxy: false,
			});
			const text = await readBody(response.data);
			return { status: response.status, headers: { ...response.headers }, body: text };
		});
}
