import { isJsonObject, isObject, parseJson } from '../../records/json';
import { loginFieldsOf } from '../../records/loginFields';
import { readText } from '../../records/readers';
import { InputError } from '../../shared/inputError';
import { parseText } from '../../shared/parameters';
import type { Execution } from '../execution';
import type { ItemParameters } from '../itemParameters';

/** The name in n8n of the optional credential with a provider's login. */
export const providerCredentialName = 'terraTeamsProviderApi';

/** Fields of a coach that are not part of a login, and that a login field must not replace. */
const reservedFields = new Set([
	'coach_id',
	'created_at',
	'external_coach_id',
	'provider',
	'reference_id',
	'region',
]);

/**
 * The login fields that are filled in, by Terra's names for them.
 *
 * @throws InputError where there are none, or one cannot be sent
 */
export async function readLogin(item: ItemParameters): Promise<Record<string, string>> {
	const choice = item.value('login');
	if (choice !== 'credential' && choice !== 'typed') {
		throw new InputError('Login has an unknown value', 'Choose one of the options.');
	}
	const fromCredential = choice === 'credential';
	const known: Record<string, unknown> = fromCredential
		? await item.functions.getCredentials(providerCredentialName, item.itemIndex)
		: item.collection('loginFields');
	const others = fromCredential
		? fieldsOfJson(known.otherSecrets)
		: fieldsOfCollection(item.collection('otherLoginFields').fields);
	const login: Record<string, string> = {};
	const add = (name: string, value: unknown) => {
		const text = parseText(value, `Login field ${name}`);
		if (text !== '') login[name] = text;
	};
	add('client_id', known.clientId);
	add('client_secret', known.clientSecret);
	add('token', known.token);
	for (const [name, value] of others) {
		if (name === '' || reservedFields.has(name) || name in login) {
			throw new InputError(
				name === '' ? 'A login field has no name' : `${name} cannot be used in Other Login Fields`,
				'Choose another field that the provider asks for.',
			);
		}
		add(name, value);
	}
	if (Object.keys(login).length > 0) return login;
	throw new InputError('The login is empty', 'Fill in what the provider asks for.');
}

function fieldsOfCollection(entries: unknown): [string, unknown][] {
	if (!Array.isArray(entries)) return [];
	return entries
		.filter(isObject)
		.map(({ name, value }) => [parseText(name, 'Field Name or ID'), value]);
}

function fieldsOfJson(json: unknown): [string, unknown][] {
	const text = parseText(json, 'Other Login Fields');
	if (text === '') return [];
	const value = parseJson(text);
	if (isJsonObject(value)) return Object.entries(value);
	throw new InputError(
		'Other Login Fields in the credential is not a JSON object',
		'Enter something like {"field": "value"}.',
	);
}

/** Fields that need no check: Terra reports a missing one. */
const commonFields = new Set(['client_id', 'client_secret', 'token']);

/**
 * Checks that the provider has these login fields. Requests the provider's fields only if a field
 * was given by name.
 *
 * @throws InputError for an unknown provider or field
 */
export async function checkLogin(
	provider: string,
	login: Record<string, string>,
	execution: Execution,
): Promise<void> {
	const named = Object.keys(login).filter((name) => !commonFields.has(name));
	if (named.length === 0) return;
	const integrations = await execution.getIntegrations();
	const integration = integrations.find((entry) => readText(entry, 'provider') === provider);
	if (!integration) {
		throw new InputError(`Terra has no provider ${provider}`, 'Choose a provider from the list.');
	}
	const known = loginFieldsOf(integration).map(({ name }) => name);
	const unknown = named.filter((name) => !known.includes(name));
	if (unknown.length === 0) return;
	throw new InputError(
		`${provider} has no login field ${unknown.join(', ')}`,
		`Its login fields are ${known.join(', ')}.`,
	);
}
