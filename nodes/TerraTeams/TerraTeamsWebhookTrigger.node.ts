import {
	NodeConnectionTypes,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { getAthletesForFilter } from './listSearch/athletes';
import { getEventFields } from './listSearch/fields';
import { alphabetical } from './shared/alphabetical';
import { asymmetryOption, repetitionsOption } from './shared/computedMetrics.fields';
import { filtersField } from './shared/filters.fields';
import { historyOptions } from './shared/history.fields';
import { includeAthleteFields } from './shared/includeAthlete.fields';
import { outputFields } from './shared/output.fields';
import { eventExamples, relatedNodes } from './shared/builderHints';
import { titlesOf } from './shared/subtitle';
import { receiveEvent } from './webhook/n8nWebhook';
import { defaultMaxAgeHours } from './webhook/settings';

const triggerOn: INodeProperties = {
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
			name: 'Activity Created or Updated',
			value: 'activityRetrieved',
			description: 'The event activity.retrieved, for activities that are new or have changed',
		},
		{
			name: 'Athlete Created',
			value: 'athleteRegistered',
			description: 'The event athlete.registered',
		},
		{ name: 'Athlete Deleted', value: 'athleteDeleted', description: 'The event athlete.deleted' },
		{ name: 'Coach Created', value: 'coachRegistered', description: 'The event coach.registered' },
		{
			name: 'Other',
			value: 'other',
			description:
				'Any other event about activities, athletes, coaches or tests that Terra may add',
		},
		{
			name: 'Test Created or Updated',
			value: 'testRetrieved',
			description: 'The event test.retrieved, for tests that are new or have changed',
		},
	],
};

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
		subtitle: `={{ ${titlesOf([triggerOn], 'triggerOn')} }}`,
		description: 'Starts the workflow at once when Terra pushes an event',
		eventTriggerDescription: 'Waiting for an event from Terra',
		activationMessage:
			'The workflow starts with every event that Terra sends to the production URL. Register this URL once in the Terra dashboard.',
		defaults: { name: 'Terra Teams Webhook Trigger' },
		triggerPanel: {
			header: 'Receive events from Terra',
			executionsHelp: {
				inactive:
					'Terra sends events to one address only: the production URL of a published workflow. Publish this workflow, wait for an event, open it in the <a data-key="executions">executions list</a>, copy the output of this node, and paste it here with "set mock data".',
				active:
					'Terra sends events to the production URL. To build with one, open it in the <a data-key="executions">executions list</a>, copy the output of this node, and paste it here with "set mock data".',
			},
			activationHint:
				'Publish the workflow to receive events from Terra. Execute step receives none, since Terra does not know the test URL.',
		},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'terraTeamsApi', required: true }],
		builderHint: {
			searchHint:
				'Receives events that Terra pushes, at once. Emits one item per record (or row), with event, dedupe_key and coach_id first. Terra may send an event again: put Remove Duplicates on dedupe_key before anything that must not happen twice. Needs the production URL to be registered in the Terra dashboard; where that is not possible use Terra Teams Trigger.',
			relatedNodes,
			extraTypeDefContent: eventExamples('test.retrieved'),
		},
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
			triggerOn,
			{
				displayName: 'Split Into Items',
				name: 'itemPer',
				type: 'options',
				default: 'record',
				options: [
					{
						name: 'One Item per Event',
						value: 'event',
						description:
							'One item for the whole event, with its records as a list in the field data',
					},
					{
						name: 'One Item per Record',
						value: 'record',
						description: 'One item for each activity, athlete, coach or test in an event',
					},
				],
			},
			filtersField('trigger'),
			...outputFields('trigger'),
			...includeAthleteFields({ triggerOn: ['testRetrieved'] }),
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: alphabetical([
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
					...historyOptions,
				]),
			},
		],
	};

	methods = { loadOptions: { getAthletesForFilter, getEventFields } };

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
