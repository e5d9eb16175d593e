import { isObject } from '../../../simulator/json';

/** An athlete as an item shows one. */
export interface NamedAthlete {
	athleteId: string;
	name: string;
}

/** Every athlete in an item who has an id and a name: the item's own, and those of an activity. */
export function namesIn(value: unknown): NamedAthlete[] {
	if (Array.isArray(value)) return value.flatMap(namesIn);
	if (!isObject(value)) return [];
	const within = Object.values(value).flatMap(namesIn);
	const { athlete_id: athleteId, athlete_name: ofTest, name: ofAthlete, test_id: testId } = value;
	// What has the id of a test has the test's own name there.
	const name = testId === undefined ? (ofTest ?? ofAthlete) : ofTest;
	if (typeof athleteId !== 'string' || typeof name !== 'string') return within;
	return [{ athleteId, name }, ...within];
}
