import type { INodeProperties } from 'n8n-workflow';

import type { ItemParameters } from './itemParameters';

/** A picker for one athlete. */
export function athleteField(show: Record<string, string[]>): INodeProperties {
	return {
		displayName: 'Athlete',
		name: 'athleteId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The athlete, as registered under a coach',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose an athlete...',
				typeOptions: { searchListMethod: 'searchAthletes', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. b91c4d2f-7e5a-4c1b-8f3d-6a2e9c4b7d15',
			},
		],
		displayOptions: { show },
	};
}

/** The options that Update and Update Many have in common. */
export const activeOption: INodeProperties = {
	displayName: 'Active',
	name: 'active',
	type: 'boolean',
	default: true,
	description: 'Whether Terra sends webhooks for the athlete',
};

export const referenceIdOption: INodeProperties = {
	displayName: 'Reference ID',
	name: 'referenceId',
	type: 'string',
	default: '',
	placeholder: 'e.g. player-118',
	description: 'The ID of the athlete in your own systems',
};

export function readAthlete(item: ItemParameters): string {
	return item.text('athleteId', 'Athlete');
}
