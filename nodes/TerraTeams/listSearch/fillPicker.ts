import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { asNodeError } from '../shared/nodeErrors';

/** The entries of a picker with the filter in their name or value, in alphabetical order. */
export async function fillPicker(
	functions: ILoadOptionsFunctions,
	load: () => Promise<INodePropertyOptions[]>,
	filter = '',
): Promise<INodePropertyOptions[]> {
	const entries = await loadOptions(functions, load);
	const wanted = filter.trim().toLowerCase();
	return entries
		.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted))
		.sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * The entries of a picker as they are loaded. A failure becomes the sentence that the editor shows
 * instead of the list.
 */
export async function loadOptions(
	functions: ILoadOptionsFunctions,
	load: () => Promise<INodePropertyOptions[]>,
): Promise<INodePropertyOptions[]> {
	return await load().catch((thrown: unknown) => {
		throw asNodeError(functions.getNode(), thrown);
	});
}
