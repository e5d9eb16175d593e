import { testIdentity } from '../records/identity';
import { canonicalJson } from '../records/json';
import type { Test } from '../records/types';

/**
 * Identifies a test in a response. Without an id, by all fields but those of the athlete, which only
 * one of the endpoints may send.
 */
export function testKey(test: Test): string {
	const id = testIdentity.id(test);
	if (id !== null) return `id ${id}`;
	return canonicalJson({
		...test,
		athlete: undefined,
		athlete_id: undefined,
		external_athlete_id: undefined,
	});
}
