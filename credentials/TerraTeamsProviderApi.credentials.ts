import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/**
 * A coach's login at a provider (VALD, Catapult, GymAware, ...), for Coach > Create: it keeps the
 * login out of the workflow. Providers differ in the fields that they need. The credential test
 * only checks that a field is filled in, since the API has no endpoint that tries a login.
 */
export class TerraTeamsProviderApi implements ICredentialType {
	name = 'terraTeamsProviderApi';

	displayName = 'Terra Teams Provider Login API';

	icon: Icon = {
		light: 'file:../icons/terraTeams.svg',
		dark: 'file:../icons/terraTeams.dark.svg',
	};

	/** No other node, such as HTTP Request, gets the login of a coach. */
	restrictToSupportedNodes = true as const;

	documentationUrl =
		'https://github.com/n8n-nodes-terra-teams/n8n-nodes-terra-teams#provider-login';

	properties: INodeProperties[] = [
		{
			displayName:
				'Fill in what the provider asks for and leave the rest empty. Integration > Get Many lists the login fields of each provider.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			description:
				"The provider's public identifier for the coach, such as a VALD client ID or a GymAware account ID",
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The API token, such as one from Catapult OpenField Cloud',
		},
		{
			displayName: 'Other Login Fields (JSON)',
			name: 'otherSecrets',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. {"team_code": "..."}',
			description: 'Other login fields of the provider, as a JSON object with text values',
		},
	];
}
