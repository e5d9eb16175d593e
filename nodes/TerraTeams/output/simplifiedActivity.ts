import type { Json, JsonObject } from '../api/json';
import type { ActivityContent, Period } from './activity';
import { valuesOf } from './metric';
import { localTime, utcTime } from './times';

/** An activity in ten fields: when and what it was, its teams, and everyone's metrics by name. */
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
		athletes: activity.attendances.map(({ person, participation, metrics }) => ({
			athlete_id: person.athlete_id,
			name: person.name,
			reference_id: person.reference_id,
			participation,
			metrics: valuesOf(metrics),
		})),
		periods: activity.periods.map(simplifyPeriod),
	};
}

function simplifyPeriod({ id, name, startUs, endUs, attendances }: Period): JsonObject {
	return {
		period_id: id,
		name,
		start: utcTime(startUs),
		end: utcTime(endUs),
		athletes: attendances.map(
			({ person, participation, homeOrAway, function: played, metrics }): Json => ({
				athlete_id: person.athlete_id,
				name: person.name,
				participation,
				home_or_away: homeOrAway,
				function: played,
				metrics: valuesOf(metrics),
			}),
		),
	};
}
