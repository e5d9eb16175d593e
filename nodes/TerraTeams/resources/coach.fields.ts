import type { INodeProperties } from 'n8n-workflow';

import { readText } from '../records/readers';
import { severalCoachesField } from '../shared/coaches.fields';
import { InputError } from '../shared/inputError';
import { slowLoadNotice } from '../shared/slowLoadNotice';
import type { Execution } from './execution';
import type { ItemParameters } from './itemParameters';
import { findCoach } from './ownIds';

/** A picker for one coach. */
export function coachField(
	show: Record<string, string[]>,
	description = 'The coach (one login at a provider)',
): INodeProperties {
	return {
		displayName: 'Coach',
		name: 'coachId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description,
		builderHint: {
			propertyHint:
				"Use mode id with an expression for a coach of an earlier node ($json.coach_id), or mode referenceId for the ID in the user's own systems.",
		},
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose a coach...',
				typeOptions: { searchListMethod: 'searchCoaches', searchable: true, slowLoadNotice },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 7f2d9a4e-1c3b-4f6a-9d8e-2b5c7a1f4e90',
			},
			{
				displayName: 'By Reference ID',
				name: 'referenceId',
				type: 'string',
				placeholder: 'e.g. first-team',
				hint: 'The ID of the coach in your own systems',
			},
		],
		displayOptions: { show },
	};
}

/** @throws InputError where it is empty, or no coach or several have the reference id */
export async function readCoach(item: ItemParameters, execution: Execution): Promise<string> {
	const entered = item.text('coachId', 'Coach');
	return item.modeOf('coachId') === 'referenceId' ? await findCoach(entered, execution) : entered;
}

/** Fields for all coaches, one, or several. */
export function coachesFields(show: Record<string, string[]>): INodeProperties[] {
	return [
		{
			displayName: 'Coaches',
			name: 'coachSelection',
			type: 'options',
			default: 'all',
			options: [
				{
					name: 'All Coaches',
					value: 'all',
					description: 'Every coach of the account, new ones included',
				},
				{ name: 'One Coach', value: 'one' },
				{ name: 'Several Coaches', value: 'several' },
			],
			displayOptions: { show },
		},
		coachField({ ...show, coachSelection: ['one'] }),
		severalCoachesField({ ...show, coachSelection: ['several'] }),
	];
}

/** The coaches of an item. All coaches of the account are listed only when they are needed. */
export type CoachSelection = 'all' | readonly string[];

/** @throws InputError where no coach is chosen, or for an unknown value */
export async function readCoaches(
	item: ItemParameters,
	execution: Execution,
): Promise<CoachSelection> {
	const selection = item.value('coachSelection');
	if (selection === 'all') return 'all';
	if (selection === 'one') return [await readCoach(item, execution)];
	if (selection !== 'several') {
		throw new InputError('Coaches has an unknown value', 'Choose one of the options.');
	}
	const coachIds = item.list('coachIds', 'Coach Names or IDs');
	if (coachIds.length > 0) return coachIds;
	throw new InputError('No coach is chosen', 'Choose at least one coach.');
}

/** The ids of the selected coaches. Coaches without an id cannot be requested and are left out. */
export async function coachIdsOf(
	selection: CoachSelection,
	execution: Execution,
): Promise<readonly string[]> {
	if (selection !== 'all') return selection;
	const coaches = await execution.getCoaches();
	return coaches.flatMap((coach) => readText(coach, 'coach_id') ?? []);
}
