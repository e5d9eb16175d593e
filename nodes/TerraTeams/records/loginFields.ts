import { readText, recordsOf } from './readers';
import type { Integration, LoginFieldFields } from './types';

/** A field of a provider's login: its name in the API, and its label. */
export interface LoginField {
	name: string;
	label: string;
}

/** The fields of a provider's login, without those that have no name and so cannot be sent. */
export function loginFieldsOf(integration: Integration): LoginField[] {
	return recordsOf<LoginFieldFields>(integration.login_fields).flatMap((field) => {
		const name = readText(field, 'field');
		return name === null ? [] : { name, label: readText(field, 'name') ?? name };
	});
}
