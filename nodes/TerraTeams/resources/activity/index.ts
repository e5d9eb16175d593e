import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../operation';
import { getMany, fields as getManyFields } from './getMany';
import { getMetricsSchema, fields as getMetricsSchemaFields } from './getMetricsSchema';

export const operations: Record<string, Operation> = { getAll: getMany, getMetricsSchema };

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
				action: 'Get many activities',
				description: 'Retrieve a list of activities with the metrics of each athlete',
			},
			{
				name: 'Get Metrics Schema',
				value: 'getMetricsSchema',
				action: 'Get activity metrics schema',
				description: "Retrieve what the names of a coach's activity metrics stand for",
			},
		],
		displayOptions: { show: { resource: ['activity'] } },
	},
	...getManyFields,
	...getMetricsSchemaFields,
];
