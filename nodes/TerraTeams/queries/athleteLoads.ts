import type { ActivityAthlete } from '../output/activity/athleteIndex';
import {
	activityMetricReader,
	type ActivityMetricReader,
} from '../output/activity/activityMetrics';
import { readActivity } from '../output/activity/readActivity';
import type { MetricName } from '../output/metric';
import type { MetricsSchemaLookup } from '../output/metricsSchema';
import { usPerDay } from '../records/time';
import type { Activity } from '../records/types';
import type { FoundRecord } from './rangeSearch';

/** The sessions of an athlete that have a metric. */
export interface AthleteLoad {
	athlete: ActivityAthlete;
	coachId: string;
	/** The name of the metric's column. */
	metric: string;
	name: MetricName;
	/** The total of each day from the first session to the last of the days, oldest first. */
	loads: number[];
	/** How many sessions each of these days has. */
	sessions: number[];
}

/** Which loads to add up. */
export interface LoadQuestion {
	/** The names of the metrics' columns. */
	metrics: readonly string[];
	/** The last day, `2026-11-22`. */
	day: string;
	/** How many days to look at, the last one included. */
	days: number;
	/** Empty for everybody. */
	athleteIds: ReadonlySet<string>;
	/** For the day of an activity whose offset is not known. */
	timeZone: string;
}

/** The sessions of an athlete by day, counted from the first of the days. */
interface Found extends Omit<AthleteLoad, 'loads' | 'sessions'> {
	byDay: Map<number, DayOfAthlete>;
}

interface DayOfAthlete {
	load: number;
	sessions: number;
}

/**
 * The daily loads of every athlete that has sessions with a metric: the sum of the metric over the
 * activities that began on a day at the place. What athletes did in the periods of an activity is part of
 * their values for the activity and does not count again. Days begin with the first session that has
 * the metric; a day without one is 0.
 *
 * @param activities in the order of time
 */
export function athleteLoads(
	activities: readonly FoundRecord<Activity>[],
	question: LoadQuestion,
	schemas: MetricsSchemaLookup,
): AthleteLoad[] {
	const { metrics, days, athleteIds, timeZone } = question;
	const firstDay = dayNumber(question.day) - days + 1;
	const readers = new Map<string, ActivityMetricReader>();
	const found = new Map<string, Found>();
	for (const { coachId, record } of activities) {
		const readMetrics =
			readers.get(coachId) ?? activityMetricReader(schemas.get(coachId) ?? new Map());
		readers.set(coachId, readMetrics);
		const activity = readActivity({ record, coachId }, readMetrics, timeZone);
		const date = activity.dayOf(activity.startUs);
		const day = date === null ? -1 : dayNumber(date) - firstDay;
		if (day < 0 || day >= days) continue;
		for (const { athlete, metrics: values } of activity.participations) {
			const id = athlete.athlete_id;
			if (id === null || (athleteIds.size > 0 && !athleteIds.has(id))) continue;
			for (const metric of metrics) {
				const value = values.get(metric);
				if (typeof value?.value !== 'number' || !Number.isFinite(value.value)) continue;
				const key = JSON.stringify([coachId, id, metric]);
				const known = found.get(key) ?? {
					coachId,
					metric,
					athlete,
					byDay: new Map<number, DayOfAthlete>(),
				};
				const ofDay = known.byDay.get(day) ?? { load: 0, sessions: 0 };
				known.byDay.set(day, { load: ofDay.load + value.value, sessions: ofDay.sessions + 1 });
				// Names may have been added since.
				const named = athlete.name === null ? known.athlete : athlete;
				found.set(key, { ...known, athlete: named, name: value.name });
			}
		}
	}
	return [...found.values()].map(({ byDay, ...of }) => {
		const first = Math.min(...byDay.keys());
		const span = Array.from({ length: days - first }, (_, place) => byDay.get(first + place));
		return {
			...of,
			loads: span.map((ofDay) => ofDay?.load ?? 0),
			sessions: span.map((ofDay) => ofDay?.sessions ?? 0),
		};
	});
}

/**
 * The range in which all activities of some days begin, wherever they are: clocks are up to 14 hours
 * ahead of UTC and 12 behind it.
 */
export function rangeOfDays(day: string, days: number) {
	const startUs = (dayNumber(day) - days + 1) * usPerDay - 14 * usPerHour;
	return { startUs, endUs: (dayNumber(day) + 1) * usPerDay + 12 * usPerHour };
}

const usPerHour = usPerDay / 24;

/** Days since 1970. */
function dayNumber(date: string): number {
	return (Date.parse(date) * 1000) / usPerDay;
}
