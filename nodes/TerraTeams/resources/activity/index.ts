import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../operation';
import { getMany, fields as getManyFields } from './getMany';
import { getMetricsSchema, fields as getMetricsSchemaFields } from './getMetricsSchema';
import { getWorkload, fields as getWorkloadFields } from './getWorkload';

export const operations: Record<string, Operation> = {
	getAll: getMany,
	getMetricsSchema,
	getWorkload,
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
			{
				name: 'Get Workload',
				value: 'getWorkload',
				action: 'Get workload of athletes',
				description:
					'Compute the acute and chronic load of each athlete, their ratio, monotony and strain',
			},
		],
		displayOptions: { show: { resource: ['activity'] } },
	},
	...getManyFields,
	...getMetricsSchemaFields,
	...getWorkloadFields,
];
