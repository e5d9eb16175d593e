import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../operation';
import { compareWithHistory, fields as compareWithHistoryFields } from './compareWithHistory';
import { getMany, fields as getManyFields } from './getMany';
import { search, fields as searchFields } from './search';

export const operations: Record<string, Operation> = {
	compareWithHistory,
	getAll: getMany,
	search,
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
				name: 'Compare With History',
				value: 'compareWithHistory',
				action: 'Compare tests with history',
				description:
					"Compare tests with each athlete's own baseline: change, z-score, best, smallest worthwhile change",
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many tests',
				description: 'Retrieve a list of tests with their athletes and metrics',
			},
			{
				name: 'Search',
				value: 'search',
				action: 'Search tests',
				description: 'Retrieve the tests of certain athletes of a coach, with their metrics',
			},
		],
		displayOptions: { show: { resource: ['test'] } },
	},
	...compareWithHistoryFields,
	...getManyFields,
	...searchFields,
];
