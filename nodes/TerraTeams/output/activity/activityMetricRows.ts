import { metricRows, type MetricPlace } from '../metricRow';
import { partOf, type OutputItem } from '../outputItem';
import { localTime, utcTime } from '../times';
import type { Participation } from './participation';
import type { ActivityContent, Period } from './readActivity';

/**
 * A row for each metric value of an activity itself, of its athletes, and of athletes in its
 * periods.
 */
export function activityMetricRows(activity: ActivityContent, recordIndex: number): OutputItem[] {
	const { participations, periods, metrics } = activity;
	return [
		metricRows(activityPlace(activity, null, null), metrics, recordIndex, 'activity'),
		...participations.map((participation) =>
			metricRows(
				activityPlace(activity, null, participation),
				participation.metrics,
				recordIndex,
				partOf('athlete', participation.key),
			),
		),
		...periods.flatMap((period) =>
			period.participations.map((participation) =>
				metricRows(
					activityPlace(activity, period, participation),
					participation.metrics,
					recordIndex,
					partOf('period', period.key, participation.key),
				),
			),
		),
	].flat();
}

function activityPlace(
	activity: ActivityContent,
	period: Period | null,
	participation: Participation | null,
): MetricPlace {
	const { startUs } = period ?? activity;
	const athlete = participation?.athlete;
	return {
		record_type: 'activity',
		athlete_name: athlete?.name ?? null,
		timestamp: utcTime(startUs),
		local_date: activity.dayOf(startUs),
		name: activity.description,
		set: null,
		exercise: null,
		variations: null,
		set_weight: null,
		rep: null,
		period: period?.name ?? null,
		athlete_reference_id: athlete?.reference_id ?? null,
		athlete_weight: null,
		athlete_id: athlete?.athlete_id ?? null,
		test_id: null,
		activity_id: activity.id,
		coach_id: activity.coachId,
		test_type: null,
		local_time: localTime(startUs, activity.offsetSeconds),
		period_id: period?.id ?? null,
	};
}
