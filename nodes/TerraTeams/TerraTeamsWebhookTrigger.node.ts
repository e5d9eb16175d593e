import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { asymmetryOption, repetitionsOption } from './shared/computedMetrics.fields';
import { includeAthleteFields } from './shared/includeAthlete.fields';
import { outputField } from './shared/output.fields';
import { receiveEvent } from './webhook/n8nWebhook';
import { defaultMaxAgeHours } from './webhook/settings';

/** The webhook trigger: starts the workflow with the events that Terra sends. */
export class TerraTeamsWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Terra Teams Webhook Trigger',
		name: 'terraTeamsWebhookTrigger',
		icon: {
			light: 'file:../../icons/terraTeams.svg',
			dark: 'file:../../icons/terraTeams.dark.svg',
		},
		group: ['trigger'],
		// Not 1: for each event of a version 1 webhook node, n8n 2.41 evaluates an expression about
		// binary data that only its own node has, and sets up a JavaScript engine for it (60 ms).
		version: 1.1,
		subtitle: '={{$parameter["triggerOn"].join(", ")}}',
		description: 'Starts the workflow at once when Terra pushes an event',
		defaults: { name: 'Terra Teams Webhook Trigger' },
		triggerPanel: {
			header: '',
			executionsHelp: {
				inactive:
					'Terra sends events to one address only, so keep the production URL registered while you build. Publish the workflow, wait for an event, then copy it into the editor from the <a data-key="executions">executions list</a>.',
				active:
					'Terra sends events to the production URL. To use one here, copy it into the editor from the <a data-key="executions">executions list</a>.',
			},
			activationHint: 'Publish the workflow to receive events from Terra.',
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
					'Set up once: publish this workflow and copy the Production URL under Webhook URLs above. In the <a href="https://dashboard.tryterra.co" target="_blank">Terra dashboard</a>, paste it under Connections > Destinations > Add New > Webhook. Then open Edit there, copy the Signing secret, and save it in the credential as Webhook Signing Secret. Terra accepts one webhook address.',
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
							'Any other event about activities, athletes, coaches or tests that Terra may add',
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
							'One item for the whole event, with its records as a list in the field data',
					},
					{
						name: 'One per Record',
						value: 'record',
						description: 'One item for each activity, athlete, coach or test in an event',
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
							'Whether to accept events that cannot be verified because they have no signature or the credential has no signing secret. Anyone who knows the address can then start the workflow.',
					},
					asymmetryOption,
					{
						displayName: 'Max Age (Hours)',
						name: 'maxAgeHours',
						type: 'number',
						typeOptions: { minValue: 0, maxValue: 876000 },
						default: defaultMaxAgeHours,
						description:
							'Reject events signed longer ago than this; 0 disables the check. Terra retries for about a day.',
					},
					{
						displayName: 'New Key for Each Version',
						name: 'versions',
						type: 'multiOptions',
						default: [],
						options: [
							{ name: 'Activities', value: 'activity' },
							{ name: 'Tests', value: 'test' },
						],
						description:
							'Types of records that get a new dedupe_key with every change. If you also use the polling trigger, choose the types it has Updated events for, so that both triggers give the same keys.',
					},
					repetitionsOption,
				],
			},
		],
	};

	/** Nothing to do: users register the address in Terra, which has no endpoint for it. */
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
