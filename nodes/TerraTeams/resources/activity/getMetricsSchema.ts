import type { INodeProperties } from 'n8n-workflow';

import { coachField, readCoach } from '../coach.fields';
import { deliverToOption, readToDestination } from '../delivery.fields';
import { limitFields, readLimit } from '../limit.fields';
import { eachItem } from '../operation';
import { optionsField } from '../options.fields';

const show = { resource: ['activity'], operation: ['getMetricsSchema'] };

export const fields: INodeProperties[] = [
	coachField(show),
	...limitFields(show),
	optionsField(show, [deliverToOption]),
];

/** The metrics schema of a coach: an item for each metric. */
export const getMetricsSchema = eachItem(
	async (item, execution) => ({
		limit: readLimit(item),
		toDestination: readToDestination(item),
		coachId: await readCoach(item, execution),
	}),
	async ({ coachId, limit, toDestination }, { client }) =>
		toDestination
			? [await client.dispatchActivityMetricsSchema(coachId)]
			: (await client.getActivityMetricsSchema(coachId)).slice(0, limit),
);
