import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { includeAthleteFields } from './shared/includeAthlete.fields';
import { outputField } from './shared/output.fields';
import { receiveEvent } from './webhook/n8nWebhook';
import { defaultMaxAgeHours } from './webhook/settings';

/** The webhook trigger: starts the workflow with the events that Terra pushes. */
export class TerraTeamsWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Terra Teams Webhook Trigger',
		name: 'terraTeamsWebhookTrigger',
		icon: {
			light: 'file:../../icons/terraTeams.svg',
			dark: 'file:../../icons/terraTeams.dark.svg',
		},
		group: ['trigger'],
		// Not 1: for each event of a webhook node of version 1, n8n evaluates an expression about binary
		// data that only its own node has, for which n8n 2.41 sets up a JavaScript engine (60 ms).
		version: 1.1,
		subtitle: '={{$parameter["triggerOn"].join(", ")}}',
		description: 'Starts the workflow at once when Terra pushes an event',
		defaults: { name: 'Terra Teams Webhook Trigger' },
		triggerPanel: {
			header: '',
			executionsHelp: {
				inactive:
					'Terra pushes to one address only, so leave the production URL with Terra while you build: publish the workflow, wait for an event, and copy it from the <a data-key="executions">executions list</a> into the editor.',
				active:
					'Terra pushes to the production URL. To see an event here, copy it from the <a data-key="executions">executions list</a> into the editor.',
			},
			activationHint: 'Publish the workflow to receive the events that Terra pushes.',
		},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'terraTeamsApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'webhook',
			},
		],
		properties: [
			{
				displayName:
					'To set up once: publish this workflow and copy the Production URL under Webhook URLs above. In the <a href="https://dashboard.tryterra.co" target="_blank">Terra dashboard</a>, paste it under Connections > Destinations > Add New > Webhook. Then open Edit there, copy the Signing secret, and save it in the credential as Webhook Signing Secret. Terra has room for one such address.',
				name: 'dashboardNotice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Trigger On',
				name: 'triggerOn',
				type: 'multiOptions',
				required: true,
				default: [
					'activityRetrieved',
					'athleteDeleted',
					'athleteRegistered',
					'coachRegistered',
					'testRetrieved',
				],
				options: [
					{
						name: 'Activity Retrieved',
						value: 'activityRetrieved',
						description: 'Activities that are new or have changed',
					},
					{ name: 'Athlete Deleted', value: 'athleteDeleted' },
					{ name: 'Athlete Registered', value: 'athleteRegistered' },
					{ name: 'Coach Registered', value: 'coachRegistered' },
					{
						name: 'Other',
						value: 'other',
						description:
							'Any other event about activities, athletes, coaches or tests, as Terra may add them',
					},
					{
						name: 'Test Retrieved',
						value: 'testRetrieved',
						description: 'Tests that are new or have changed',
					},
				],
			},
			{
				displayName: 'Items',
				name: 'itemPer',
				type: 'options',
				default: 'record',
				options: [
					{
						name: 'One per Event',
						value: 'event',
						description:
							'All that Terra sent at once, with the records as a list in the field data',
					},
					{
						name: 'One per Record',
						value: 'record',
						description: 'An item for each activity, athlete, coach or test of an event',
					},
				],
			},
			outputField('trigger'),
			...includeAthleteFields({ triggerOn: ['testRetrieved'] }),
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					{
						displayName: 'Accept Unsigned Events',
						name: 'acceptUnsigned',
						type: 'boolean',
						default: false,
						description:
							'Whether to start the workflow with events whose origin cannot be checked, as they have no signature or the credential has no signing secret. Anyone who knows the address can then start it.',
					},
					{
						displayName: 'Max Age (Hours)',
						name: 'maxAgeHours',
						type: 'number',
						typeOptions: { minValue: 0 },
						default: defaultMaxAgeHours,
						description:
							'How long ago an event may have been signed; 0 for any time. Terra goes on sending an event that n8n did not answer for about a day, perhaps with its first signature.',
					},
					{
						displayName: 'Tell Versions Apart',
						name: 'versions',
						type: 'multiOptions',
						default: [],
						options: [
							{ name: 'Activities', value: 'activity' },
							{ name: 'Tests', value: 'test' },
						],
						description:
							'Kinds of records of which each changed version gets a dedupe_key of its own. Beside a polling trigger, choose those that it has Updated events for, and none where it has none.',
					},
				],
			},
		],
	};

	/** Terra has no public way to set the address, so that there is nothing to do here. */
	webhookMethods = {
		default: {
			async checkExists() {
				return true;
			},
			async create() {
				return true;
			},
			async delete() {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveEvent.call(this);
	}
}
