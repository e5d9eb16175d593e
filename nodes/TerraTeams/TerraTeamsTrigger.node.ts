import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { getAthletesForFilter } from './listSearch/athletes';
import { getCoaches } from './listSearch/coaches';
import { getEventFields } from './listSearch/fields';
import { pollTerraTeams } from './polling/n8nPoll';
import { defaultLookBackDays, defaultMaxItems } from './polling/settings';
import { severalCoachesField } from './shared/coaches.fields';
import { alphabetical } from './shared/alphabetical';
import { asymmetryOption, repetitionsOption } from './shared/computedMetrics.fields';
import { filtersField } from './shared/filters.fields';
import { historyOptions } from './shared/history.fields';
import { includeAthleteFields } from './shared/includeAthlete.fields';
import { outputFields } from './shared/output.fields';
import { eventExamples, relatedNodes } from './shared/builderHints';
import { titlesOf } from './shared/subtitle';

const triggerOn: INodeProperties = {
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
};

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
		subtitle: `={{ ${titlesOf([triggerOn], 'triggerOn')} }}`,
		description:
			'Starts the workflow when there are new or changed training activities, physical tests, athletes or coaches',
		defaults: { name: 'Terra Teams Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'terraTeamsApi', required: true }],
		builderHint: {
			searchHint:
				'Polls Terra for new and changed activities, tests, athletes and coaches. Emits one item per record (or row), with event, dedupe_key and coach_id first. Never loses a record, but may repeat one after a crash: put Remove Duplicates on dedupe_key before anything that must not happen twice.',
			relatedNodes,
			extraTypeDefContent: eventExamples('test.created'),
		},
		properties: [
			triggerOn,
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
			filtersField('trigger'),
			...outputFields('trigger'),
			...includeAthleteFields({ triggerOn: ['testCreated', 'testUpdated'] }),
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: alphabetical([
					asymmetryOption,
					{
						displayName: 'Existing Records (Days)',
						name: 'emitExistingDays',
						type: 'number',
						typeOptions: { minValue: 0, maxValue: 36500 },
						// What is added with it; without it none are emitted.
						default: 7,
						description:
							'How many days of existing records to emit when the workflow is first published. Without this option none are.',
					},
					{
						displayName: 'Look-Back Days',
						name: 'lookBackDays',
						type: 'number',
						typeOptions: { minValue: 1, maxValue: 36500, numberPrecision: 0 },
						default: defaultLookBackDays,
						description: 'How many days late a record may arrive and still be picked up',
					},
					{
						displayName: 'Max Items per Poll',
						name: 'maxItems',
						type: 'number',
						typeOptions: { minValue: 1, numberPrecision: 0 },
						default: defaultMaxItems,
						description: 'Max number of items to emit in one poll; later polls emit the rest',
					},
					repetitionsOption,
					...historyOptions,
				]),
			},
		],
	};

	methods = { loadOptions: { getAthletesForFilter, getCoaches, getEventFields } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollTerraTeams.call(this);
	}
}
