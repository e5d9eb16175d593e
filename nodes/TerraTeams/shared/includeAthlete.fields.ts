import type { INodeProperties } from 'n8n-workflow';

import type { OutputOptions } from '../output/output';
import type { RecordKind } from '../records/kinds';
import { readComputations } from './computedMetrics.fields';
import { readColumns, readOutput } from './output.fields';
import { parseFlag, type Parameters } from './parameters';

/**
 * The switch to look up the athletes of tests. Raw has its own, which is off, since users choose Raw
 * to get exactly what Terra sends: two properties of one name would have two defaults, of which n8n's
 * AI builder sees one.
 *
 * @param show where the field is shown; the node must also have a field `output`
 */
export function includeAthleteFields(show: Record<string, string[]>): INodeProperties[] {
	return [
		{
			...includeAthleteField,
			builderHint: {
				propertyHint:
					'Leave on: tests name no athlete themselves. Turn off only where nobody needs to know whose the tests are, to save requests.',
			},
			displayOptions: { show, hide: { output: ['raw'] } },
		},
		{
			...includeAthleteField,
			name: 'includeAthleteInRaw',
			default: false,
			displayOptions: { show: { ...show, output: ['raw'] } },
		},
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

/** The columns of a test that tell whose it is. */
const athleteColumns = ['athlete_name', 'athlete_id', 'athlete_reference_id'];

/**
 * The values of Output, of Include Athlete and of what is computed. A trigger without tests does not
 * show Include Athlete, and what has no tests has none of the last.
 *
 * @param kinds the kinds of the records
 * @param athleteIds the athletes of activities to give; empty for all
 * @throws InputError for an unknown value, or where no field is selected
 */
export function readOutputOptions(
	parameters: Parameters,
	kinds: Iterable<RecordKind>,
	athleteIds: ReadonlySet<string> = new Set(),
): OutputOptions {
	const form = readOutput(parameters);
	const columns = readColumns(parameters, kinds);
	const name = form === 'raw' ? 'includeAthleteInRaw' : 'includeAthlete';
	const isOn = parseFlag(parameters.value(name) ?? false, 'Include Athlete');
	const isShown =
		form !== 'selectedFields' || athleteColumns.some((column) => columns.includes(column));
	return {
		...readComputations(parameters),
		form,
		columns,
		athleteIds,
		includesAthlete: isOn && isShown,
	};
}
