import { makeMetricsSchema } from './generate/metrics';
import type { AthleteRecord, CoachLogin, CoachRecord, World } from './records';

/** Enters a coach with its login, as yet without athletes, activities and tests. */
export function insertCoach(world: World, coach: CoachRecord, login: CoachLogin): void {
	const id = coach.coach_id;
	const integration = world.integrations.find(({ provider }) => provider === coach.provider);
	world.coaches.push(coach);
	world.logins.set(id, login);
	world.activities.set(id, []);
	world.tests.set(id, []);
	world.metricsSchemas.set(id, integration?.types.activities === true ? makeMetricsSchema() : []);
}

/** Takes a coach away with all athletes, activities and tests. */
export function removeCoach(world: World, coach: CoachRecord): void {
	const id = coach.coach_id;
	removeItem(world.coaches, coach);
	world.logins.delete(id);
	world.activities.delete(id);
	world.tests.delete(id);
	world.metricsSchemas.delete(id);
	for (const athlete of rosterOf(world, id)) removeItem(world.athletes, athlete);
}

/** The athletes of a coach, in order. */
export function rosterOf(world: World, coachId: string): AthleteRecord[] {
	return world.athletes.filter((athlete) => athlete.coach_id === coachId);
}

/** Takes one item out of a list, if it is there. */
export function removeItem<T>(list: T[], item: T): void {
	const index = list.indexOf(item);
	if (index >= 0) list.splice(index, 1);
}
