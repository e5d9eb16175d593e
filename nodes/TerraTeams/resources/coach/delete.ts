import type { INodeProperties } from 'n8n-workflow';

import { coachField, readCoach } from '../coach.fields';
import { eachItem } from '../operation';

const show = { resource: ['coach'], operation: ['delete'] };

export const fields: INodeProperties[] = [
	{
		displayName:
			'Deleting a coach permanently deletes all of its athletes, activities and tests at Terra as well. This cannot be undone.',
		name: 'deleteNotice',
		type: 'notice',
		default: '',
		displayOptions: { show, hide: { '@tool': [true] } },
	},
	coachField(
		show,
		'The coach to delete permanently, with all of its athletes, activities and tests. This cannot be undone.',
	),
];

/** Deletes a coach and everything under it, for good. */
export const deleteCoach = eachItem(readCoach, async (coachId, { client }) => {
	await client.deleteCoach(coachId);
	return [{ deleted: true }];
});
