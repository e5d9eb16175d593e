import type {
	IAuthenticateGeneric,
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { defaultBaseUrls, terraDomains } from '../nodes/TerraTeams/api/baseUrls';

const refused =
	'Terra refused the Dev ID or the API Key. Compare both with those in the Terra dashboard under Connections.';

/** Otherwise n8n shows the status alone, such as "Forbidden". */
const statusRules = [401, 403].map(
	(value): IAuthenticateRuleResponseCode => ({
		type: 'responseCode',
		properties: { value, message: refused },
	}),
);

/** n8n takes any 200 for a success, also the page of a proxy or of a wrong address. */
const listRule: IAuthenticateRuleResponseSuccessBody = {
	type: 'responseSuccessBody',
	properties: {
		key: 'data',
		value: undefined,
		message:
			'The server at the API Base URL answered, but not with a list of coaches. Check the API Base URL.',
	},
};

/**
 * n8n adds these fields to every credential, open to all domains. Here the HTTP Request node may send
 * the key to Terra alone, unless the user says otherwise.
 */
const allowedDomains: INodeProperties[] = [
	{
		displayName: 'Allowed HTTP Request Domains',
		name: 'allowedHttpRequestDomains',
		type: 'options',
		options: [
			{ name: 'All', value: 'all', description: 'Allow all requests' },
			{ name: 'None', value: 'none', description: 'Block all requests' },
			{
				name: 'Specific Domains',
				value: 'domains',
				description: 'Restrict requests to specific domains',
			},
		],
		default: 'domains',
		description:
			'Which domains the HTTP Request node may use this credential with. The Terra Teams nodes always use the base URLs above.',
	},
	{
		displayName: 'Allowed Domains',
		name: 'allowedDomains',
		type: 'string',
		default: terraDomains,
		placeholder: 'e.g. example.com, *.subdomain.com',
		description: 'Comma-separated list of allowed domains (supports wildcards with *)',
		displayOptions: { show: { allowedHttpRequestDomains: ['domains'] } },
	},
];

/**
 * An environment of a Terra account: its dev-id and API key, sent as headers with every request
 * (both contracts require both). The base URLs can be changed, for a proxy or the simulator.
 */
export class TerraTeamsApi implements ICredentialType {
	name = 'terraTeamsApi';

	displayName = 'Terra Teams API';

	icon: Icon = {
		light: 'file:../icons/terraTeams.svg',
		dark: 'file:../icons/terraTeams.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-terra-teams/n8n-nodes-terra-teams#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Dev ID',
			name: 'devId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. myclub-prod-AbCdEf',
			description: 'In the Terra dashboard under Connections, together with the API key',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'API Base URL',
			name: 'apiBaseUrl',
			type: 'string',
			default: defaultBaseUrls.api,
			description: 'Address of the Teams API; change it only for a proxy or for testing',
		},
		{
			displayName: 'Widget Base URL',
			name: 'widgetBaseUrl',
			type: 'string',
			default: defaultBaseUrls.widget,
			description:
				'Address that creates authentication links; change it only for a proxy or for testing',
		},
		{
			displayName: 'Webhook Signing Secret',
			name: 'webhookSigningSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only needed to receive events from Terra. Copy it from the Terra dashboard under Connections > Destinations > Webhook > Edit. While you replace a secret, enter both, separated by a comma or a new line.',
		},
		...allowedDomains,
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				'dev-id': '={{$credentials.devId}}',
				'x-api-key': '={{$credentials.apiKey}}',
			},
		},
	};

	// n8n takes rules of both types, but its own type of them is a list of the one or of the other.
	test: ICredentialTestRequest = Object.assign(
		{
			request: {
				// The nodes ignore spaces around it, too.
				baseURL: `={{($credentials.apiBaseUrl || "").trim() || "${defaultBaseUrls.api}"}}`,
				url: '/coaches',
			},
			rules: statusRules,
		},
		{ rules: [...statusRules, listRule] },
	);
}
