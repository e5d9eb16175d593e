import { makeMetricsSchema } from './generate/metrics';
import type { AthleteRecord, CoachLogin, CoachRecord, Dataset } from './records';

/** Adds a coach and its login, without athletes, activities and tests. */
export function insertCoach(dataset: Dataset, coach: CoachRecord, login: CoachLogin): void {
	const id = coach.coach_id;
	const integration = dataset.integrations.find(({ provider }) => provider === coach.provider);
	dataset.coaches.push(coach);
	dataset.logins.set(id, login);
	dataset.activities.set(id, []);
	dataset.tests.set(id, []);
	dataset.metricsSchemas.set(id, integration?.types.activities === true ? makeMetricsSchema() : []);
}

/** Removes a coach with all athletes, activities and tests. */
export function removeCoach(dataset: Dataset, coach: CoachRecord): void {
	const id = coach.coach_id;
	removeItem(dataset.coaches, coach);
	dataset.logins.delete(id);
	dataset.activities.delete(id);
	dataset.tests.delete(id);
	dataset.metricsSchemas.delete(id);
	for (const athlete of rosterOf(dataset, id)) removeItem(dataset.athletes, athlete);
}

/** The athletes of a coach, in the order of the dataset. */
export function rosterOf(dataset: Dataset, coachId: string): AthleteRecord[] {
	return dataset.athletes.filter((athlete) => athlete.coach_id === coachId);
}

/** Removes one item from a list, if it is there. */
export function removeItem<T>(list: T[], item: T): void {
	const index = list.indexOf(item);
	if (index >= 0) list.splice(index, 1);
}
