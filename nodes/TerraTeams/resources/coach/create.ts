import type { INodeProperties } from 'n8n-workflow';

import type { NewCoach } from '../../api/client';
import { asTerraTeamsError, TerraTeamsError } from '../../api/errors';
import type { JsonObject } from '../../records/json';
import { readText } from '../../records/readers';
import type { Coach } from '../../records/types';
import { parseText } from '../../shared/parameters';
import { readDateTime } from '../dateTimeInput';
import type { Execution } from '../execution';
import type { ItemParameters } from '../itemParameters';
import { eachItem } from '../operation';
import { checkLogin, readLogin } from './login';

const show = { resource: ['coach'], operation: ['create'] };
const showTyped = { ...show, login: ['typed'] };
const storedHint = 'Stored in the workflow; use a credential to keep it out';

export const fields: INodeProperties[] = [
	{
		displayName: 'Provider Name or ID',
		name: 'provider',
		type: 'options',
		default: '',
		required: true,
		typeOptions: { loadOptionsMethod: 'getProviders' },
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		displayOptions: { show },
	},
	{
		displayName: 'Login',
		name: 'login',
		type: 'options',
		default: 'credential',
		options: [
			{
				name: 'From a Credential',
				value: 'credential',
				description: 'The login is stored in a Terra Teams Provider Login credential',
			},
			{
				name: 'Enter Manually',
				value: 'typed',
				description: 'The login is stored in this workflow and in its exports',
			},
		],
		description: "Where the coach's login at the provider comes from",
		displayOptions: { show },
	},
	{
		displayName:
			'The login is stored in this workflow and its executions. Use a Terra Teams Provider Login credential to keep it out of them.',
		name: 'loginNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: showTyped },
	},
	{
		displayName: 'Login Fields',
		name: 'loginFields',
		type: 'collection',
		placeholder: 'Add login field',
		default: {},
		options: [
			{
				displayName: 'Client ID',
				name: 'clientId',
				type: 'string',
				default: '',
				hint: storedHint,
			},
			{
				displayName: 'Client Secret',
				name: 'clientSecret',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				hint: storedHint,
			},
			{
				displayName: 'Token',
				name: 'token',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				hint: storedHint,
			},
		],
		description: 'The login fields of the provider; Integration > Get Many lists them',
		displayOptions: { show: showTyped },
	},
	{
		displayName: 'Other Login Fields',
		name: 'otherLoginFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add other login field',
		default: {},
		options: [
			{
				displayName: 'Field',
				name: 'fields',
				values: [
					{
						displayName: 'Field Name or ID',
						name: 'name',
						type: 'options',
						default: '',
						typeOptions: {
							loadOptionsMethod: 'getLoginFields',
							loadOptionsDependsOn: ['provider'],
						},
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						typeOptions: { password: true },
						default: '',
						hint: storedHint,
					},
				],
			},
		],
		description: 'Login fields of the provider that are not listed above',
		displayOptions: { show: showTyped },
	},
	{
		displayName: 'If Coach Already Exists',
		name: 'ifExists',
		type: 'options',
		default: 'stop',
		options: [
			{
				name: 'Return Existing Coach',
				value: 'return',
				description: 'Return the coach with the same provider and reference ID',
			},
			{
				name: 'Stop With an Error',
				value: 'stop',
			},
		],
		displayOptions: { show },
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [
			{
				displayName: 'Created At',
				name: 'createdAt',
				type: 'dateTime',
				default: '',
				description: 'When the coach was registered; set by Terra if empty',
			},
			{
				displayName: 'Reference ID',
				name: 'referenceId',
				type: 'string',
				default: '',
				placeholder: 'e.g. coach-42',
				description: 'The ID of the coach in your own systems',
			},
			{
				displayName: 'Region',
				name: 'region',
				type: 'string',
				default: '',
				placeholder: 'e.g. eu',
				description: "Region of the provider's system that has the coach's account",
			},
		],
		displayOptions: { show },
	},
];

/** Registers a coach. If the coach exists already, returns it or fails, as chosen. */
export const create = eachItem(readNewCoach, async ({ coach, returnExisting }, execution) => {
	const created = await execution.client.createCoach(coach).catch(asTerraTeamsError);
	if (!(created instanceof TerraTeamsError)) return [withoutLogin(created, coach, execution)];
	if (created.status !== 409 || !returnExisting) throw created;
	return [withoutLogin(await findExisting(coach, created, execution), coach, execution)];
});

async function readNewCoach(
	item: ItemParameters,
	execution: Execution,
): Promise<{ coach: NewCoach; returnExisting: boolean }> {
	const provider = item.text('provider', 'Provider');
	const { referenceId, region, createdAt } = item.collection('additionalFields');
	const login = await readLogin(item);
	await checkLogin(provider, login, execution);
	const coach: NewCoach = { provider, login };
	const reference = parseText(referenceId, 'Reference ID');
	if (reference !== '') coach.reference_id = reference;
	const regionName = parseText(region, 'Region');
	if (regionName !== '') coach.region = regionName;
	if (createdAt !== undefined && createdAt !== '') {
		const { firstUs } = readDateTime(createdAt, item.timeZone, 'Created At');
		coach.created_at = new Date(firstUs / 1000).toISOString();
	}
	return { coach, returnExisting: item.value('ifExists') === 'return' };
}

/**
 * A coach without its login, which a server may repeat: in fields of those names, in others, or
 * within texts.
 */
function withoutLogin(
	coach: Coach,
	{ login, provider, reference_id: referenceId, region }: NewCoach,
	{ client }: Execution,
): JsonObject {
	const others = Object.entries(coach).filter(([name]) => !Object.hasOwn(login, name));
	// A login that says no more than these fields do is no secret.
	const known = new Set([provider, referenceId, region]);
	const secrets = Object.values(login).filter((value) => !known.has(value));
	return client.withoutSecrets(Object.fromEntries(others), secrets);
}

/** The coach that a 409 is about; the response does not name it. */
async function findExisting(
	coach: NewCoach,
	conflict: TerraTeamsError,
	execution: Execution,
): Promise<Coach> {
	const candidates = (await execution.client.getCoaches()).filter(
		(existing) =>
			readText(existing, 'provider')?.toUpperCase() === coach.provider.toUpperCase() &&
			(coach.reference_id === undefined ||
				readText(existing, 'reference_id') === coach.reference_id),
	);
	const [existing] = candidates;
	if (existing && candidates.length === 1) return existing;
	throw new TerraTeamsError({
		operation: 'Create coach',
		problem: 'no-single-match',
		status: conflict.status,
		matches: candidates.length,
	});
}
