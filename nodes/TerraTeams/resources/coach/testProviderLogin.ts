import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { isJsonObject, parseJson } from '../../records/json';

/**
 * Checks that a provider login has a field to send. The API has no endpoint that tries a login: the
 * provider checks it when a coach is created.
 */
export async function testProviderLogin(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { clientId, clientSecret, token, otherSecrets } = credential.data ?? {};
	const others = typeof otherSecrets === 'string' ? otherSecrets.trim() : '';
	if (others !== '' && !isJsonObject(parseJson(others))) {
		return {
			status: 'Error',
			message: 'Other Login Fields is not a JSON object such as {"field": "value"}',
		};
	}
	if (!clientId && !clientSecret && !token && others === '') {
		return { status: 'Error', message: 'Fill in at least one field of the login' };
	}
	return { status: 'OK', message: 'Complete. The provider checks it when a coach is created' };
}
