import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { getCoaches } from './listSearch/coaches';
import { pollTerraTeams } from './polling/n8nPoll';
import { defaultLookBackDays, defaultMaxItems } from './polling/settings';
import { severalCoachesField } from './shared/coaches.fields';
import { asymmetryOption, repetitionsOption } from './shared/computedMetrics.fields';
import { includeAthleteFields } from './shared/includeAthlete.fields';
import { outputField } from './shared/output.fields';

/** The polling trigger: starts the workflow with new and changed records. */
export class TerraTeamsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Terra Teams Trigger',
		name: 'terraTeamsTrigger',
		icon: {
			light: 'file:../../icons/terraTeams.svg',
			dark: 'file:../../icons/terraTeams.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["triggerOn"].join(", ")}}',
		description: 'Starts the workflow when there are new training activities or physical tests',
		defaults: { name: 'Terra Teams Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'terraTeamsApi', required: true }],
		properties: [
			{
				displayName: 'Trigger On',
				name: 'triggerOn',
				type: 'multiOptions',
				required: true,
				default: ['activityCreated', 'testCreated'],
				options: [
					{ name: 'Activity Created', value: 'activityCreated' },
					{ name: 'Activity Updated', value: 'activityUpdated' },
					{ name: 'Athlete Created', value: 'athleteCreated' },
					{ name: 'Athlete Updated', value: 'athleteUpdated' },
					{ name: 'Coach Created', value: 'coachCreated' },
					{ name: 'Test Created', value: 'testCreated' },
					{ name: 'Test Updated', value: 'testUpdated' },
				],
			},
			{
				displayName: 'Coaches',
				name: 'coachSelection',
				type: 'options',
				default: 'all',
				options: [
					{
						name: 'All Coaches',
						value: 'all',
						description: 'Every coach of the account, new ones included as they appear',
					},
					{ name: 'Several Coaches', value: 'several' },
				],
			},
			severalCoachesField({ coachSelection: ['several'] }),
			outputField('trigger'),
			...includeAthleteFields({ triggerOn: ['testCreated', 'testUpdated'] }),
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					asymmetryOption,
					{
						displayName: 'Emit Existing From Last Days',
						name: 'emitExistingDays',
						type: 'number',
						typeOptions: { minValue: 0, maxValue: 36500 },
						default: 0,
						description:
							'How many days of existing records to emit on first activation; 0 for none',
					},
					{
						displayName: 'Look-Back Days',
						name: 'lookBackDays',
						type: 'number',
						typeOptions: { minValue: 1, maxValue: 36500 },
						default: defaultLookBackDays,
						description: 'How many days late a record may arrive and still be picked up',
					},
					{
						displayName: 'Max Items per Poll',
						name: 'maxItems',
						type: 'number',
						typeOptions: { minValue: 1 },
						default: defaultMaxItems,
						description: 'Max number of items to emit in one poll; later polls emit the rest',
					},
					repetitionsOption,
				],
			},
		],
	};

	methods = { loadOptions: { getCoaches } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollTerraTeams.call(this);
	}
}
