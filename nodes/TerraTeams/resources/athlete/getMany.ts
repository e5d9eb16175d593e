import type { INodeProperties } from 'n8n-workflow';

import { matchesFilter } from '../../queries/recordFilter';
import { filtersField, readFilter } from '../../shared/filters.fields';
import { InputError } from '../../shared/inputError';
import { outputFields, readOutputSettings } from '../../shared/output.fields';
import { coachField, readCoach } from '../coach.fields';
import type { Execution } from '../execution';
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
	filtersField('athlete', show),
	...outputFields('athlete', show),
];

/** The athletes of all coaches, or of one. */
export const getMany = eachItem(
	async (item, execution) => ({
		limit: readLimit(item),
		filter: readFilter(item),
		output: readOutputSettings(item, ['athlete']),
		coachId: await readOptionalCoachId(item, execution),
	}),
	async ({ coachId, limit, filter, output }, { client, hints }) => {
		const athletes =
			coachId === null
				? ((await client.getAthletes()) ?? [])
				: await client.getCoachAthletes(coachId);
		const matching = athletes.filter((athlete) => matchesFilter(filter, 'athlete', athlete));
		hints.addList({
			listed: 'athletes',
			chosen: null,
			found: athletes.length,
			matching: matching.length,
			limit,
		});
		return formAthletes(matching.slice(0, limit), coachId, output);
	},
);

async function readOptionalCoachId(
	item: ItemParameters,
	execution: Execution,
): Promise<string | null> {
	const selection = item.value('athletesOf');
	if (selection === 'all') return null;
	if (selection === 'one') return await readCoach(item, execution);
	throw new InputError('Athletes Of has an unknown value', 'Choose one of the options.');
}
