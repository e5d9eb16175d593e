import type { INodeProperties } from 'n8n-workflow';

import { limitFields, readLimit } from '../limit.fields';
import { eachItem } from '../operation';

const show = { resource: ['integration'], operation: ['getAll'] };

export const fields: INodeProperties[] = limitFields(show);

/** The providers that coaches can connect, each with the fields of its login. */
export const getMany = eachItem(readLimit, async (limit, execution) =>
	(await execution.getIntegrations()).slice(0, limit),
);
