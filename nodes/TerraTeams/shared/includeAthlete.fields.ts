import type { INodeProperties } from 'n8n-workflow';

import type { OutputOptions } from '../output/output';
import { readOutput } from './output.fields';
import { parseFlag, type Parameters } from './parameters';

/**
 * The switch to look up the athletes of tests. It is off at first for raw records, since users who
 * choose these want what Terra sends and nothing else.
 *
 * @param show where the field is shown; the node must have a field `output` beside it
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
		'Whether to look up the athlete of each test (extra requests), since Terra sends tests without one. One test among 500 athletes takes about 10 requests; many tests take at most one per athlete and month. Stays empty if Terra cannot tell.',
};

/**
 * The fields Output and Include Athlete. A trigger without tests does not show the latter.
 *
 * @throws InputError where an expression gave something else
 */
export function readOutputOptions(parameters: Parameters): OutputOptions {
	const includeAthlete = parameters.value('includeAthlete') ?? false;
	return {
		form: readOutput(parameters),
		includesAthlete: parseFlag(includeAthlete, 'Include Athlete'),
	};
}
