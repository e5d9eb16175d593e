import { Roster } from '../../../nodes/TerraTeams/queries/roster';
import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import type { Athlete } from '../../../nodes/TerraTeams/records/types';

const ada: Athlete = { athlete_id: 'a-0', external_athlete_id: 'vald-0', first_name: 'Ada' };
const bea: Athlete = { athlete_id: 'a-1', external_athlete_id: 'vald-1', first_name: 'Bea' };

describe('the athletes of a roster', () => {
	it('are those with an id, in the order in which they came', () => {
		const seven: Athlete = { athlete_id: 7 };
		const nameless: Athlete[] = [
			{},
			{ athlete_id: null },
			{ athlete_id: '' },
			{ external_athlete_id: 'x' },
		];
		expect(new Roster([bea, ...nameless, seven, ada]).athletes).toEqual([
			{ id: 'a-1', athlete: bea },
			{ id: '7', athlete: seven },
			{ id: 'a-0', athlete: ada },
		]);
	});

	it('are each there once, as they came first', () => {
		const again: Athlete = { athlete_id: 'a-0', external_athlete_id: 'vald-9', first_name: 'A.' };
		const roster = new Roster([ada, again, bea]);
		expect(roster.athletes).toEqual([
			{ id: 'a-0', athlete: ada },
			{ id: 'a-1', athlete: bea },
		]);
		expect(roster.namedBy({ external_athlete_id: 'vald-9' })).toEqual({
			athlete_id: null,
			external_athlete_id: 'vald-9',
		});
	});

	it('are none of nothing', () => {
		expect(new Roster([]).athletes).toEqual([]);
	});

	it('keep their own id of the provider where one comes twice', () => {
		const roster = new Roster([ada, { ...ada }]);
		expect(roster.namedBy({ external_athlete_id: 'vald-0' })).toBe(ada);
	});
});

describe('the athlete that a test names', () => {
	const onlyOfProvider: Athlete = { external_athlete_id: 'vald-2', first_name: 'Cleo' };
	const roster = new Roster([ada, bea, onlyOfProvider]);

	it.each<[string, JsonObject, Athlete]>([
		['by id', { athlete_id: 'a-1' }, bea],
		["by the provider's id", { external_athlete_id: 'vald-1' }, bea],
		["by the provider's id in place of its own", { athlete_id: 'vald-0' }, ada],
		["by its own id in place of the provider's", { external_athlete_id: 'a-0' }, ada],
		['without an id in the roster', { external_athlete_id: 'vald-2' }, onlyOfProvider],
		['by the id in an object', { athlete: { athlete_id: 'a-1' } }, bea],
		["by the provider's id in an object", { athlete: { external_athlete_id: 'vald-0' } }, ada],
		['by its id first', { athlete_id: 'a-0', external_athlete_id: 'vald-1' }, ada],
		[
			"by the provider's id where its own is of nobody",
			{ athlete_id: 'a-9', external_athlete_id: 'vald-1' },
			bea,
		],
		['by the test before the object', { athlete_id: 'a-0', athlete: { athlete_id: 'a-1' } }, ada],
		[
			"by the provider's id of the test before that of the object",
			{ external_athlete_id: 'vald-0', athlete: { external_athlete_id: 'vald-1' } },
			ada,
		],
	])('is the one of the roster: %s', (_, test, athlete) => {
		expect(roster.namedBy(test)).toBe(athlete);
	});

	it.each<[string, JsonObject, Athlete]>([
		['by id', { athlete_id: 'a-9' }, { athlete_id: 'a-9', external_athlete_id: null }],
		[
			"by the provider's id",
			{ external_athlete_id: 9 },
			{ athlete_id: null, external_athlete_id: '9' },
		],
		[
			'by an object with a name',
			{ athlete: { athlete_id: 8, external_athlete_id: 'vald-8', first_name: 'Zoe' } },
			{ athlete_id: '8', external_athlete_id: 'vald-8', first_name: 'Zoe' },
		],
		[
			'by the test and an object',
			{ athlete_id: 'a-9', athlete: { athlete_id: 'a-8', external_athlete_id: 'vald-8' } },
			{ athlete_id: 'a-9', external_athlete_id: 'vald-8' },
		],
		[
			'beside a text',
			{ athlete_id: 'a-9', athlete: 'Zoe' },
			{ athlete_id: 'a-9', external_athlete_id: null },
		],
		[
			'beside a list',
			{ athlete_id: 'a-9', athlete: ['Zoe'] },
			{ athlete_id: 'a-9', external_athlete_id: null },
		],
	])('is as the test says where the roster has no such one: %s', (_, test, athlete) => {
		expect(roster.namedBy(test)).toEqual(athlete);
	});

	it.each<JsonObject>([
		{},
		{ athlete_id: null, external_athlete_id: null },
		{ athlete_id: '', external_athlete_id: '' },
		{ athlete_id: {}, external_athlete_id: ['a-0'] },
		{ athlete: null },
		{ athlete: 'a-0' },
		{ athlete: [ada] },
		{ athlete: { first_name: 'Ada' } },
	])('is none where it names nobody: %o', (test) => {
		expect(roster.namedBy(test)).toBeNull();
	});

	it('is not one of several with the same id of the provider', () => {
		const withNumber = (id: string): Athlete => ({ athlete_id: id, external_athlete_id: '7' });
		const [one, two, three] = [withNumber('a-0'), withNumber('a-1'), withNumber('a-2')] as const;
		const unknown = { athlete_id: null, external_athlete_id: '7' };
		expect(new Roster([one, two]).namedBy({ external_athlete_id: '7' })).toEqual(unknown);
		expect(new Roster([one, two, three]).namedBy({ external_athlete_id: '7' })).toEqual(unknown);
		const named = { athlete_id: 'a-1', external_athlete_id: '7' };
		expect(new Roster([one, two]).namedBy(named)).toBe(two);
	});

	it('is, of two with the same id, the one whose own id it is', () => {
		const other: Athlete = { athlete_id: 'a-2', external_athlete_id: 'a-0' };
		expect(new Roster([other, ada]).namedBy({ athlete_id: 'a-0' })).toBe(ada);
	});
});
