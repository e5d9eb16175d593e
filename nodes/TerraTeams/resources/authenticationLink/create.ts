import type { INodeProperties } from 'n8n-workflow';

import type { AuthenticationLinkRequest } from '../../api/client';
import { InputError } from '../../shared/inputError';
import { parseText } from '../../shared/parameters';
import type { ItemParameters } from '../itemParameters';
import { eachItem } from '../operation';

const show = { resource: ['authenticationLink'], operation: ['create'] };

export const fields: INodeProperties[] = [
	{
		displayName: 'Provider Names or IDs',
		name: 'providers',
		type: 'multiOptions',
		default: [],
		typeOptions: { loadOptionsMethod: 'getProviders' },
		description:
			'The providers to offer, all if empty. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
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
				displayName: 'Failure Redirect URL',
				name: 'failureRedirectUrl',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://myclub.example/failure',
				description: 'Where to send the coach after a failed login',
			},
			{
				displayName: 'Language',
				name: 'language',
				type: 'string',
				default: 'en',
				placeholder: 'e.g. en',
				description: "The language of the page, the browser's if Terra does not offer it",
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
				displayName: 'Success Redirect URL',
				name: 'successRedirectUrl',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://myclub.example/success',
				description: 'Where to send the coach after logging in',
			},
		],
		displayOptions: { show },
	},
];

/** A link for a coach to log in at a provider; it is valid for a limited time. */
export const create = eachItem(readRequest, async (request, { client }) => [
	await client.createAuthenticationLink(request),
]);

function readRequest(item: ItemParameters): AuthenticationLinkRequest {
	const { failureRedirectUrl, language, referenceId, successRedirectUrl } =
		item.collection('additionalFields');
	const entries = {
		providers: item.list('providers', 'Provider Names or IDs').join(','),
		language: parseText(language, 'Language'),
		reference_id: parseText(referenceId, 'Reference ID'),
		auth_success_redirect_url: readUrl(successRedirectUrl, 'Success Redirect URL'),
		auth_failure_redirect_url: readUrl(failureRedirectUrl, 'Failure Redirect URL'),
	};
	return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== ''));
}

function readUrl(value: unknown, label: string): string {
	const url = parseText(value, label);
	if (url === '' || /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(url)) return url;
	throw new InputError(`${label} is not a web address`, 'Enter an address such as https://...');
}
