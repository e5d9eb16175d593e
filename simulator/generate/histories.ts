import { rosterOf } from '../datasetChanges';
import type { ActivityRecord, AthleteRecord, CoachRecord, Dataset, TestRecord } from '../records';
import { tzOffsetSeconds } from './athletes';
import { makeActivity } from './catapultActivities';
import {
	Aspect,
	Contraction,
	Exercise,
	Metric,
	Movement,
	Region,
	Side,
	Statistic,
	TestType,
} from './codes';
import type { SeededRandom } from './random';
import { dayMs } from './times';
import { makeValdTest } from './valdTests';

/** The athletes of whom something is known. */
export interface Histories {
	/** Jumps far below their own normal. */
	drop: AthleteRecord;
	/** Jumps lower than the time before by more than is worth noticing, though not below their normal. */
	decline: AthleteRecord;
	/** Jumps higher than ever. */
	best: AthleteRecord;
	/** Trains more than twice as much as usual for a week. */
	overload: AthleteRecord;
}

/** How many days apart the jumps are, and how many there are before the newest. */
const jumps = { everyDays: 3, count: 13 };

/** What a jump is above or below the athlete's mean, in turn; the last one before the newest is 0. */
const offsets = [0.5, -0.5, 0.3, -0.3, 0.4, -0.4, 0.2, -0.2, 0.5, -0.5, 0.3, -0.3, 0];

/** The days of a week with a session, counted back from the day. */
const sessionDays = [1, 2, 4, 6];

const sessionWeeks = 4;

/**
 * Adds a countermovement jump every three days for every athlete of the first VALD coach, and four
 * sessions a week for four weeks for every athlete of the first Catapult coach, with values that show
 * what {@link Histories} says and nothing else. Throws Error where a coach has fewer than six
 * athletes.
 *
 * @param nowMs the newest jumps are of two hours before, the newest sessions of the day before
 */
export function addHistories(dataset: Dataset, random: SeededRandom, nowMs: number): Histories {
	const vald = coachOf(dataset, 'VALD');
	const catapult = coachOf(dataset, 'CATAPULT');
	const jumpers = rosterOf(dataset, vald.coach_id);
	const [drop, decline, best] = jumpers;
	const players = rosterOf(dataset, catapult.coach_id);
	const [overload] = players;
	if (!drop || !decline || !best || !overload || jumpers.length < 6) {
		throw new Error('Histories need a VALD coach and a Catapult coach with six athletes.');
	}
	const newest = new Map([
		[drop, -3],
		[decline, -3],
		[best, 2],
	]);
	for (const [place, athlete] of jumpers.entries()) {
		const mean = 30 + 1.5 * place;
		// Where values differ as much as this, three below the mean is nothing special.
		const spread = athlete === decline ? 10 : 1;
		for (const [turn, offset] of offsets.entries()) {
			const days = (jumps.count - turn) * jumps.everyDays;
			add(athlete, nowMs - days * dayMs, mean + spread * offset);
		}
		add(athlete, nowMs - dayMs / 12, mean + (newest.get(athlete) ?? 0.1));
	}
	for (let day = sessionWeeks * 7 - 1; day > 0; day--) {
		if (!sessionDays.includes(day % 7)) continue;
		const session = makeActivity(random, players, noonUs(nowMs - day * dayMs), 0);
		dataset.activities.get(catapult.coach_id)?.push({
			...session,
			...loadOf(players, (player) => (player === overload && day < 7 ? 12_000 : 5000)),
		});
	}
	return { drop, decline, best, overload };

	function add(athlete: AthleteRecord, atMs: number, height: number): void {
		const record = jumpOf(random, vald, atMs, height);
		dataset.tests.get(vald.coach_id)?.push({ record, athleteId: athlete.athlete_id });
	}
}

function jumpOf(
	random: SeededRandom,
	coach: CoachRecord,
	atMs: number,
	height: number,
): TestRecord {
	const jump = {
		side: Side.BOTH,
		aspect: Aspect.TAKEOFF,
		statistic_type: Statistic.MAX,
		metric_type: Metric.JUMP_HEIGHT,
		contraction_type: Contraction.CONCENTRIC,
		value: Math.round(height * 100) / 100,
	};
	return {
		...makeValdTest(random, atMs * 1000, tzOffsetSeconds(coach)),
		display_name: 'Countermovement Jump',
		test_type: TestType.COUNTERMOVEMENT_JUMP,
		exercise_type: Exercise.UNKNOWN,
		movement: Movement.JUMP,
		body_region: Region.NA,
		test_result_metrics: [jump],
		sets: [],
	};
}

/** Every player takes part for the whole session, with a distance. */
function loadOf(
	players: readonly AthleteRecord[],
	distance: (player: AthleteRecord) => number,
): Partial<ActivityRecord> {
	const metricsOf = (player: AthleteRecord) => [
		{ name: 'total_distance', value: distance(player), unit: 'm' },
	];
	const ids = players.map(({ athlete_id: id }) => id);
	return {
		description: 'Training',
		athletes: [...players],
		athlete_participation: { full: ids, partial: [], unknown: [] },
		athlete_metrics: Object.fromEntries(
			players.map((player) => [player.athlete_id, metricsOf(player)]),
		),
		periods: [],
	};
}

function coachOf(dataset: Dataset, provider: string): CoachRecord {
	const coach = dataset.coaches.find((one) => one.provider === provider);
	if (!coach) throw new Error(`There is no coach of ${provider}.`);
	return coach;
}

function noonUs(ms: number): number {
	return (Math.floor(ms / dayMs) * dayMs + dayMs / 2) * 1000;
}
