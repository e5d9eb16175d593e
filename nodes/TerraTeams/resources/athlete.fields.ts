import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { InputError } from '../shared/inputError';
import { parseList, parseText } from '../shared/parameters';
import { slowLoadNotice } from '../shared/slowLoadNotice';
import type { Execution } from './execution';
import type { ItemParameters } from './itemParameters';
import { findAthlete, type OwnIdField } from './ownIds';

/**
 * A picker for one athlete.
 *
 * @param mode how the athlete is chosen unless the user chooses another way
 */
export function athleteField(
	show: Record<string, string[]>,
	mode: 'id' | 'list' = 'list',
): INodeProperties {
	return {
		displayName: 'Athlete',
		name: 'athleteId',
		type: 'resourceLocator',
		default: { mode, value: '' },
		required: true,
		description: 'The athlete, as registered under a coach',
		builderHint: {
			propertyHint:
				"Use mode id with an expression for an athlete of an earlier node ($json.athlete_id), mode referenceId for the ID in the user's own systems, or mode email.",
		},
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose an athlete...',
				typeOptions: { searchListMethod: 'searchAthletes', searchable: true, slowLoadNotice },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. b91c4d2f-7e5a-4c1b-8f3d-6a2e9c4b7d15',
			},
			{
				displayName: 'By Reference ID',
				name: 'referenceId',
				type: 'string',
				placeholder: 'e.g. player-118',
				hint: 'The ID of the athlete in your own systems',
			},
			{
				displayName: 'By Email',
				name: 'email',
				type: 'string',
				placeholder: 'e.g. nathan@email.com',
			},
		],
		displayOptions: { show },
	};
}

/** The options that Update and Update Many have in common. */
export const activeOption: INodeProperties = {
	displayName: 'Active',
	name: 'active',
	type: 'boolean',
	default: true,
	description: 'Whether Terra sends webhooks for the athlete',
};

export const referenceIdOption: INodeProperties = {
	displayName: 'Reference ID',
	name: 'referenceId',
	type: 'string',
	default: '',
	placeholder: 'e.g. player-118',
	description: 'The ID of the athlete in your own systems',
};

/** A list of fields to erase, since an empty value changes nothing. */
export function clearOption(options: INodePropertyOptions[]): INodeProperties {
	return {
		displayName: 'Clear Fields',
		name: 'clearFields',
		type: 'multiOptions',
		default: [],
		options,
		description: 'The fields to erase at Terra. Fields above that are empty change nothing.',
	};
}

/** What a field says about a change: nothing where it is null or blank, as in a row of a sheet. */
export function unlessBlank(value: unknown): unknown {
	const isBlank = typeof value === 'string' && value.trim() === '';
	return value === null || isBlank ? undefined : value;
}

/**
 * Texts to change, by Terra's names.
 *
 * @param values the text for each field, blank ones included
 * @param cleared the names of the fields to erase; Terra takes an empty text for that
 * @throws InputError for a field that is both set and erased, or a value that is no text
 */
export function readTextChanges<Name extends string>(
	values: Readonly<Record<Name, { label: string; value: unknown }>>,
	cleared: readonly string[],
): Partial<Record<Name, string>> {
	const changes: Partial<Record<Name, string>> = {};
	for (const name in values) {
		const { label, value } = values[name];
		const text = parseText(value, label);
		if (text !== '' && cleared.includes(name)) {
			throw new InputError(
				`${label} is both set and cleared`,
				`Take ${label} out of Clear Fields, or leave it empty.`,
			);
		}
		if (text !== '' || cleared.includes(name)) changes[name] = text;
	}
	return changes;
}

/** @throws InputError where the value is not a list of texts */
export function readCleared(value: unknown): string[] {
	return parseList(value ?? [], 'Clear Fields');
}

/** @throws InputError where it is empty, or no athlete or several have the value */
export async function readAthlete(item: ItemParameters, execution: Execution): Promise<string> {
	const entered = item.text('athleteId', 'Athlete');
	const field = fieldsOfModes[item.modeOf('athleteId')];
	return field ? await findAthlete(field, entered, execution) : entered;
}

const fieldsOfModes: Partial<Record<string, OwnIdField>> = {
	email: 'email',
	referenceId: 'reference_id',
};
