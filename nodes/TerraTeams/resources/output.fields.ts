import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { InputError } from '../api/errors';
import type { OutputForm } from '../output/outputForm';
import type { Parameters } from '../parameters';

const simplified: INodePropertyOptions = {
	name: 'Simplified',
	value: 'simplified',
	description: 'The fields that people ask for, with words for codes and times they can read',
};

const rowPerMetric: INodePropertyOptions = {
	name: 'Row per Metric',
	value: 'rowPerMetric',
	description: 'A row for each value that was measured, for databases and pivot tables',
};

const raw: INodePropertyOptions = {
	name: 'Raw',
	value: 'raw',
	description: 'Everything as Terra sends it, with codes for words',
};

/** What the rows of a table are called where a record is one. */
const rowPerRecord = {
	activity: 'Row per Athlete',
	test: 'Row per Test',
	event: 'Row per Test or Athlete',
};

/** The field for the form of records that can be rows of a table. */
export function outputField(
	of: keyof typeof rowPerRecord,
	show?: Record<string, string[]>,
): INodeProperties {
	const row: INodePropertyOptions = {
		name: rowPerRecord[of],
		value: 'rowPerRecord',
		description: 'A flat row with the same columns for all, for spreadsheets',
	};
	return field([simplified, row, rowPerMetric, raw], show);
}

/** The field for the form of athletes, who have no metrics. */
export function athleteOutputField(show: Record<string, string[]>): INodeProperties {
	return field([simplified, raw], show);
}

function field(options: INodePropertyOptions[], show?: Record<string, string[]>): INodeProperties {
	return {
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'simplified',
		options,
		description: 'The form of the data',
		...(show && { displayOptions: { show } }),
	};
}

const forms: readonly OutputForm[] = ['simplified', 'rowPerRecord', 'rowPerMetric', 'raw'];

/** @throws InputError where it is no form */
export function readOutput(parameters: Parameters): OutputForm {
	const value = parameters.value('output');
	const form = forms.find((name) => name === value);
	if (form) return form;
	throw new InputError('Output is none of its forms', 'Choose one of them.');
}
