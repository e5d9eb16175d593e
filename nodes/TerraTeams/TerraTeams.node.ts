import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { getAthletes, getAthletesForFilter, searchAthletes } from './listSearch/athletes';
import { getCoaches, searchCoaches } from './listSearch/coaches';
import {
	getActivityFields,
	getActivityMetrics,
	getAthleteFields,
	getTestFields,
} from './listSearch/fields';
import { getLoginFields, getProviders } from './listSearch/providers';
import { fields, operationNamesOf, resourceNames } from './resources';
import { testProviderLogin } from './resources/coach/testProviderLogin';
import { router } from './router';
import { outputExamples } from './shared/builderHints';
import { titleOf } from './shared/subtitle';

/** Every choice but Coach > Create with the login in a credential. */
const otherThanProviderLogin = {
	resource: resourceNames.filter((name) => name !== 'coach'),
	operation: operationNamesOf('coach').filter((name) => name !== 'create'),
	login: ['typed'],
};

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
		subtitle: `={{ ${titleOf(fields, 'operation')} + ": " + ${titleOf(fields, 'resource')} }}`,
		description:
			'Get athletes, training activities and physical tests from VALD, Catapult, GymAware and others through Terra, and manage coaches and athletes',
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
				// As `show` it would move both credentials below Resource, for every operation.
				displayOptions: { hide: otherThanProviderLogin },
			},
		],
		builderHint: {
			searchHint:
				'Athletes, training activities (GPS, loads) and physical tests (jumps, strength) of a team from VALD, Catapult, GymAware and others. As a tool of an AI agent use Output: Selected Fields. To start a workflow with new records use Terra Teams Trigger.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-terra-teams.terraTeamsTrigger',
					relationHint: 'Starts a workflow with new and changed records',
				},
			],
			extraTypeDefContent: outputExamples,
		},
		properties: fields,
	};

	methods = {
		credentialTest: { testProviderLogin },
		listSearch: { searchAthletes, searchCoaches },
		loadOptions: {
			getActivityFields,
			getActivityMetrics,
			getAthleteFields,
			getAthletes,
			getAthletesForFilter,
			getCoaches,
			getLoginFields,
			getProviders,
			getTestFields,
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}
}
