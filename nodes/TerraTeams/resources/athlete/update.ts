import type { INodeProperties } from 'n8n-workflow';

import type { AthleteChanges } from '../../api/client';
import { readText } from '../../records/readers';
import { InputError } from '../../shared/inputError';
import { parseFlag } from '../../shared/parameters';
import {
	activeOption,
	athleteField,
	clearOption,
	readAthlete,
	readCleared,
	readTextChanges,
	referenceIdOption,
	unlessBlank,
} from '../athlete.fields';
import { readDateTime } from '../dateTimeInput';
import type { ItemParameters } from '../itemParameters';
import { eachItem } from '../operation';

const show = { resource: ['athlete'], operation: ['update'] };

export const fields: INodeProperties[] = [
	athleteField(show),
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [
			activeOption,
			clearOption([
				{ name: 'Email', value: 'email' },
				{ name: 'First Name', value: 'first_name' },
				{ name: 'Last Name', value: 'last_name' },
				{ name: 'Reference ID', value: 'reference_id' },
			]),
			{
				displayName: 'Date of Birth',
				name: 'dateOfBirth',
				type: 'dateTime',
				typeOptions: { dateOnly: true },
				default: '',
				placeholder: 'e.g. 2001-05-23',
			},
			{
				displayName: 'Email',
				name: 'email',
				type: 'string',
				placeholder: 'e.g. nathan@email.com',
				default: '',
			},
			{ displayName: 'First Name', name: 'firstName', type: 'string', default: '' },
			{ displayName: 'Last Name', name: 'lastName', type: 'string', default: '' },
			referenceIdOption,
		],
		displayOptions: { show },
	},
];

/**
 * Changes an athlete; only the fields that have a value are sent, and those to clear. Gives the
 * athlete as saved.
 */
export const update = eachItem(
	async (item, execution) => ({
		changes: readChanges(item),
		athleteId: await readAthlete(item, execution),
	}),
	async ({ athleteId, changes }, { client }) => {
		const saved = await client.updateAthlete(athleteId, changes);
		if (readText(saved, 'coach_id') !== null) return [saved];
		// Terra gives back what has changed alone. The change is saved, so a failure here is none.
		const athlete = await client.getAthlete(athleteId).catch(() => ({}));
		return [{ ...athlete, ...saved }];
	},
);

function readChanges(item: ItemParameters): AthleteChanges {
	const { clearFields, email, firstName, lastName, referenceId, ...others } =
		item.collection('updateFields');
	const texts = {
		email: { label: 'Email', value: email },
		first_name: { label: 'First Name', value: firstName },
		last_name: { label: 'Last Name', value: lastName },
		reference_id: { label: 'Reference ID', value: referenceId },
	};
	const changes: AthleteChanges = readTextChanges(texts, readCleared(clearFields));
	// The documentation prints "text" as an e-mail address, so what has no @ is left to Terra.
	if (changes.email?.includes('@') && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(changes.email)) {
		throw new InputError('Email is not an e-mail address', 'Enter one such as nathan@email.com.');
	}
	const active = unlessBlank(others.active);
	const dateOfBirth = unlessBlank(others.dateOfBirth);
	if (active !== undefined) changes.active = parseFlag(active, 'Active');
	if (dateOfBirth !== undefined) {
		changes.date_of_birth = readDateTime(dateOfBirth, item.timeZone, 'Date of Birth').date;
	}
	if (Object.keys(changes).length > 0) return changes;
	throw new InputError(
		'There is nothing to update',
		'Add at least one of the Update Fields and give it a value. To erase one, choose it in Clear Fields.',
	);
}
