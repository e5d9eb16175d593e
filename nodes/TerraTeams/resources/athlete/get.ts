import type { INodeProperties } from 'n8n-workflow';

import { athleteField, readAthleteId } from '../athlete.fields';
import { eachItem } from '../operation';

const show = { resource: ['athlete'], operation: ['get'] };

export const fields: INodeProperties[] = [athleteField(show)];

/** One athlete. */
export const get = eachItem(readAthleteId, async (athleteId, { client }) => [
	await client.getAthlete(athleteId),
]);
