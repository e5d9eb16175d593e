import type { Json, JsonObject } from '../../records/json';
import { valuesOf } from '../metric';
import { localTime, utcTime } from '../times';
import type { ActivityContent, Period } from './readActivity';

/**
 * An activity in ten fields: when and what it was, each athlete's metrics by name, ids, and details.
 */
export function simplifyActivity(activity: ActivityContent): JsonObject {
	return {
		start: utcTime(activity.startUs),
		local_date: activity.dayOf(activity.startUs),
		local_start: localTime(activity.startUs, activity.offsetSeconds),
		description: activity.description,
		metrics: valuesOf(activity.metrics),
		athletes: activity.participations.map(({ athlete, extent, metrics }) => ({
			name: athlete.name,
			participation: extent,
			metrics: valuesOf(metrics),
			reference_id: athlete.reference_id,
			athlete_id: athlete.athlete_id,
		})),
		periods: activity.periods.map(simplifyPeriod),
		activity_id: activity.id,
		coach_id: activity.coachId,
		details: {
			end: utcTime(activity.endUs),
			teams: activity.teams.map(({ name, side }) => ({ name, side })),
		},
	};
}

function simplifyPeriod({ id, name, startUs, endUs, participations }: Period): JsonObject {
	return {
		name,
		start: utcTime(startUs),
		end: utcTime(endUs),
		athletes: participations.map(
			({ athlete, extent, homeOrAway, function: role, metrics }): Json => ({
				name: athlete.name,
				participation: extent,
				home_or_away: homeOrAway,
				function: role,
				metrics: valuesOf(metrics),
				athlete_id: athlete.athlete_id,
			}),
		),
		period_id: id,
	};
}
