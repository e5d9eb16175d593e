import type { ActivityMetric, ActivityRecord, AthleteRecord } from '../records';
import { HomeFlag, Participation } from './codes';
import { athletePeriodMetrics, athleteSessionMetrics, teamMetrics } from './metrics';
import { opponents } from './names';
import type { SeededRandom } from './random';

interface Participant {
	athlete: AthleteRecord;
	participation: number;
}

interface PeriodPlan {
	name: string;
	minutes: number;
}

const training: readonly PeriodPlan[] = [
	{ name: 'Warm Up', minutes: 15 },
	{ name: 'Unit Skills', minutes: 20 },
	{ name: 'Small-Sided Games', minutes: 25 },
	{ name: 'Conditioning', minutes: 15 },
];

const match: readonly PeriodPlan[] = [
	{ name: 'Warm Up', minutes: 20 },
	{ name: '1st Half', minutes: 42 },
	{ name: '2nd Half', minutes: 44 },
];

const sessionNames = ['MD-4 Strength', 'MD-3 Volume', 'MD-2 Speed', 'MD-1 Captain’s Run'];

/**
 * Makes a match on Saturdays, else a training session, with about 88% of the roster. Metrics are in
 * three places, as in the API: per period as an array, per athlete over the activity as a map by
 * athlete id, and flat for the team. Athletes are embedded by reference: a response shows their
 * current fields. `startUs`: microseconds since 1970; `tzOffset`: seconds.
 */
export function makeActivity(
	random: SeededRandom,
	roster: readonly AthleteRecord[],
	startUs: number,
	tzOffset: number,
): ActivityRecord {
	const isMatch = new Date(startUs / 1000).getUTCDay() === 6;
	const present = roster
		.filter(() => random.chance(0.88))
		.map((athlete) => ({ athlete, participation: drawParticipation(random) }));
	const isHome = random.chance(0.5) ? HomeFlag.HOME : HomeFlag.AWAY;
	const plans = isMatch ? match : training;
	const total = plans.reduce((sum, plan) => sum + plan.minutes, 0);
	let atUs = startUs;
	const periods = plans.map((plan) => {
		const period = makePeriod(random, present, plan, plan.minutes / total, atUs, isMatch, isHome);
		atUs = period.end_timestamp_us + random.integer(60, 240) * 1_000_000;
		return period;
	});
	const metrics: Record<string, ActivityMetric[]> = {};
	for (const { athlete } of present) metrics[athlete.athlete_id] = athleteSessionMetrics(random);
	const opponent = random.pick(opponents);
	return {
		activity_id: random.uuid(),
		start_timestamp_us: startUs,
		end_timestamp_us: periods.at(-1)?.end_timestamp_us ?? null,
		description: describe(random, isMatch, opponent),
		teams: isMatch
			? [
					{ name: 'First XV', is_home: isHome },
					{ name: opponent, is_home: 1 - isHome },
				]
			: [{ name: 'First XV', is_home: HomeFlag.UNKNOWN }],
		athletes: present.map(({ athlete }) => athlete),
		athlete_participation: participationLists(present),
		tz_offset_seconds: random.chance(0.05) ? null : tzOffset,
		periods,
		activity_metrics: teamMetrics(random, present.length),
		athlete_metrics: metrics,
		events: isMatch ? ['KICK_OFF', 'HALF_TIME', 'FULL_TIME'] : random.chance(0.5) ? [] : null,
	};
}

function makePeriod(
	random: SeededRandom,
	present: readonly Participant[],
	plan: PeriodPlan,
	share: number,
	startUs: number,
	isMatch: boolean,
	isHome: number,
) {
	return {
		period_id: random.uuid(),
		name: plan.name,
		athlete_participation: random.chance(0.1) ? null : participationLists(present),
		detailed_athlete_participation: present.map(({ athlete, participation }) => ({
			athlete_id: athlete.athlete_id,
			external_athlete_id: athlete.external_athlete_id,
			is_home_team: isMatch ? isHome : HomeFlag.UNKNOWN,
			participation,
			function: random.chance(0.5) ? random.pick(['Forward', 'Back']) : null,
		})),
		start_timestamp_us: startUs,
		end_timestamp_us: startUs + plan.minutes * 60_000_000,
		athlete_metrics: present.map(({ athlete }) => ({
			athlete_id: athlete.athlete_id,
			metrics: athletePeriodMetrics(random, share),
		})),
	};
}

function participationLists(present: readonly Participant[]) {
	const ids = (wanted: number) =>
		present
			.filter(({ participation }) => participation === wanted)
			.map(({ athlete }) => athlete.athlete_id);
	return {
		full: ids(Participation.FULL),
		partial: ids(Participation.PARTIAL),
		unknown: ids(Participation.UNKNOWN),
	};
}

function drawParticipation(random: SeededRandom): number {
	if (random.chance(0.8)) return Participation.FULL;
	return random.chance(0.8) ? Participation.PARTIAL : Participation.UNKNOWN;
}

function describe(random: SeededRandom, isMatch: boolean, opponent: string): string | null {
	if (random.chance(0.05)) return null;
	return isMatch ? `Match v ${opponent}` : random.pick(sessionNames);
}
