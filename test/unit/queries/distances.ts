import { withHash } from '../../../nodes/TerraTeams/output/columnName';
import type { AthleteLoad } from '../../../nodes/TerraTeams/queries/athleteLoads';
import type { FoundRecord } from '../../../nodes/TerraTeams/queries/rangeSearch';
import type { Json } from '../../../nodes/TerraTeams/records/json';
import type { Activity } from '../../../nodes/TerraTeams/records/types';

/** A time as the API gives it. */
export const at = (time: string) => Date.parse(time) * 1000;

/** A metric of an athlete as the API gives it. */
export const metric = (name: string, value: Json, unit: string | null = 'm') => ({
	name,
	value,
	unit,
});

/** An activity and the distance of each athlete in it. */
export function session(
	startUs: Json,
	values: Record<string, Json>,
	more: Activity = {},
): FoundRecord<Activity> {
	const athlete_metrics = Object.fromEntries(
		Object.entries(values).map(([id, value]) => [id, [metric('distance', value)]]),
	);
	return {
		coachId: 'coach-a',
		record: { start_timestamp_us: startUs, athlete_metrics, ...more },
	};
}

/** The name of a metric that a schema or a provider calls `label`. */
export function nameLike(key: string, label: string, unit: string | null): AthleteLoad['name'] {
	return {
		key,
		distinctKey: withHash(key, `${label} ${unit}`),
		base: key,
		label,
		side: null,
		aspect: null,
		statistic: null,
		contraction: null,
		unit,
	};
}

/** The distances of an athlete without a name. */
export function distances(id: string, loads: number[], sessions: number[]): AthleteLoad {
	return {
		athlete: { athlete_id: id, name: null, reference_id: null },
		coachId: 'coach-a',
		metric: 'distance_m',
		name: nameLike('distance_m', 'distance', 'm'),
		loads,
		sessions,
	};
}
