import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { loginFieldsOf } from '../records/loginFields';
import { readText } from '../records/readers';
import type { Integration } from '../records/types';
import { connect } from '../shared/connect';
import { fillPicker } from './fillPicker';

/** For pickers of providers: those of the integrations endpoint. */
export async function getProviders(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await fillPicker(this, async () =>
		(await integrations(this)).flatMap((integration) => {
			const value = readText(integration, 'provider');
			return value === null ? [] : { name: readText(integration, 'name') ?? value, value };
		}),
	);
}

/** For the picker of a login field: those of the chosen provider. */
export async function getLoginFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const provider = this.getCurrentNodeParameter('provider');
	return await fillPicker(this, async () =>
		(await integrations(this))
			.filter((integration) => readText(integration, 'provider') === provider)
			.flatMap(loginFieldsOf)
			.map(({ name, label }) => ({ name: label, value: name })),
	);
}

async function integrations(functions: ILoadOptionsFunctions): Promise<Integration[]> {
	return await (await connect(functions)).getIntegrations();
}
