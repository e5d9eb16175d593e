import type { INodeProperties } from 'n8n-workflow';

import { workloadOf, type WorkloadWindows } from '../../history/workload';
import { localDate } from '../../output/times';
import { athleteLoads, rangeOfDays, type AthleteLoad } from '../../queries/athleteLoads';
import type { JsonObject } from '../../records/json';
import { filtersField, readFilter } from '../../shared/filters.fields';
import { InputError } from '../../shared/inputError';
import { parseCount } from '../../shared/parameters';
import { coachesFields, coachIdsOf, readCoaches } from '../coach.fields';
import { readDateTime } from '../dateTimeInput';
import type { ItemParameters } from '../itemParameters';
import { eachItem } from '../operation';
import { queryRange } from '../rangeQuery';
import { activitiesOf, schemasOf } from './activityQuery';

const show = { resource: ['activity'], operation: ['getWorkload'] };

/** Longer windows would take dozens of requests for each coach. */
const maxDays = 365;

/** The exponentially weighted mean of 28 days has forgotten all but 0.3% of what lies before. */
const windowsOfHistory = 3;

const sessionDays = 7;

export const fields: INodeProperties[] = [
	...coachesFields(show),
	{
		displayName: 'Metric Names or IDs',
		name: 'metrics',
		type: 'multiOptions',
		required: true,
		default: [],
		typeOptions: {
			loadOptionsMethod: 'getActivityMetrics',
			loadOptionsDependsOn: ['coachSelection', 'coachId.value', 'coachIds'],
		},
		description:
			'What counts as load: metrics that add up, such as total distance or player load, not speeds or percentages. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		builderHint: {
			propertyHint:
				'Names of columns of Activity > Get Many with Output: Row per Athlete, such as total_distance_m.',
		},
		displayOptions: { show },
	},
	{
		displayName: 'Day',
		name: 'day',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		hint: 'Empty: today',
		description:
			'The day to get the workload of, today in the time zone of the workflow if empty. A session counts for the day on which it began at its place.',
		displayOptions: { show },
	},
	{
		displayName: 'Acute Days',
		name: 'acuteDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: maxDays, numberPrecision: 0 },
		default: 7,
		description: 'How many days the recent load covers, the day included',
		displayOptions: { show },
	},
	{
		displayName: 'Chronic Days',
		name: 'chronicDays',
		type: 'number',
		typeOptions: { minValue: 2, maxValue: maxDays, numberPrecision: 0 },
		default: 28,
		description: 'How many days the usual load covers, the day included',
		displayOptions: { show },
	},
	filtersField('activity', show),
];

/** The workload of each athlete on a day, for each chosen metric. */
export const getWorkload = eachItem(
	async (item, execution) => ({
		metrics: readMetrics(item),
		day: readDay(item),
		windows: readWindows(item),
		filter: readFilter(item),
		timeZone: item.timeZone,
		coaches: await readCoaches(item, execution),
	}),
	async ({ metrics, day, windows, filter, timeZone, coaches }, execution) => {
		const days = windowsOfHistory * windows.chronicDays;
		const coachIds = await coachIdsOf(coaches, execution);
		const query = {
			range: rangeOfDays(day, days),
			isDefaultRange: false,
			filter,
			newestFirst: false,
			limit: Infinity,
			toDestination: false,
		};
		const source = activitiesOf(execution.client);
		const result = await queryRange(source, coachIds, query, execution);
		// Deliveries are not offered here.
		const found = 'found' in result ? result.found : [];
		const { athleteIds } = filter;
		const question = { metrics, day, days, athleteIds, timeZone };
		const loads = athleteLoads(found, question, await schemasOf(found, execution));
		loads.sort((a, b) => (a.athlete.name ?? '').localeCompare(b.athlete.name ?? ''));
		const used = new Set(loads.map(({ metric }) => metric));
		execution.hints.addWorkloads(
			loads.map((of) => of.loads.length),
			windows.chronicDays - windows.acuteDays,
			found.length > 0 ? metrics.filter((metric) => !used.has(metric)) : [],
		);
		return { items: loads.map((of) => toItem(of, day, windows)), failures: result.failures };
	},
);

function toItem(of: AthleteLoad, day: string, windows: WorkloadWindows): JsonObject {
	const { athlete, coachId, metric, name, loads, sessions } = of;
	const workload = workloadOf(loads, windows);
	return {
		athlete_name: athlete.name,
		local_date: day,
		metric: name.label,
		unit: name.unit,
		acute_load: workload.acuteLoad,
		chronic_load: workload.chronicLoad,
		acwr_rolling: workload.acwrRolling,
		acwr_uncoupled: workload.acwrUncoupled,
		acwr_ewma: workload.acwrEwma,
		monotony: workload.monotony,
		strain: workload.strain,
		week_change_percent: workload.weekChangePercent,
		sessions_7d: sessions.slice(-sessionDays).reduce((sum, count) => sum + count, 0),
		days_since_last_session: [...sessions].reverse().findIndex((count) => count > 0),
		days_of_history: workload.daysOfHistory,
		athlete_reference_id: athlete.reference_id,
		athlete_id: athlete.athlete_id,
		coach_id: coachId,
		metric_key: metric,
	};
}

function readMetrics(item: ItemParameters): string[] {
	const metrics = item.list('metrics', 'Metric Names or IDs');
	if (metrics.length > 0) return metrics;
	throw new InputError('Metric Names or IDs is empty', 'Choose at least one metric.');
}

function readDay(item: ItemParameters): string {
	const day = item.value('day') ?? '';
	if (day !== '') return readDateTime(day, item.timeZone, 'Day').date;
	return localDate(Date.now() * 1000, null, item.timeZone) ?? '';
}

function readWindows(item: ItemParameters): WorkloadWindows {
	const acuteDays = parseCount(item.value('acuteDays'), 'Acute Days', maxDays);
	const chronicDays = parseCount(item.value('chronicDays'), 'Chronic Days', maxDays);
	if (chronicDays > acuteDays) return { acuteDays, chronicDays };
	throw new InputError(
		'Chronic Days must be more than Acute Days',
		'The usual load covers more days than the recent one, such as 28 and 7.',
	);
}
