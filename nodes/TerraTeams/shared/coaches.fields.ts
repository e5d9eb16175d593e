import type { INodeProperties } from 'n8n-workflow';

/** A picker for several coaches. */
export function severalCoachesField(show: Record<string, string[]>): INodeProperties {
	return {
		displayName: 'Coach Names or IDs',
		name: 'coachIds',
		type: 'multiOptions',
		default: [],
		required: true,
		typeOptions: { loadOptionsMethod: 'getCoaches' },
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		displayOptions: { show },
	};
}
