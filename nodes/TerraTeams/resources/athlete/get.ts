import type { INodeProperties } from 'n8n-workflow';

import { outputField, readOutputSettings } from '../../shared/output.fields';
import { athleteField, readAthlete } from '../athlete.fields';
import { eachItem } from '../operation';
import { formAthletes } from './athleteOutput';

const show = { resource: ['athlete'], operation: ['get'] };

export const fields: INodeProperties[] = [athleteField(show), outputField('athlete', show)];

/** One athlete. */
export const get = eachItem(
	(item) => ({ athleteId: readAthlete(item), output: readOutputSettings(item) }),
	async ({ athleteId, output }, { client }) =>
		formAthletes([await client.getAthlete(athleteId)], null, output),
);
