import { insertCoach, rosterOf } from '../datasetChanges';
import type { CoachRecord, Dataset } from '../records';
import { makeAthlete, makeCoach, makeLogin, tzOffsetSeconds } from './athletes';
import { makeActivity } from './catapultActivities';
import { makeGymAwareTest } from './gymAwareTests';
import { makeIntegrations } from './integrations';
import { SeededRandom } from './random';
import { dayMs, startOfDayMs } from './times';
import { makeValdTest } from './valdTests';

export interface DatasetSize {
	/** Providers in turn: VALD, Catapult, GymAware. Default 3. */
	coaches?: number;
	/** Athletes of all coaches together, spread unevenly. Default 60. */
	athletes?: number;
	/** Number of days (UTC) with data. Default 90. */
	days?: number;
	/** Of all coaches together. Default: 4 a week for each athlete of VALD or GymAware. */
	testsPerDay?: number;
	/** Of each Catapult coach. Default 5. */
	activitiesPerWeek?: number;
}

const providers = ['VALD', 'CATAPULT', 'GYMAWARE'] as const;
const rosterWeights = [6, 5, 4] as const;

/**
 * The same seed, day and size give the same data. All activities and tests are from the `days` days
 * before the day (UTC) of `nowMs`. They are in order of days, but in no order within a day, since the
 * API promises none.
 */
export function generateDataset(seed: number, nowMs: number, size: DatasetSize = {}): Dataset {
	const { coaches = 3, athletes = 60, days = 90, activitiesPerWeek = 5 } = size;
	const firstDayMs = startOfDayMs(nowMs) - days * dayMs;
	const dataset: Dataset = {
		integrations: makeIntegrations(),
		coaches: [],
		athletes: [],
		activities: new Map(),
		tests: new Map(),
		metricsSchemas: new Map(),
		logins: new Map(),
	};
	addCoaches(dataset, new SeededRandom(seed, 'coaches'), coaches, firstDayMs);
	addAthletes(dataset, new SeededRandom(seed, 'athletes'), athletes, firstDayMs);
	addTests(dataset, new SeededRandom(seed, 'tests'), firstDayMs, days, size.testsPerDay);
	addActivities(dataset, new SeededRandom(seed, 'activities'), firstDayMs, days, activitiesPerWeek);
	return dataset;
}

function addCoaches(
	dataset: Dataset,
	random: SeededRandom,
	count: number,
	firstDayMs: number,
): void {
	for (let index = 0; index < count; index++) {
		const provider = providers[index % providers.length] ?? 'VALD';
		const createdUs = (firstDayMs - random.integer(60 * 86_400, 90 * 86_400) * 1000) * 1000;
		const coach = makeCoach(random, provider, index + 1, createdUs + random.integer(0, 999_999));
		insertCoach(dataset, coach, makeLogin(random, provider));
	}
}

function addAthletes(
	dataset: Dataset,
	random: SeededRandom,
	count: number,
	firstDayMs: number,
): void {
	const weights = dataset.coaches.map((_, index) => rosterWeights[index % 3] ?? 1);
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	let due = 0;
	let number = 1;
	dataset.coaches.forEach((coach, index) => {
		due += ((weights[index] ?? 0) * count) / total;
		for (; number <= Math.round(due); number++) {
			const createdMs = firstDayMs - random.integer(20 * 86_400, 55 * 86_400) * 1000;
			const createdUs = createdMs * 1000 + random.integer(0, 999_999);
			dataset.athletes.push(makeAthlete(random, coach, number, createdUs));
		}
	});
}

function addTests(
	dataset: Dataset,
	random: SeededRandom,
	firstDayMs: number,
	days: number,
	testsPerDay: number | undefined,
): void {
	const coaches = new Map<string, CoachRecord>();
	for (const coach of dataset.coaches) {
		if (coach.provider !== 'CATAPULT') coaches.set(coach.coach_id, coach);
	}
	const tested = dataset.athletes.filter((athlete) => coaches.has(athlete.coach_id));
	if (tested.length === 0) return;
	const perDay = testsPerDay ?? (tested.length * 4) / 7;
	const total = Math.round(perDay * days);
	for (let index = 0; index < total; index++) {
		const athlete = random.pick(tested);
		const coach = coaches.get(athlete.coach_id);
		if (coach === undefined) continue;
		const offset = tzOffsetSeconds(coach);
		const atUs = timeOfDayUs(random, firstDayMs + Math.floor(index / perDay) * dayMs, offset);
		const make = coach.provider === 'GYMAWARE' ? makeGymAwareTest : makeValdTest;
		const record = make(random, atUs, offset);
		dataset.tests.get(coach.coach_id)?.push({ record, athleteId: athlete.athlete_id });
	}
}

function addActivities(
	dataset: Dataset,
	random: SeededRandom,
	firstDayMs: number,
	days: number,
	perWeek: number,
): void {
	for (const coach of dataset.coaches) {
		if (coach.provider !== 'CATAPULT') continue;
		const roster = rosterOf(dataset, coach.coach_id);
		const offset = tzOffsetSeconds(coach);
		const total = Math.round((days * perWeek) / 7);
		for (let index = 0; index < total; index++) {
			const day = Math.min(days - 1, Math.floor((index * 7) / perWeek));
			const startUs = timeOfDayUs(random, firstDayMs + day * dayMs, offset);
			const activity = makeActivity(random, roster, startUs, offset);
			dataset.activities.get(coach.coach_id)?.push(activity);
		}
	}
}

/** A time of a day (UTC) that is between 7:00 and 19:00 in the coach's time zone. */
function timeOfDayUs(random: SeededRandom, dayStartMs: number, offsetSeconds: number): number {
	const local = random.integer(7 * 3600, 19 * 3600 - 1);
	const second = (local - offsetSeconds + 86_400) % 86_400;
	return (dayStartMs + second * 1000) * 1000 + random.integer(0, 999_999);
}
