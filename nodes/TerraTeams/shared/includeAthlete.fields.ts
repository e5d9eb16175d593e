import type { INodeProperties } from 'n8n-workflow';

import type { OutputOptions } from '../output/output';
import { readComputations } from './computedMetrics.fields';
import { readOutput } from './output.fields';
import { parseFlag, type Parameters } from './parameters';

/**
 * The switch to look up the athletes of tests. Off by default for raw records, since users choose
 * those to get exactly what Terra sends.
 *
 * @param show where the field is shown; the node must also have a field `output`
 */
export function includeAthleteFields(show: Record<string, string[]>): INodeProperties[] {
	// With an expression as Output n8n shows both, and the default of the last one counts.
	return [
		{
			...includeAthleteField,
			default: false,
			displayOptions: { show: { ...show, output: ['raw'] } },
		},
		{ ...includeAthleteField, displayOptions: { show, hide: { output: ['raw'] } } },
	];
}

const includeAthleteField: INodeProperties = {
	displayName: 'Include Athlete',
	name: 'includeAthlete',
	type: 'boolean',
	default: true,
	description:
		'Whether to look up the athlete of each test, since Terra sends tests without one. Takes about 10 requests per coach and month, for any number of tests. Stays empty if Terra cannot tell.',
};

/**
 * The values of Output, of Include Athlete and of what is computed. A trigger without tests does not
 * show Include Athlete, and what has no tests has none of the last.
 *
 * @throws InputError for an unknown value
 */
export function readOutputOptions(parameters: Parameters): OutputOptions {
	const includeAthlete = parameters.value('includeAthlete') ?? false;
	return {
		...readComputations(parameters),
		form: readOutput(parameters),
		includesAthlete: parseFlag(includeAthlete, 'Include Athlete'),
	};
}
