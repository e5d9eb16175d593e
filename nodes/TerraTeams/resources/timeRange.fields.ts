import type { INodeProperties } from 'n8n-workflow';

import type { TimeRange } from '../api/timeRange';
import { usPerDay } from '../records/time';
import { InputError } from '../shared/inputError';
import { parseDays } from '../shared/parameters';
import { readDateTime } from './dateTimeInput';
import type { ItemParameters } from './itemParameters';

const defaultRangeDays = 7;

/** A longer range is a typing error, and would take thousands of requests. */
const maxRangeDays = 36_525;

/** How to get a time by an expression, for people who look for "the last 30 days". */
const expression = "{{ $now.minus(30, 'days') }}";

/** The fields of an operation for a time range: the last days, or a start and an end. */
export function timeRangeFields(show: Record<string, string[]>): INodeProperties[] {
	const showDates = { ...show, timeRange: ['startAndEnd'] };
	return [
		{
			displayName: 'Time Range',
			name: 'timeRange',
			type: 'options',
			default: 'startAndEnd',
			options: [
				{ name: 'Last Days', value: 'lastDays', description: 'A number of days until now' },
				{
					name: 'Start and End',
					value: 'startAndEnd',
					description: `The last ${defaultRangeDays} days if both are empty`,
				},
			],
			displayOptions: { show },
		},
		{
			displayName: 'Last Days',
			name: 'lastDays',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 36500, numberPrecision: 0 },
			default: defaultRangeDays,
			description: 'How many days until now',
			displayOptions: { show: { ...show, timeRange: ['lastDays'] } },
		},
		{
			displayName: 'Start',
			name: 'startTime',
			type: 'dateTime',
			default: '',
			placeholder: 'e.g. 2026-11-22',
			hint: `Empty: ${defaultRangeDays} days before the end`,
			description: `Earliest time of the records, ${defaultRangeDays} days before the end if empty. A date without a time begins at midnight in the time zone of the workflow. As an expression: <code>${expression}</code>.`,
			builderHint: {
				propertyHint: `An ISO 8601 date or time, or a Luxon expression such as $now.minus(30, 'days'). Only where timeRange is startAndEnd; for the last days set timeRange to lastDays instead.`,
			},
			displayOptions: { show: showDates },
		},
		{
			displayName: 'End',
			name: 'endTime',
			type: 'dateTime',
			default: '',
			placeholder: 'e.g. 2026-11-29',
			hint: 'Empty: now',
			description:
				'Latest time of the records, now if empty. A date without a time includes that whole day.',
			displayOptions: { show: showDates },
		},
	];
}

/** A time range, and whether the user left it to its default. */
export interface ChosenRange {
	range: TimeRange;
	isDefaultRange: boolean;
}

/**
 * The time range of an item: by default the last 7 days.
 *
 * @throws InputError where a field is not a date, the end is before the start, or the range is over
 *   100 years
 */
export function readTimeRange(item: ItemParameters): ChosenRange {
	const choice = item.value('timeRange');
	if (choice === 'lastDays') {
		const endUs = Date.now() * 1000;
		const days = parseDays(item.value('lastDays'), 'Last Days');
		return { range: { startUs: endUs - days * usPerDay, endUs }, isDefaultRange: false };
	}
	if (choice !== 'startAndEnd') {
		throw new InputError('Time Range has an unknown value', 'Choose one of the options.');
	}
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
	return { range: { startUs, endUs }, isDefaultRange: start === '' && end === '' };
}
