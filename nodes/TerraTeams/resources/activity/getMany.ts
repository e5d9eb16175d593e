import type { INodeProperties } from 'n8n-workflow';

import type { TerraTeamsClient } from '../../api/client';
import { activityIdentity } from '../../api/identity';
import type { Activity } from '../../api/records';
import { coachesFields, coachIdsOf, readCoaches } from '../coach.fields';
import { eachItem } from '../operation';
import {
	queryRange,
	rangeQueryFields,
	readRangeQuery,
	type DeliverableSource,
} from '../rangeQuery';

const show = { resource: ['activity'], operation: ['getAll'] };

export const fields: INodeProperties[] = [...coachesFields(show), ...rangeQueryFields(show)];

/** Activities of one, several or all coaches that began in a time range. */
export const getMany = eachItem(
	(item) => ({ coaches: readCoaches(item), query: readRangeQuery(item) }),
	async ({ coaches, query }, run) =>
		await queryRange(activities(run.client), await coachIdsOf(coaches, run), query),
);

function activities(client: TerraTeamsClient): DeliverableSource<Activity> {
	return {
		...activityIdentity,
		fetch: async (coachId, slice) => await client.getActivities(coachId, slice),
		dispatch: async (coachId, range) => await client.dispatchActivities(coachId, range),
	};
}
