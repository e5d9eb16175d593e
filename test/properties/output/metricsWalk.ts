import { isJsonObject, type Json, type JsonObject } from '../../../nodes/TerraTeams/records/json';

/** A metric found in a raw record, and where. */
export interface FoundMetric {
	/** Such as `test`, `set 1`, `set 1 rep 2`; `activity`, `athlete`, `period p-1`. */
	place: string;
	value: Json;
}

/** Every metric of a test, null ones included, found without the rules that are tested. */
export function metricsOfTest(test: JsonObject): FoundMetric[] {
	return [
		...found('test', test.test_result_metrics),
		...objects(test.sets).flatMap((set, index) => [
			...found(`set ${index + 1}`, set.metrics),
			...objects(set.reps).flatMap((rep, repIndex) =>
				found(`set ${index + 1} rep ${repIndex + 1}`, rep.metrics),
			),
		]),
	];
}

/** Every metric of an activity. */
export function metricsOfActivity(activity: JsonObject): FoundMetric[] {
	return [
		...found('activity', activity.activity_metrics),
		...ofAthletes('athlete', activity.athlete_metrics),
		...objects(activity.periods).flatMap(({ period_id: id, athlete_metrics: metrics }) =>
			ofAthletes(`period ${idText(id)}`, metrics),
		),
	];
}

function ofAthletes(place: string, metrics: Json | undefined): FoundMetric[] {
	const lists = isJsonObject(metrics)
		? Object.values(metrics)
		: objects(metrics).map((entry) => entry.metrics);
	return lists.flatMap((list) => found(place, list));
}

function found(place: string, list: Json | undefined): FoundMetric[] {
	return objects(list).map(({ value }) => ({ place, value: value ?? null }));
}

function objects(list: Json | undefined): JsonObject[] {
	return Array.isArray(list) ? list.filter((item) => isJsonObject(item)) : [];
}

function idText(id: Json | undefined): string {
	return typeof id === 'number' || (typeof id === 'string' && id !== '') ? String(id) : 'null';
}
