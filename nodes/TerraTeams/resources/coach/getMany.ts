import type { INodeProperties } from 'n8n-workflow';

import { limitFields, readLimit } from '../limit.fields';
import { eachItem } from '../operation';

const show = { resource: ['coach'], operation: ['getAll'] };

export const fields: INodeProperties[] = limitFields(show);

/** The coaches of the account. */
export const getMany = eachItem(readLimit, async (limit, { client }) =>
	(await client.getCoaches()).slice(0, limit),
);
