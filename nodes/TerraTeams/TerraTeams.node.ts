import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { getAthletes, searchAthletes } from './listSearch/athletes';
import { getCoaches, searchCoaches } from './listSearch/coaches';
import { getLoginFields, getProviders } from './listSearch/providers';
import { fields } from './resources';
import { testProviderLogin } from './resources/coach/testProviderLogin';
import { router } from './router';

/**
 * The action node: every endpoint of the Terra Teams API. Programmatic, since time ranges go out in
 * slices, a bulk update has a result for each athlete, and bodies may be empty, cut off or HTML.
 */
export class TerraTeams implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Terra Teams',
		name: 'terraTeams',
		icon: {
			light: 'file:../../icons/terraTeams.svg',
			dark: 'file:../../icons/terraTeams.dark.svg',
		},
		group: ['input'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Get training activities and physical tests of athletes from VALD, Catapult, GymAware and others through Terra',
		defaults: { name: 'Terra Teams' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'terraTeamsApi', required: true },
			{
				name: 'terraTeamsProviderApi',
				required: true,
				testedBy: 'testProviderLogin',
				displayOptions: {
					show: { resource: ['coach'], operation: ['create'], login: ['credential'] },
				},
			},
		],
		properties: fields,
	};

	methods = {
		credentialTest: { testProviderLogin },
		listSearch: { searchAthletes, searchCoaches },
		loadOptions: { getAthletes, getCoaches, getLoginFields, getProviders },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}
}
