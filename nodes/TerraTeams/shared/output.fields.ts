import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { OutputForm, OutputSettings } from '../output/output';
import { columnsFor } from '../output/selectedFields';
import type { RecordKind } from '../records/kinds';
import { InputError } from './inputError';
import type { Parameters } from './parameters';

const simplified: INodePropertyOptions = {
	name: 'Simplified',
	value: 'simplified',
	description: 'One item per record with readable names, for messages and most workflows',
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

const selectedFields: INodePropertyOptions = {
	name: 'Selected Fields',
	value: 'selectedFields',
	description: 'The fields and metrics that you choose, and the ID, for tables and AI agents',
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
		selectedFields,
		raw,
	],
	athlete: [simplified, selectedFields, raw],
	test: [
		simplified,
		rowPer(
			'Row per Test',
			'One flat item per test with a column per metric, for spreadsheets and SQL',
		),
		rowPerMetric,
		selectedFields,
		raw,
	],
	trigger: [
		simplified,
		rowPer(
			'Row per Test or Athlete',
			'One flat item per test, or per athlete and period of an activity, for spreadsheets and SQL',
		),
		rowPerMetric,
		selectedFields,
		raw,
	],
} satisfies Record<string, INodePropertyOptions[]>;

/** What fills the picker of fields. */
const fieldPickers = {
	activity: 'getActivityFields',
	athlete: 'getAthleteFields',
	test: 'getTestFields',
	trigger: 'getEventFields',
} satisfies Record<keyof typeof outputForms, string>;

/** The fields Output, the form of the records, and Field Names or IDs, what Selected Fields gives. */
export function outputFields(
	of: keyof typeof outputForms,
	show: Record<string, string[]> = {},
): INodeProperties[] {
	return [
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			default: 'simplified',
			options: outputForms[of],
			description: 'How to format the records',
			builderHint: {
				propertyHint:
					'simplified for messages and most workflows; rowPerRecord for Google Sheets, Excel and SQL; rowPerMetric for databases and charts; selectedFields for AI agents and tables with fixed columns (set selectedFields too); raw only for fields that the others leave out.',
			},
			...(Object.keys(show).length > 0 && { displayOptions: { show } }),
		},
		{
			displayName: 'Field Names or IDs',
			name: 'selectedFields',
			type: 'multiOptions',
			default: [],
			typeOptions: {
				loadOptionsMethod: fieldPickers[of],
				loadOptionsDependsOn: ['coachSelection', 'coachId.value', 'coachIds', 'triggerOn'],
			},
			description:
				'The fields and metrics to output, in this order; the ID always comes with them. Terra gives metrics of tests no unit. Choose from the list, which has the metrics of the last month, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			builderHint: {
				propertyHint: `Names of columns of Row per Test or Row per Athlete, such as ${examples[of]}. Metrics are named as in these rows.`,
			},
			displayOptions: { show: { ...show, output: ['selectedFields'] } },
		},
	];
}

const examples = {
	activity: 'athlete_name, start, description, total_distance_m',
	athlete: 'name, reference_id, email',
	test: 'athlete_name, timestamp, name, jump_height_max_takeoff_concentric_both',
	trigger: 'athlete_name, timestamp, name',
} satisfies Record<keyof typeof outputForms, string>;

const forms: readonly OutputForm[] = [
	'simplified',
	'rowPerRecord',
	'rowPerMetric',
	'raw',
	'selectedFields',
];

/** @throws InputError for an unknown form */
export function readOutput(parameters: Parameters): OutputForm {
	const value = parameters.value('output');
	const form = forms.find((name) => name === value);
	if (form) return form;
	throw new InputError('Output has an unknown value', 'Choose one of the options.');
}

/**
 * The columns of Selected Fields for records of some kinds.
 *
 * @returns an empty list for the other forms
 * @throws InputError where nothing is chosen
 */
export function readColumns(parameters: Parameters, kinds: Iterable<RecordKind>): string[] {
	if (readOutput(parameters) !== 'selectedFields') return [];
	const chosen = parameters.list('selectedFields', 'Field Names or IDs');
	if (chosen.length > 0) return columnsFor(kinds, chosen);
	throw new InputError('Field Names or IDs is empty', 'Choose the fields to output.');
}

/**
 * The settings for records of which nothing is computed.
 *
 * @param kinds the kinds of the records
 * @param athleteIds the athletes of activities to give; empty for all
 * @throws InputError for an unknown form, or where no field is selected
 */
export function readOutputSettings(
	parameters: Parameters,
	kinds: Iterable<RecordKind>,
	athleteIds: ReadonlySet<string> = new Set(),
): OutputSettings {
	return {
		form: readOutput(parameters),
		columns: readColumns(parameters, kinds),
		athleteIds,
		repetitions: [],
		computesAsymmetry: false,
		timeZone: parameters.timeZone,
	};
}
