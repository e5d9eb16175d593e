import type { INodeProperties } from 'n8n-workflow';

import type { TimeRange } from '../api/timeRange';
import { usPerDay } from '../records/time';
import { InputError } from '../shared/inputError';
import { readDateTime } from './dateTimeInput';
import type { ItemParameters } from './itemParameters';

const defaultRangeDays = 7;

/** A longer range is a typing error, and would take thousands of requests. */
const maxRangeDays = 36_525;

/** The fields Start and End of an operation. */
export function timeRangeFields(show: Record<string, string[]>): INodeProperties[] {
	return [
		{
			displayName: 'Start',
			name: 'startTime',
			type: 'dateTime',
			default: '',
			hint: `Empty: ${defaultRangeDays} days before the end`,
			description: `Earliest time of the records, ${defaultRangeDays} days before the end if empty. A date without a time begins at midnight in the time zone of the workflow.`,
			displayOptions: { show },
		},
		{
			displayName: 'End',
			name: 'endTime',
			type: 'dateTime',
			default: '',
			hint: 'Empty: now',
			description:
				'Latest time of the records, now if empty. A date without a time includes that whole day.',
			displayOptions: { show },
		},
	];
}

/**
 * The time range of an item: by default the last 7 days.
 *
 * @throws InputError where a field is not a date, the end is before the start, or the range is over
 *   100 years
 */
export function readTimeRange(item: ItemParameters): TimeRange {
	const start = item.value('startTime') ?? '';
	const end = item.value('endTime') ?? '';
	const endUs = end === '' ? Date.now() * 1000 : readDateTime(end, item.timeZone, 'End').lastUs;
	const startUs =
		start === ''
			? endUs - defaultRangeDays * usPerDay
			: readDateTime(start, item.timeZone, 'Start').firstUs;
	if (startUs > endUs) {
		throw new InputError(
			end === '' ? 'Start lies in the future' : 'End lies before Start',
			'Choose a start that is earlier than the end.',
		);
	}
	if (endUs - startUs > maxRangeDays * usPerDay) {
		throw new InputError(
			'The time range is longer than 100 years',
			'Choose a later start or an earlier end.',
		);
	}
	return { startUs, endUs };
}
