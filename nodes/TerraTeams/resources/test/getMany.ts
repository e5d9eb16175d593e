import type { INodeProperties } from 'n8n-workflow';

import type { TerraTeamsClient } from '../../api/client';
import { testIdentity } from '../../api/identity';
import type { Test } from '../../api/records';
import { coachesFields, coachIdsOf, readCoaches } from '../coach.fields';
import { eachItem } from '../operation';
import {
	queryRange,
	rangeQueryFields,
	readRangeQuery,
	type DeliverableSource,
} from '../rangeQuery';

const show = { resource: ['test'], operation: ['getAll'] };

export const fields: INodeProperties[] = [...coachesFields(show), ...rangeQueryFields(show)];

/** Tests of one, several or all coaches in a time range. */
export const getMany = eachItem(
	(item) => ({ coaches: readCoaches(item), query: readRangeQuery(item) }),
	async ({ coaches, query }, run) =>
		await queryRange(tests(run.client), await coachIdsOf(coaches, run), query),
);

function tests(client: TerraTeamsClient): DeliverableSource<Test> {
	return {
		...testIdentity,
		fetch: async (coachId, slice) => await client.getTests(coachId, slice),
		dispatch: async (coachId, range) => await client.dispatchTests(coachId, range),
	};
}
