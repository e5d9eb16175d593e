import type { TerraTeamsClient } from '../../api/client';
import { readText } from '../../records/readers';
import type { Test } from '../../records/types';
import { coachIdsOf, type CoachSelection } from '../coach.fields';
import type { Execution } from '../execution';
import {
	queryRange,
	type DeliverableSource,
	type RangeQuery,
	type RangeResult,
} from '../rangeQuery';
import { testsOfAthletes, testSource } from './testSource';

/**
 * The tests of some coaches that a query finds. Where it is for certain athletes, only their coaches
 * are asked, and only for them.
 *
 * @throws TerraTeamsError as {@link queryRange}
 */
export async function queryTests(
	coaches: CoachSelection,
	query: RangeQuery,
	execution: Execution,
): Promise<RangeResult<Test>> {
	const coachIds = await coachIdsOf(coaches, execution);
	const { athleteIds } = query.filter;
	if (athleteIds.size === 0) {
		return await queryRange(allTests(execution.client), coachIds, query, execution);
	}
	const athletes = await athletesByCoach(athleteIds, coachIds, execution);
	const source = testsOfAthletes(execution.client, (id) => athletes.get(id) ?? []);
	return await queryRange(source, [...athletes.keys()], query, execution);
}

function allTests(client: TerraTeamsClient): DeliverableSource<Test> {
	return {
		...testSource,
		fetch: async (coachId, slice) => await client.getTests(coachId, slice),
		dispatch: async (coachId, range) => await client.dispatchTests(coachId, range),
	};
}

/**
 * The chosen athletes of each coach that has some: only these coaches are asked for tests. Takes one
 * request.
 */
async function athletesByCoach(
	athleteIds: ReadonlySet<string>,
	coachIds: readonly string[],
	execution: Execution,
): Promise<Map<string, string[]>> {
	const [only] = coachIds;
	const athletes =
		coachIds.length === 1 && only !== undefined
			? await execution.getCoachAthletes(only)
			: await execution.getAthletes();
	const byCoach = new Map<string, string[]>();
	for (const athlete of athletes) {
		const id = readText(athlete, 'athlete_id');
		const coachId = coachIds.length === 1 ? only : readText(athlete, 'coach_id');
		if (id === null || !athleteIds.has(id) || !coachId || !coachIds.includes(coachId)) continue;
		byCoach.set(coachId, [...(byCoach.get(coachId) ?? []), id]);
	}
	return byCoach;
}
