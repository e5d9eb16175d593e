import type { INodeProperties } from 'n8n-workflow';

import type { ItemParameters } from './itemParameters';

/** The fields Return All and Limit of an operation that gives a list. */
export function limitFields(show: Record<string, string[]>): INodeProperties[] {
	return [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
			displayOptions: { show },
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { ...show, returnAll: [false] } },
		},
	];
}

/** Max number of records for an item; `Infinity` for all. The API has no paging. */
export function readLimit(item: ItemParameters): number {
	return item.flag('returnAll', 'Return All') ? Infinity : item.count('limit', 'Limit');
}
