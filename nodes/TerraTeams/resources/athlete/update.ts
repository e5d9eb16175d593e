import type { INodeProperties } from 'n8n-workflow';

import type { AthleteChanges } from '../../api/client';
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

/** Changes an athlete; only the fields that have a value are sent, and those to clear. */
export const update = eachItem(
	(item) => ({ athleteId: readAthlete(item), changes: readChanges(item) }),
	async ({ athleteId, changes }, { client }) => [await client.updateAthlete(athleteId, changes)],
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
