import {
	isFiltering,
	matchesFilter,
	noFilter,
	type RecordFilter,
} from '../../../nodes/TerraTeams/queries/recordFilter';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';

/** A filter that nothing matches. */
const strict: RecordFilter = {
	testTypes: new Set(['drop jump']),
	categories: new Set(['strength']),
	nameContains: 'no name',
	teamContains: 'no team',
	active: true,
	athleteIds: new Set(['a-9']),
};

const matches = (
	kind: Parameters<typeof matchesFilter>[1],
	filter: Partial<RecordFilter>,
	record: JsonObject,
) => matchesFilter({ ...noFilter, ...filter }, kind, record);

describe('a filter', () => {
	it('that leaves nothing out is empty', () => {
		expect(noFilter).toEqual({
			testTypes: new Set(),
			categories: new Set(),
			nameContains: '',
			teamContains: '',
			active: null,
			athleteIds: new Set(),
		});
		expect(isFiltering(noFilter)).toBe(false);
	});

	it.each<Partial<RecordFilter>>([
		{ testTypes: new Set(['drop jump', 'squat jump']) },
		{ categories: new Set(['strength']) },
		{ athleteIds: new Set(['a-0']) },
		{ nameContains: 'a' },
		{ teamContains: 'a' },
		{ active: true },
		{ active: false },
	])('leaves something out by any of its parts: %o', (part) => {
		expect(isFiltering({ ...noFilter, ...part })).toBe(true);
	});

	it('does not apply to coaches, and to nothing whose kind is not known', () => {
		const record = { first_name: 'Ada', display_name: 'Jump', description: 'Training' };
		expect(matchesFilter(strict, 'coach', record)).toBe(true);
		expect(matchesFilter(strict, null, record)).toBe(true);
		expect(matchesFilter(strict, 'athlete', record)).toBe(false);
		expect(matchesFilter(strict, 'activity', record)).toBe(false);
		expect(matchesFilter(strict, 'test', record)).toBe(false);
	});

	it.each(['activity', 'athlete', 'coach', 'test'] as const)(
		'that is empty leaves no %s out, whatever it holds',
		(kind) => {
			expect(matchesFilter(noFilter, kind, {})).toBe(true);
			const odd = { display_name: 7, description: null, teams: 'x', active: 'x', athletes: null };
			expect(matchesFilter(noFilter, kind, odd)).toBe(true);
		},
	);
});

describe('a test', () => {
	const types = (...labels: string[]) => ({ testTypes: new Set(labels) });

	it.each<[string, JsonObject, boolean]>([
		['by its type', { test_type: 2 }, true],
		['by its type as a text', { test_type: 'COUNTERMOVEMENT Jump' }, true],
		['by its exercise', { exercise_type: 480 }, true],
		['by its exercise beside another type', { test_type: 5, exercise_type: 480 }, true],
		['by its type beside another exercise', { test_type: 2, exercise_type: 490 }, true],
		['by the number of a code without a label', { test_type: 77 }, true],
		['not by another type', { test_type: 5, exercise_type: 490 }, false],
		['not by a code that says nothing', { test_type: -1, exercise_type: -1 }, false],
		['not by a movement', { movement: 480 }, false],
		['not by a name', { display_name: 'Nordic' }, false],
		['not without any', { test_type: null }, false],
	])('is of a type %s', (_, test, isOfType) => {
		const filter = types('countermovement jump', 'nordic', 'unknown (77)');
		expect(matches('test', filter, test)).toBe(isOfType);
	});

	it.each<[JsonObject, boolean]>([
		[{ category: 2 }, true],
		[{ category: 'STRENGTH' }, true],
		[{ category: 3 }, true],
		[{ category: 1 }, false],
		[{ category: 0 }, false],
		[{ category: null }, false],
		[{ test_type: 2 }, false],
	])('is of a category by its label: %o is %p', (test, isOfCategory) => {
		const filter = { categories: new Set(['strength', 'range of motion']) };
		expect(matches('test', filter, test)).toBe(isOfCategory);
	});

	it.each<[JsonObject, boolean]>([
		[{ display_name: 'Big JUMP today' }, true],
		[{ display_name: 'Hop', test_type: 2 }, false],
		[{ test_type: 2 }, true],
		[{ exercise_type: 690 }, true],
		[{ movement: 180 }, true],
		[{ notes: 'jump' }, false],
		[{}, false],
	])('has a name that contains a text: %o is %p', (test, hasName) => {
		expect(matches('test', { nameContains: 'jump' }, test)).toBe(hasName);
	});

	it('has to be all that is wanted', () => {
		const filter = {
			testTypes: new Set(['drop jump']),
			categories: new Set(['strength']),
			nameContains: 'left',
		};
		const test = { test_type: 5, category: 2, display_name: 'Left leg' };
		expect(matches('test', filter, test)).toBe(true);
		expect(matches('test', filter, { ...test, test_type: 2 })).toBe(false);
		expect(matches('test', filter, { ...test, category: 3 })).toBe(false);
		expect(matches('test', filter, { ...test, display_name: 'Right leg' })).toBe(false);
	});

	it('does not tell its team, its athlete, and whether that one is active', () => {
		const others = { teamContains: 'x', active: true, athleteIds: new Set(['a-9']) };
		expect(matches('test', others, { active: false, athlete_id: 'a-0' })).toBe(true);
	});
});

