import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

const refused =
	'Terra refuses the Dev ID or the API Key. Compare both with those in the Terra dashboard under Connections.';

/**
 * An environment of a Terra account: its dev-id and API key, sent as headers with every request
 * (both contracts want both). Where the API lives can be changed, for a proxy or the simulator.
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
			default: 'https://api.tryterra.co/v2/teams',
			description: 'Where the Teams API lives; change it only for a proxy or for testing',
		},
		{
			displayName: 'Widget Base URL',
			name: 'widgetBaseUrl',
			type: 'string',
			default: 'https://access.tryterra.co',
			description:
				'Where authentication links are created; change it only for a proxy or for testing',
		},
		{
			displayName: 'Webhook Signing Secret',
			name: 'webhookSigningSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only needed to receive events from Terra. In the Terra dashboard under Connections > Destinations > Webhook > Edit. Several, while a new one replaces an old one, are separated by commas or new lines.',
		},
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

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.apiBaseUrl || "https://api.tryterra.co/v2/teams"}}',
			url: '/coaches',
		},
		// Otherwise n8n shows the status alone, such as "Forbidden".
		rules: [401, 403].map((value) => ({
			type: 'responseCode',
			properties: { value, message: refused },
		})),
	};
}
