import type { INodeProperties } from 'n8n-workflow';

import type { BulkAthleteChanges } from '../../api/client';
import { TerraTeamsError } from '../../api/errors';
import type { JsonObject } from '../../records/json';
import type { AthleteFailure } from '../../shared/athletesNotSaved';
import { InputError } from '../../shared/inputError';
import { parseCount, parseFlag, parseText } from '../../shared/parameters';
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
import type { Execution } from '../execution';
import type { ItemParameters } from '../itemParameters';
import { findAthlete, isOwnIdField } from '../ownIds';
import { readAll, type Operation, type Outcome } from '../operation';
import { optionsField } from '../options.fields';
import { summarizeFailures, updateInBatches } from './bulkUpdate';

const show = { resource: ['athlete'], operation: ['updateMany'] };
const showManual = { ...show, mappingMode: ['defineBelow'] };

/** No contract says how many athletes a request may hold. */
const defaultBatchSize = 100;

export const fields: INodeProperties[] = [
	{
		displayName:
			'Sends all input items to Terra in as few requests as possible. Each item changes one athlete. Map Automatically takes the fields reference_id and active of each item, and finds the athlete by the field that you choose.',
		name: 'updateManyNotice',
		type: 'notice',
		default: '',
		displayOptions: { show, hide: { '@tool': [true] } },
	},
	{
		displayName: 'Mapping Mode',
		name: 'mappingMode',
		type: 'options',
		noDataExpression: true,
		default: 'defineBelow',
		options: [
			{
				name: 'Map Automatically',
				value: 'autoMapInputData',
				description:
					'Take reference_id and active from each item, where empty fields change nothing. By far the fastest.',
			},
			{
				name: 'Map Each Field Manually',
				value: 'defineBelow',
				description: 'Set the athlete and the fields from the incoming items with expressions',
			},
		],
		displayOptions: { show },
	},
	{
		displayName: 'Find Athletes By',
		name: 'findBy',
		type: 'options',
		default: 'athlete_id',
		options: [
			{ name: 'Athlete ID', value: 'athlete_id', description: "Terra's ID, in athlete_id" },
			{ name: 'Email', value: 'email', description: 'The e-mail address, in email' },
			{
				name: 'External Athlete ID',
				value: 'external_athlete_id',
				description: "The provider's ID, in external_athlete_id",
			},
			{
				name: 'Reference ID',
				value: 'reference_id',
				description: 'The ID in your own systems, in reference_id',
			},
		],
		description: 'Which field of the items tells whose item it is',
		displayOptions: { show: { ...show, mappingMode: ['autoMapInputData'] } },
	},
	athleteField(showManual, 'id'),
	{
		displayName: 'Update Fields',
		name: 'bulkUpdateFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [
			activeOption,
			clearOption([{ name: 'Reference ID', value: 'reference_id' }]),
			referenceIdOption,
		],
		displayOptions: { show: showManual },
	},
	optionsField(show, [
		{
			displayName: 'Batch Size',
			name: 'batchSize',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: defaultBatchSize,
			description: 'Max number of athletes to send in one request',
		},
	]),
];

/**
 * Changes many athletes: all items in as few requests as the batch size allows. A later item wins
 * over an earlier one for the same athlete.
 *
 * Each item gives its athlete as Terra saved it. Where Terra refuses some, those items fail and the
 * others are saved; without Continue On Fail, one error then names every athlete that failed.
 */
export const updateMany: Operation = async (items, execution) => {
	const inputs = await readAll(items, execution, readChanges);
	if (execution.stopsAtFirstError && inputs.some((input) => 'error' in input)) {
		return inputs.filter((input) => 'error' in input);
	}
	const valid = inputs.flatMap((input, itemIndex) =>
		'error' in input ? [] : [{ itemIndex, ...input.value }],
	);
	const [first] = valid;
	const results = first
		? await updateInBatches(
				execution.client,
				valid.map(({ change }) => change),
				first.batchSize,
			)
		: [];
	const outcomes = inputs.map(
		(input): Outcome<JsonObject[]> => ('error' in input ? input : { value: [] }),
	);
	const failures: AthleteFailure[] = [];
	for (const [index, { itemIndex, change }] of valid.entries()) {
		const result = results[index];
		if (result instanceof TerraTeamsError) {
			failures.push({ athleteId: change.athlete_id, itemIndex, error: result });
			outcomes[itemIndex] = { error: result, itemIndex };
		} else if (result) {
			outcomes[itemIndex] = { value: [result] };
		}
	}
	const [firstFailure] = failures;
	if (!execution.stopsAtFirstError || !firstFailure) return outcomes;
	const error = summarizeFailures(failures, valid.length);
	return [{ error, itemIndex: firstFailure.itemIndex }];
};

async function readChanges(
	item: ItemParameters,
	execution: Execution,
): Promise<{ change: BulkAthleteChanges; batchSize: number }> {
	const batchSize = item.collection('options').batchSize ?? defaultBatchSize;
	const mapped = await readMapped(item, execution);
	const { athleteId, active: flag, referenceId, clearFields } = mapped;
	const texts = { reference_id: { label: 'Reference ID', value: referenceId } };
	const change: BulkAthleteChanges = {
		athlete_id: athleteId,
		...readTextChanges(texts, readCleared(clearFields)),
	};
	const active = unlessBlank(flag);
	if (active !== undefined) change.active = parseFlag(active, 'Active');
	if (Object.keys(change).length === 1) {
		throw new InputError(
			'There is nothing to update',
			'Set Active or Reference ID, or choose it in Clear Fields.',
		);
	}
	return { change, batchSize: parseCount(batchSize, 'Batch Size') };
}

/**
 * The changes of an item. n8n takes about 0.4 ms for each expression, so with thousands of items it
 * is much faster to take the fields from the items.
 */
async function readMapped(
	item: ItemParameters,
	execution: Execution,
): Promise<{
	athleteId: string;
	active?: unknown;
	referenceId?: unknown;
	clearFields?: unknown;
}> {
	const mode = item.value('mappingMode');
	if (mode === 'defineBelow') {
		const fieldsToUpdate = item.collection('bulkUpdateFields');
		return { ...fieldsToUpdate, athleteId: await readAthlete(item, execution) };
	}
	if (mode !== 'autoMapInputData') {
		throw new InputError('Mapping Mode has an unknown value', 'Choose one of the options.');
	}
	const field = item.value('findBy');
	if (field !== 'athlete_id' && !isOwnIdField(field)) {
		throw new InputError('Find Athletes By has an unknown value', 'Choose one of the options.');
	}
	const { [field]: id, reference_id: referenceId, active } = item.input;
	const entered = parseText(id, `Field ${field}`);
	if (entered === '') {
		throw new InputError(
			`The item has no ${field}`,
			'Give each item a field of that name, choose another one in Find Athletes By, or map the fields manually.',
		);
	}
	if (field === 'athlete_id') return { athleteId: entered, active, referenceId };
	const athleteId = await findAthlete(field, entered, execution);
	// What the athlete is found by is not changed.
	return field === 'reference_id' ? { athleteId, active } : { athleteId, active, referenceId };
}
