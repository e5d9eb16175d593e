import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../operation';
import { create, fields as createFields } from './create';

export const operations: Record<string, Operation> = { create };

export const fields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'create',
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create authentication link',
				description: 'Create a link for a coach to log in at a provider',
			},
		],
		displayOptions: { show: { resource: ['authenticationLink'] } },
	},
	...createFields,
];
