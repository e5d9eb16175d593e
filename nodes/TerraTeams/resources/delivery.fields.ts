import type { INodeProperties } from 'n8n-workflow';

import { InputError } from '../shared/inputError';
import type { ItemParameters } from './itemParameters';

/** The option to have Terra deliver data to the account's destination (contract 2026.07). */
export const deliverToOption: INodeProperties = {
	displayName: 'Deliver To',
	name: 'deliverTo',
	type: 'options',
	default: 'n8n',
	options: [
		{
			name: 'This Workflow',
			value: 'n8n',
			description: 'This node outputs the data',
		},
		{
			name: 'Terra Destination',
			value: 'destination',
			description:
				'Terra sends the data to the destination set up in its dashboard, and this node outputs the reference of the delivery',
		},
	],
	description: 'Where to send the data',
	// An agent that asks for data wants it itself.
	displayOptions: { hide: { '@tool': [true] } },
};

/**
 * Whether Terra delivers to its destination instead of to this workflow.
 *
 * @throws InputError for an unknown value
 */
export function readToDestination(item: ItemParameters): boolean {
	const value = item.collection('options').deliverTo ?? 'n8n';
	if (value === 'n8n' || value === 'destination') return value === 'destination';
	throw new InputError('Deliver To has an unknown value', 'Choose one of the options.');
}
