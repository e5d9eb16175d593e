import type { Json, JsonObject } from '../../records/json';
import { valuesOf } from '../metric';
import { localTime, utcTime } from '../times';
import type { ActivityContent, Period } from './readActivity';

/**
 * An activity in ten fields: when and what it was, its teams, and each athlete's metrics by name.
 */
export function simplifyActivity(activity: ActivityContent): JsonObject {
	return {
		activity_id: activity.id,
		start: utcTime(activity.startUs),
		end: utcTime(activity.endUs),
		local_start: localTime(activity.startUs, activity.offsetSeconds),
		description: activity.description,
		coach_id: activity.coachId,
		teams: activity.teams.map(({ name, side }) => ({ name, side })),
		metrics: valuesOf(activity.metrics),
		athletes: activity.participations.map(({ athlete, extent, metrics }) => ({
			athlete_id: athlete.athlete_id,
			name: athlete.name,
			reference_id: athlete.reference_id,
			participation: extent,
			metrics: valuesOf(metrics),
		})),
		periods: activity.periods.map(simplifyPeriod),
	};
}

function simplifyPeriod({ id, name, startUs, endUs, participations }: Period): JsonObject {
	return {
		period_id: id,
		name,
		start: utcTime(startUs),
		end: utcTime(endUs),
		athletes: participations.map(
			({ athlete, extent, homeOrAway, function: role, metrics }): Json => ({
				athlete_id: athlete.athlete_id,
				name: athlete.name,
				participation: extent,
				home_or_away: homeOrAway,
				function: role,
				metrics: valuesOf(metrics),
			}),
		),
	};
}
