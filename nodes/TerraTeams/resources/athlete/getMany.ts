import type { INodeProperties } from 'n8n-workflow';

import { InputError } from '../../shared/inputError';
import { outputField, readOutputSettings } from '../../shared/output.fields';
import { coachField, readCoach } from '../coach.fields';
import type { ItemParameters } from '../itemParameters';
import { limitFields, readLimit } from '../limit.fields';
import { eachItem } from '../operation';
import { formAthletes } from './athleteOutput';

const show = { resource: ['athlete'], operation: ['getAll'] };

export const fields: INodeProperties[] = [
	{
		displayName: 'Athletes Of',
		name: 'athletesOf',
		type: 'options',
		default: 'all',
		options: [
			{ name: 'All Coaches', value: 'all' },
			{ name: 'One Coach', value: 'one' },
		],
		description: 'Whose athletes to retrieve',
		displayOptions: { show },
	},
	coachField({ ...show, athletesOf: ['one'] }),
	...limitFields(show),
	outputField('athlete', show),
];

/** The athletes of all coaches, or of one. */
export const getMany = eachItem(
	(item) => ({
		coachId: readOptionalCoachId(item),
		limit: readLimit(item),
		output: readOutputSettings(item),
	}),
	async ({ coachId, limit, output }, { client }) => {
		const athletes =
			coachId === null
				? ((await client.getAthletes()) ?? [])
				: await client.getCoachAthletes(coachId);
		return formAthletes(athletes.slice(0, limit), coachId, output);
	},
);

function readOptionalCoachId(item: ItemParameters): string | null {
	const selection = item.value('athletesOf');
	if (selection === 'all') return null;
	if (selection === 'one') return readCoach(item);
	throw new InputError('Athletes Of has an unknown value', 'Choose one of the options.');
}
