import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../operation';
import { getMany, fields as getManyFields } from './getMany';

export const operations: Record<string, Operation> = { getAll: getMany };

export const fields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'getAll',
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many integrations',
				description: 'Retrieve a list of providers with their login fields',
			},
		],
		displayOptions: { show: { resource: ['integration'] } },
	},
	...getManyFields,
];
