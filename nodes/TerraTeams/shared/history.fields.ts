import type { INodeProperties } from 'n8n-workflow';

import type { OutputOptions } from '../output/output';
import { comparisonFields, type HistorySettings } from '../queries/testComparison';
import { readComputations, repetitionValues } from './computedMetrics.fields';
import { InputError } from './inputError';
import { parseCount, parseFlag, type Parameters } from './parameters';

const baselineDays = 42;
const minTests = 3;

/** Ten years: a longer past is a typing error, and would take thousands of requests. */
const maxBaselineDays = 3653;

const repetition = 'mean';

/** How tests are compared unless the user chooses otherwise. */
export const defaultHistory: HistorySettings = {
	baselineDays,
	minTests,
	repetition,
	computesAsymmetry: true,
	includesSquad: true,
};

/** How far back an athlete's own normal goes. */
export const baselineDaysField: INodeProperties = {
	displayName: 'Baseline Days',
	name: 'baselineDays',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: maxBaselineDays, numberPrecision: 0 },
	default: baselineDays,
	description:
		"How many days before each test the athlete's baseline begins. The test itself is not part of it.",
};

/** When a baseline says something. */
export const minimumTestsField: INodeProperties = {
	displayName: 'Minimum Tests',
	name: 'minimumTests',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: minTests,
	description:
		'How many earlier tests a baseline needs. With fewer, the mean, the z-score and the other statistics stay empty.',
};

/** Which value of a test's repetitions is compared. */
export const comparedRepetitionField: INodeProperties = {
	displayName: 'Repetitions',
	name: 'comparedRepetition',
	type: 'options',
	default: repetition,
	options: [
		{ name: 'Highest', value: 'highest' },
		{ name: 'Lowest', value: 'lowest' },
		{ name: 'Mean', value: 'mean' },
	],
	description:
		'Which value of the repetitions to compare, for metrics that the test has none of its own for',
};

/** Whether the squad's tests are read as well. */
export const squadOption: INodeProperties = {
	displayName: 'Smallest Worthwhile Change',
	name: 'smallestWorthwhileChange',
	type: 'boolean',
	default: true,
	description:
		'Whether to add swc and exceeds_swc, which need the tests of all athletes of the coach. Turn off to ask only for the athletes whose tests are compared, which takes fewer requests.',
};

/** The options of a trigger for comparisons. */
export const historyOptions: INodeProperties[] = [
	{
		displayName: 'Compare With History',
		name: 'compareWithHistory',
		type: 'boolean',
		default: false,
		description:
			"Whether to compare each value of a test with the athlete's own earlier tests: change, baseline, z-score and more. Takes about 10 more requests per coach and month of history.",
	},
	...[
		baselineDaysField,
		minimumTestsField,
		{ ...comparedRepetitionField, displayName: 'Repetitions to Compare' },
		squadOption,
	].map((option) => ({
		...option,
		displayOptions: { show: { compareWithHistory: [true] } },
	})),
];

/**
 * How to compare tests.
 *
 * @param values those of the fields above, by their names
 * @throws InputError for a field with an invalid value
 */
export function readHistory(
	parameters: Parameters,
	values: Readonly<Record<string, unknown>>,
): HistorySettings {
	const chosen = values.comparedRepetition ?? defaultHistory.repetition;
	const found = repetitionValues.find((value) => value === chosen);
	if (!found) {
		throw new InputError('Repetitions has an unknown value', 'Choose one of the options.');
	}
	return {
		baselineDays: parseCount(
			values.baselineDays ?? defaultHistory.baselineDays,
			'Baseline Days',
			maxBaselineDays,
		),
		minTests: parseCount(values.minimumTests ?? defaultHistory.minTests, 'Minimum Tests'),
		repetition: found,
		computesAsymmetry: readComputations(parameters).computesAsymmetry,
		includesSquad: parseFlag(
			values.smallestWorthwhileChange ?? defaultHistory.includesSquad,
			'Smallest Worthwhile Change',
		),
	};
}

/**
 * How a trigger compares tests; `null` where it does not, or where no column that is selected needs
 * it.
 *
 * @throws InputError for an option with an invalid value
 */
export function readHistoryOptions(
	parameters: Parameters,
	{ form, columns }: OutputOptions,
): HistorySettings | null {
	const options = parameters.collection('options');
	if (!parseFlag(options.compareWithHistory ?? false, 'Compare With History')) return null;
	const history = readHistory(parameters, options);
	const isShown = (name: string) => comparisonFields.some((field) => name.endsWith(`_${field}`));
	return form !== 'selectedFields' || columns.some(isShown) ? history : null;
}
