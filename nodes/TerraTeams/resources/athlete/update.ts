import type { INodeProperties } from 'n8n-workflow';

import type { AthleteChanges } from '../../api/client';
import { InputError } from '../../shared/inputError';
import { parseFlag, parseText } from '../../shared/parameters';
import { activeOption, athleteField, readAthlete, referenceIdOption } from '../athlete.fields';
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

/** Changes an athlete; only the fields that were added are sent. */
export const update = eachItem(
	(item) => ({ athleteId: readAthlete(item), changes: readChanges(item) }),
	async ({ athleteId, changes }, { client }) => [await client.updateAthlete(athleteId, changes)],
);

function readChanges(item: ItemParameters): AthleteChanges {
	const { active, dateOfBirth, email, firstName, lastName, referenceId } =
		item.collection('updateFields');
	const changes: AthleteChanges = {};
	if (active !== undefined) changes.active = parseFlag(active, 'Active');
	if (dateOfBirth !== undefined) {
		changes.date_of_birth = readDateTime(dateOfBirth, item.timeZone, 'Date of Birth').date;
	}
	if (email !== undefined) changes.email = parseText(email, 'Email');
	if (firstName !== undefined) changes.first_name = parseText(firstName, 'First Name');
	if (lastName !== undefined) changes.last_name = parseText(lastName, 'Last Name');
	if (referenceId !== undefined) changes.reference_id = parseText(referenceId, 'Reference ID');
	if (Object.keys(changes).length > 0) return changes;
	throw new InputError('There is nothing to update', 'Add at least one of the Update Fields.');
}
