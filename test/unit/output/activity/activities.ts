import { activityMetricReader } from '../../../../nodes/TerraTeams/output/activity/activityMetrics';
import {
	readActivity,
	type ActivityContent,
} from '../../../../nodes/TerraTeams/output/activity/readActivity';
import type { JsonObject } from '../../../../nodes/TerraTeams/records/json';

/** An activity of a coach without a metrics schema, in a workflow in UTC. */
export function activityOf(record: JsonObject, coachId: string | null = null): ActivityContent {
	return readActivity({ record, coachId }, activityMetricReader(new Map()), 'UTC');
}

/** A metric of an activity without a unit. */
export function metric(name: string, value: number | string | null): JsonObject {
	return { name, value, unit: null };
}
