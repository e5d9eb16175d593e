import { TerraTeamsError } from '../api/errors';
import type { Athlete } from '../records/types';

/**
 * The athletes of all coaches.
 *
 * @param getAthletes one request; gives `null` for a response without a body
 * @throws TerraTeamsError where the response has no body: it must not pass for an account without
 *   athletes
 */
export async function accountAthletes(
	getAthletes: () => Promise<Athlete[] | null>,
): Promise<Athlete[]> {
	const athletes = await getAthletes();
	if (athletes) return athletes;
	throw new TerraTeamsError({ operation: 'Get many athletes', problem: 'empty', status: 200 });
}