describe('an activity', () => {
	it.each<[JsonObject, boolean]>([
		[{ description: 'Morning TRAINING 1' }, true],
		[{ description: 'Match' }, false],
		[{ description: null }, false],
		[{ display_name: 'training' }, false],
	])('has a description that contains a text: %o is %p', (activity, hasName) => {
		expect(matches('activity', { nameContains: 'training' }, activity)).toBe(hasName);
	});

	it.each<[JsonObject, boolean]>([
		[{ teams: [{ name: 'FC United' }] }, true],
		[{ teams: [{ name: 'City' }, null, { name: 'UNITED' }] }, true],
		[{ teams: [{ name: 'City' }, { name: null }, 'united'] }, false],
		[{ teams: [] }, false],
		[{ teams: null }, false],
		[{ description: 'united' }, false],
	])('has a team that contains a text: %o is %p', (activity, hasTeam) => {
		expect(matches('activity', { teamContains: 'united' }, activity)).toBe(hasTeam);
	});

	it.each<[string, JsonObject, boolean]>([
		['in its list', { athletes: [{ athlete_id: 'a-0' }, { athlete_id: 'a-1' }] }, true],
		['in a participation', { athlete_participation: { full: ['a-0'], partial: ['a-2'] } }, true],
		['in a period', { periods: [{ athlete_participation: { unknown: ['a-1'] } }] }, true],
		['among others alone', { athletes: [{ athlete_id: 'a-0' }] }, false],
		['without any', { athletes: [] }, false],
	])('has one of some athletes %s', (_, activity, hasAthlete) => {
		const filter = { athleteIds: new Set(['a-1', 'a-2']) };
		expect(matches('activity', filter, activity)).toBe(hasAthlete);
	});

	it('has to be all that is wanted', () => {
		const filter = { nameContains: 'md', teamContains: 'u19', athleteIds: new Set(['a-0']) };
		const activity = {
			description: 'MD-3',
			teams: [{ name: 'U19' }],
			athletes: [{ athlete_id: 'a-0' }],
		};
		expect(matches('activity', filter, activity)).toBe(true);
		expect(matches('activity', filter, { ...activity, description: 'Gym' })).toBe(false);
		expect(matches('activity', filter, { ...activity, teams: [{ name: 'U17' }] })).toBe(false);
		expect(matches('activity', filter, { ...activity, athletes: [] })).toBe(false);
	});

	it('has no type, no category, and is not active', () => {
		const { testTypes, categories, active } = strict;
		expect(matches('activity', { testTypes, categories, active }, { active: false })).toBe(true);
	});
});

describe('an athlete', () => {
	it.each<[JsonObject, boolean]>([
		[{ first_name: 'ADA', last_name: 'Love' }, true],
		[{ first_name: 'Bo', last_name: 'Adams' }, true],
		[{ first_name: 'Ad', last_name: 'a' }, false],
		[{ first_name: null, last_name: null }, false],
		[{ email: 'ada@example.com' }, false],
	])('has a name that contains a text: %o is %p', (athlete, hasName) => {
		expect(matches('athlete', { nameContains: 'ada' }, athlete)).toBe(hasName);
	});

	it('has both names in one', () => {
		const athlete = { first_name: 'Ada', last_name: 'Love' };
		expect(matches('athlete', { nameContains: 'ada love' }, athlete)).toBe(true);
	});

	it.each<[boolean, JsonObject, boolean]>([
		[true, { active: true }, true],
		[true, { active: false }, false],
		[true, { active: null }, false],
		[true, {}, false],
		[true, { active: 'true' }, false],
		[false, { active: false }, true],
		[false, { active: true }, false],
		[false, { active: null }, false],
		[false, {}, false],
	])('where only active %p is wanted: %o is %p', (active, athlete, isWanted) => {
		expect(matches('athlete', { active }, athlete)).toBe(isWanted);
	});

	it.each<[JsonObject, boolean]>([
		[{ athlete_id: 'a-1' }, true],
		[{ athlete_id: 7 }, true],
		[{ athlete_id: 'A-1' }, false],
		[{ athlete_id: 'a-0' }, false],
		[{ external_athlete_id: 'a-1' }, false],
		[{}, false],
	])('is one of some: %o is %p', (athlete, isOne) => {
		expect(matches('athlete', { athleteIds: new Set(['a-1', '7']) }, athlete)).toBe(isOne);
	});

	it('has to be all that is wanted', () => {
		const filter = { nameContains: 'ada', active: true, athleteIds: new Set(['a-0']) };
		const athlete = { athlete_id: 'a-0', first_name: 'Ada', active: true };
		expect(matches('athlete', filter, athlete)).toBe(true);
		expect(matches('athlete', filter, { ...athlete, first_name: 'Bea' })).toBe(false);
		expect(matches('athlete', filter, { ...athlete, active: false })).toBe(false);
		expect(matches('athlete', filter, { ...athlete, athlete_id: 'a-1' })).toBe(false);
	});

	it('has no type, no category and no team', () => {
		const { testTypes, categories, teamContains } = strict;
		expect(matches('athlete', { testTypes, categories, teamContains }, {})).toBe(true);
	});
});
