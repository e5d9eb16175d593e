import type { TerraTeamsClient } from '../../api/client';
import { testIdentity } from '../../records/identity';
import type { Test } from '../../records/types';
import type { DeliverableSource } from '../rangeQuery';

/** What every source of tests has. */
export const testSource = { ...testIdentity, kind: 'test' } as const;

/**
 * The tests of some athletes.
 *
 * @param athletesOf the athletes of a coach; Terra takes none for all of the coach
 */
export function testsOfAthletes(
	client: TerraTeamsClient,
	athletesOf: (coachId: string) => readonly string[],
): DeliverableSource<Test> {
	return {
		...testSource,
		fetch: async (coachId, slice) => await client.searchTests(coachId, slice, athletesOf(coachId)),
		dispatch: async (coachId, range) =>
			await client.dispatchTestSearch(coachId, range, athletesOf(coachId)),
	};
}
