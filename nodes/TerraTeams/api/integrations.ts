import { isJsonObject } from './json';
import { readText, type Integration } from './records';

/** A field of a provider's login: its name in the API and the one to show. */
export interface LoginField {
	name: string;
	label: string;
}

/** The fields of a provider's login; those without a name could not be sent. */
export function loginFieldsOf(integration: Integration): LoginField[] {
	const fields = integration.login_fields;
	if (!Array.isArray(fields)) return [];
	return fields.filter(isJsonObject).flatMap((field) => {
		const name = readText(field, 'field');
		return name === null ? [] : { name, label: readText(field, 'name') ?? name };
	});
}
