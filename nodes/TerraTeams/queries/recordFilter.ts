import { labelOf } from '../output/codeLabels';
import * as codes from '../output/codes';
import { athleteIdsOf } from '../output/activity/readActivity';
import { testName } from '../output/test/testFacts';
import type { JsonObject } from '../records/json';
import type { RecordKind } from '../records/kinds';
import { athleteName, readText, recordsOf } from '../records/readers';
import type { Activity, Athlete, TeamFields, Test } from '../records/types';

/** Which records a user wants. What is empty or `null` does not matter. */
export interface RecordFilter {
	/** Labels of test types and exercises in lower case. For tests. */
	testTypes: ReadonlySet<string>;
	/** Labels of categories in lower case. For tests. */
	categories: ReadonlySet<string>;
	/** In lower case. For all but coaches. */
	nameContains: string;
	/** In lower case. For activities. */
	teamContains: string;
	/** For athletes. */
	active: boolean | null;
	/**
	 * For athletes and activities. A test does not name its athlete, so these are not part of
	 * {@link matchesFilter} for tests.
	 */
	athleteIds: ReadonlySet<string>;
}

/** The filter of a user who wants everything. */
export const noFilter: RecordFilter = {
	testTypes: new Set(),
	categories: new Set(),
	nameContains: '',
	teamContains: '',
	active: null,
	athleteIds: new Set(),
};

/** Whether a filter leaves anything out. */
export function isFiltering(filter: RecordFilter): boolean {
	const { testTypes, categories, nameContains, teamContains, active, athleteIds } = filter;
	const sets = [testTypes, categories, athleteIds];
	const texts = [nameContains, teamContains];
	return sets.some(({ size }) => size > 0) || texts.some((text) => text !== '') || active !== null;
}

/**
 * Whether a record is one that the user wants, as far as the record itself tells.
 *
 * @param kind `null` where it is not known: no filter applies
 */
export function matchesFilter(
	filter: RecordFilter,
	kind: RecordKind | null,
	record: JsonObject,
): boolean {
	if (kind === 'test') return matchesTest(filter, record);
	if (kind === 'activity') return matchesActivity(filter, record);
	return kind !== 'athlete' || matchesAthlete(filter, record);
}

function matchesTest({ testTypes, categories, nameContains }: RecordFilter, test: Test): boolean {
	const isOfType = () =>
		isIn(testTypes, labelOf(codes.testType, test.test_type)) ||
		isIn(testTypes, labelOf(codes.exerciseType, test.exercise_type));
	return (
		(testTypes.size === 0 || isOfType()) &&
		(categories.size === 0 || isIn(categories, labelOf(codes.testCategory, test.category))) &&
		(nameContains === '' || contains(testName(test), nameContains))
	);
}

function matchesActivity(
	{ nameContains, teamContains, athleteIds }: RecordFilter,
	activity: Activity,
): boolean {
	if (!contains(readText(activity, 'description'), nameContains)) return false;
	const teams = recordsOf<TeamFields>(activity.teams).map((team) => readText(team, 'name'));
	if (teamContains !== '' && !teams.some((name) => contains(name, teamContains))) return false;
	return athleteIds.size === 0 || athleteIdsOf(activity).some((id) => athleteIds.has(id));
}

function matchesAthlete(
	{ nameContains, active, athleteIds }: RecordFilter,
	athlete: Athlete,
): boolean {
	return (
		contains(athleteName(athlete), nameContains) &&
		(active === null || athlete.active === active) &&
		(athleteIds.size === 0 || athleteIds.has(readText(athlete, 'athlete_id') ?? ''))
	);
}

function isIn(labels: ReadonlySet<string>, label: string | null): boolean {
	return label !== null && labels.has(label.toLowerCase());
}

function contains(text: string | null, part: string): boolean {
	return part === '' || (text !== null && text.toLowerCase().includes(part));
}
