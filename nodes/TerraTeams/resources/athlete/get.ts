import type { INodeProperties } from 'n8n-workflow';

import { outputFields, readOutputSettings } from '../../shared/output.fields';
import { athleteField, readAthlete } from '../athlete.fields';
import { eachItem } from '../operation';
import { formAthletes } from './athleteOutput';

const show = { resource: ['athlete'], operation: ['get'] };

export const fields: INodeProperties[] = [athleteField(show), ...outputFields('athlete', show)];

/** One athlete. */
export const get = eachItem(
	async (item, execution) => ({
		output: readOutputSettings(item, ['athlete']),
		athleteId: await readAthlete(item, execution),
	}),
	async ({ athleteId, output }, { client }) =>
		formAthletes([await client.getAthlete(athleteId)], null, output),
);
