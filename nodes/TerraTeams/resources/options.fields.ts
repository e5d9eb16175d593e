import type { INodeProperties } from 'n8n-workflow';

/** The Options of an operation: the user adds those that matter. */
export function optionsField(
	show: Record<string, string[]>,
	options: INodeProperties[],
): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
		displayOptions: { show },
	};
}
