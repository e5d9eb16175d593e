import axios from 'axios';

import type { SendRequest } from '../../../nodes/TerraTeams/api/transport';

/** What every request is authenticated with. */
export interface ApiCredentials {
	devId: string;
	apiKey: string;
}

/**
 * Sends requests over real HTTP with the client that n8n uses, and as the node asks n8n to: both
 * headers, any status, the body as text, redirects not followed.
 */
export function axiosSend({ devId, apiKey }: ApiCredentials): SendRequest {
	return async ({ method, url, headers, body, timeoutMs }) => {
		const response = await axios.request<string>({
			method,
			url,
			headers: { ...headers, 'dev-id': devId, 'x-api-key': apiKey },
			data: body,
			timeout: timeoutMs,
			responseType: 'text',
			transformResponse: (text: string) => text,
			validateStatus: () => true,
			maxRedirects: 0,
			proxy: false,
		});
		return { status: response.status, headers: { ...response.headers }, body: response.data };
	};
}
