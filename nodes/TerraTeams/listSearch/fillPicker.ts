import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { asNodeError } from '../shared/nodeErrors';

/**
 * The entries of a picker in alphabetical order, those that hold the filter in name or value.
 * A failure becomes the sentence that the editor shows in place of the list.
 */
export async function fillPicker(
	functions: ILoadOptionsFunctions,
	load: () => Promise<INodePropertyOptions[]>,
	filter = '',
): Promise<INodePropertyOptions[]> {
	const entries = await load().catch((thrown: unknown) => {
		throw asNodeError(functions.getNode(), thrown);
	});
	const wanted = filter.trim().toLowerCase();
	return entries
		.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted))
		.sort((a, b) => a.name.localeCompare(b.name));
}
