import type { AthleteRecord, CoachLogin, CoachRecord } from '../records';
import { firstNames, toEmailName, lastNames } from './names';
import type { SeededRandom } from './random';
import { dayMs, isoDate, isoMicroseconds } from './times';

const regionOf: Readonly<Record<string, string>> = { VALD: 'eu', CATAPULT: 'au', GYMAWARE: 'us' };

/** The coach's time zone, in seconds east of Greenwich. */
export function tzOffsetSeconds(coach: CoachRecord): number {
	return { eu: 3600, au: 36_000, us: -18_000 }[String(coach.region)] ?? 0;
}

/** `number` makes the readable ids unique; `createdUs`: microseconds since 1970. */
export function makeCoach(
	random: SeededRandom,
	provider: string,
	number: number,
	createdUs: number,
): CoachRecord {
	return {
		coach_id: random.uuid(),
		external_coach_id: `${provider.toLowerCase()}-coach-${random.integer(10, 99)}${number}`,
		reference_id: `team-${number}-coach`,
		region: regionOf[provider] ?? 'eu',
		provider,
		created_at: isoMicroseconds(createdUs),
	};
}

export function makeLogin(random: SeededRandom, provider: string): CoachLogin {
	const account = `${provider.toLowerCase()}-client-${random.integer(1000, 9999)}`;
	if (provider === 'CATAPULT') return { token: `catapult-token-${random.uuid()}` };
	if (provider === 'GYMAWARE') return { client_id: account, token: `gymaware-${random.uuid()}` };
	return { client_id: account, client_secret: `secret-${random.uuid()}` };
}

/**
 * About one athlete in six has no reference id, and a few have no e-mail address or date of birth.
 * `number` makes the readable ids unique; `createdUs`: microseconds since 1970.
 */
export function makeAthlete(
	random: SeededRandom,
	coach: CoachRecord,
	number: number,
	createdUs: number,
): AthleteRecord {
	const first = random.pick(firstNames);
	const last = random.pick(lastNames);
	const hasReference = !random.chance(0.16);
	const hasEmail = !random.chance(0.1);
	const bornMs = Date.UTC(1990, 0, 1) + random.integer(0, 17 * 365) * dayMs;
	const updatedUs = createdUs + random.integer(0, 20 * 86_400) * 1_000_000;
	return {
		coach_id: coach.coach_id,
		athlete_id: random.uuid(),
		external_athlete_id: `${coach.provider.toLowerCase()}-athlete-${number}`,
		reference_id: hasReference ? `club-athlete-${String(number).padStart(4, '0')}` : null,
		provider: coach.provider,
		first_name: first,
		last_name: last,
		email: hasEmail ? `${toEmailName(first)}.${toEmailName(last)}${number}@club.example` : null,
		created_at: isoMicroseconds(createdUs),
		date_of_birth: random.chance(0.06) ? null : isoDate(bornMs),
		last_updated_at: isoMicroseconds(updatedUs),
		active: !random.chance(0.05),
	};
}
