import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../operation';
import { get, fields as getFields } from './get';
import { getMany, fields as getManyFields } from './getMany';
import { update, fields as updateFields } from './update';
import { updateMany, fields as updateManyFields } from './updateMany';

export const operations: Record<string, Operation> = { get, getAll: getMany, update, updateMany };

export const fields: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'getAll',
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get athlete',
				description: 'Retrieve an athlete with names, IDs and e-mail address',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many athletes',
				description: 'Retrieve a list of athletes with names, IDs and e-mail addresses',
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update athlete',
				description:
					'Update name, e-mail address, date of birth, reference ID or active state of an athlete',
			},
			{
				name: 'Update Many',
				value: 'updateMany',
				action: 'Update many athletes',
				description: 'Update the reference IDs or active states of all incoming athletes',
			},
		],
		displayOptions: { show: { resource: ['athlete'] } },
	},
	...getFields,
	...getManyFields,
	...updateFields,
	...updateManyFields,
];
