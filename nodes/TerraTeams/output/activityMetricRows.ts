import type { ActivityContent, Period } from './activity';
import type { Attendance } from './attendance';
import { metricRows, type MetricPlace } from './metricRow';
import { partOf, type OutputItem } from './outputItem';
import { localTime, utcTime } from './times';

/** A row for each metric value of an activity: of no athlete, of athletes, of athletes in periods. */
export function activityMetricRows(activity: ActivityContent, source: number): OutputItem[] {
	const { attendances, periods, metrics } = activity;
	return [
		metricRows(activityPlace(activity, null, null), metrics, source, 'activity'),
		...attendances.map((attendance) =>
			metricRows(
				activityPlace(activity, null, attendance),
				attendance.metrics,
				source,
				partOf('athlete', attendance.key),
			),
		),
		...periods.flatMap((period) =>
			period.attendances.map((attendance) =>
				metricRows(
					activityPlace(activity, period, attendance),
					attendance.metrics,
					source,
					partOf('period', period.key, attendance.key),
				),
			),
		),
	].flat();
}

function activityPlace(
	activity: ActivityContent,
	period: Period | null,
	attendance: Attendance | null,
): MetricPlace {
	const { startUs } = period ?? activity;
	const person = attendance?.person;
	return {
		record_type: 'activity',
		test_id: null,
		activity_id: activity.id,
		timestamp: utcTime(startUs),
		local_time: localTime(startUs, activity.offsetSeconds),
		athlete_id: person?.athlete_id ?? null,
		athlete_name: person?.name ?? null,
		athlete_reference_id: person?.reference_id ?? null,
		coach_id: activity.coachId,
		name: activity.description,
		test_type: null,
		period_id: period?.id ?? null,
		period: period?.name ?? null,
		set: null,
		set_weight: null,
		rep: null,
		setSide: null,
		setAspect: null,
	};
}
