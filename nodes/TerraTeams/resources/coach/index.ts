import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../operation';
import { create, fields as createFields } from './create';
import { deleteCoach, fields as deleteFields } from './delete';
import { getMany, fields as getManyFields } from './getMany';

export const operations: Record<string, Operation> = {
	create,
	delete: deleteCoach,
	getAll: getMany,
};

export const fields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'getAll',
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create coach',
				description: 'Register a coach with a login at a provider',
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete coach',
				description: 'Delete a coach permanently, with all athletes, activities and tests',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many coaches',
				description: 'Retrieve a list of coaches with their IDs and providers',
			},
		],
		displayOptions: { show: { resource: ['coach'] } },
	},
	...createFields,
	...deleteFields,
	...getManyFields,
];
