import type { INodeProperties } from 'n8n-workflow';

import type { RepetitionValue } from '../output/test/computedMetrics';
import type { TestComputations } from '../output/test/readTest';
import { InputError } from './inputError';
import { parseFlag, parseList, type Parameters } from './parameters';

/** The option for differences between left and right. */
export const asymmetryOption: INodeProperties = {
	displayName: 'Compute Asymmetry',
	name: 'computeAsymmetry',
	type: 'boolean',
	default: true,
	description:
		'Whether to add the difference between left and right in percent of the larger, positive where the right is larger. Only where Terra sends both sides and no asymmetry of its own; not for Raw.',
};

/** The option for the values of repetitions. */
export const repetitionsOption: INodeProperties = {
	displayName: 'Repetitions',
	name: 'repetitions',
	type: 'multiOptions',
	default: [],
	options: [
		{ name: 'Highest', value: 'highest' },
		{ name: 'Lowest', value: 'lowest' },
		{ name: 'Mean', value: 'mean' },
	],
	description:
		"Which values of a test's repetitions to add as metrics, such as rep_mean_force_max. Left out if empty. For Simplified and Row per Test; Row per Metric has each one.",
};

/** The values of {@link repetitionsOption}. */
export const repetitionValues: readonly RepetitionValue[] = ['mean', 'highest', 'lowest'];

/** @throws InputError for an unknown value */
export function readComputations(parameters: Parameters): TestComputations {
	const { computeAsymmetry, repetitions } = parameters.collection('options');
	const chosen = parseList(repetitions, 'Repetitions');
	const known = repetitionValues.filter((value) => chosen.includes(value));
	if (known.length < chosen.length) {
		throw new InputError('Repetitions has an unknown value', 'Choose some of the options.');
	}
	return {
		repetitions: known,
		computesAsymmetry: parseFlag(computeAsymmetry ?? true, 'Compute Asymmetry'),
		timeZone: parameters.timeZone,
	};
}
