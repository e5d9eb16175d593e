import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { OutputForm, OutputSettings } from '../output/output';
import { InputError } from './inputError';
import type { Parameters } from './parameters';

const simplified: INodePropertyOptions = {
	name: 'Simplified',
	value: 'simplified',
	description: 'One item per record with readable names, for messages, AI and most workflows',
};

const rowPerMetric: INodePropertyOptions = {
	name: 'Row per Metric',
	value: 'rowPerMetric',
	description: 'One item per metric value, the same columns for all, for databases and charts',
};

const raw: INodePropertyOptions = {
	name: 'Raw',
	value: 'raw',
	description: 'Exactly what Terra sent, for fields that the other forms leave out',
};

function rowPer(name: string, description: string): INodePropertyOptions {
	return { name, value: 'rowPerRecord', description };
}

/** The choices of Output for each resource; `trigger` is for both triggers. */
const outputForms = {
	activity: [
		simplified,
		rowPer('Row per Athlete', 'One flat item per athlete and period, for spreadsheets and SQL'),
		rowPerMetric,
		raw,
	],
	athlete: [simplified, raw],
	test: [
		simplified,
		rowPer(
			'Row per Test',
			'One flat item per test with a column per metric, for spreadsheets and SQL',
		),
		rowPerMetric,
		raw,
	],
	trigger: [
		simplified,
		rowPer(
			'Row per Test or Athlete',
			'One flat item per test, or per athlete and period of an activity, for spreadsheets and SQL',
		),
		rowPerMetric,
		raw,
	],
} satisfies Record<string, INodePropertyOptions[]>;

/** The field Output: the form of the records. */
export function outputField(
	of: keyof typeof outputForms,
	show?: Record<string, string[]>,
): INodeProperties {
	return {
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'simplified',
		options: outputForms[of],
		description: 'How to format the records',
		...(show && { displayOptions: { show } }),
	};
}

const forms: readonly OutputForm[] = ['simplified', 'rowPerRecord', 'rowPerMetric', 'raw'];

/** @throws InputError for an unknown form */
export function readOutput(parameters: Parameters): OutputForm {
	const value = parameters.value('output');
	const form = forms.find((name) => name === value);
	if (form) return form;
	throw new InputError('Output has an unknown value', 'Choose one of the options.');
}

/**
 * The settings for records of which nothing is computed.
 *
 * @throws InputError for an unknown form
 */
export function readOutputSettings(parameters: Parameters): OutputSettings {
	const { timeZone } = parameters;
	return { form: readOutput(parameters), repetitions: [], computesAsymmetry: false, timeZone };
}
