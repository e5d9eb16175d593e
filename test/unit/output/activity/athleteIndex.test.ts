import { AthleteIndex } from '../../../../nodes/TerraTeams/output/activity/athleteIndex';
import type { JsonObject } from '../../../../nodes/TerraTeams/records/json';

const jane = {
	athlete_id: 'a',
	external_athlete_id: '10',
	first_name: 'Jane',
	last_name: 'Doe',
	reference_id: 'r',
};
const ofJane = { athlete_id: 'a', name: 'Jane Doe', reference_id: 'r' };

function indexOf(...athletes: JsonObject[]): AthleteIndex {
	return new AthleteIndex({ athletes });
}

describe('finding an athlete', () => {
	it('works by the id of Terra and by that of the provider', () => {
		const index = indexOf({ athlete_id: 'b' }, jane);
		expect(index.find('a')).toEqual(ofJane);
		expect(index.find('10')).toBe(index.find('a'));
		expect(index.find('b')).toEqual({ athlete_id: 'b', name: null, reference_id: null });
	});

	it('prefers the athlete that has an id at Terra to one that has it at the provider', () => {
		const index = indexOf(jane, { athlete_id: '10', first_name: 'Joan' });
		expect(index.find('10')).toEqual({ athlete_id: '10', name: 'Joan', reference_id: null });
	});

	it('gives somebody of whom nothing but the id is known, the same each time', () => {
		const index = indexOf(jane);
		const unlisted = index.find('z');
		expect(unlisted).toEqual({ athlete_id: 'z', name: null, reference_id: null });
		expect(index.find('z')).toBe(unlisted);
		expect(index.find('y')).not.toBe(unlisted);
		expect(index.listed).toEqual([ofJane]);
	});

	it('gives somebody of whom nothing is known where there is no id, the same each time', () => {
		const index = indexOf({ first_name: 'Jane' });
		const nobody = index.find(null);
		expect(nobody).toEqual({ athlete_id: null, name: null, reference_id: null });
		expect(index.find(null)).toBe(nobody);
	});

	it('works by an id that only a period tells', () => {
		const index = new AthleteIndex({
			periods: [
				null,
				{ detailed_athlete_participation: null },
				{ detailed_athlete_participation: [{ athlete_id: 'b' }, null, jane] },
			],
		});
		expect(index.find('10')).toEqual(ofJane);
		expect(index.listed).toEqual([]);
	});
});

describe('the listed athletes', () => {
	it('are in the order of the list, each once', () => {
		const index = new AthleteIndex({
			athletes: [
				{ athlete_id: 'z' },
				jane,
				null,
				{ athlete_id: 'a' },
				{ external_athlete_id: '10' },
			],
			periods: [{ detailed_athlete_participation: [{ athlete_id: 'p' }] }],
		});
		expect(index.listed.map(({ athlete_id }) => athlete_id)).toEqual(['z', 'a']);
	});

	it('are none where there is no list', () => {
		expect(new AthleteIndex({}).listed).toEqual([]);
		expect(new AthleteIndex({ athletes: null }).listed).toEqual([]);
	});
});

describe('an entry with ids', () => {
	it('has the id of Terra, or else that of the provider, or none', () => {
		const index = indexOf();
		expect(index.register(jane).athlete_id).toBe('a');
		expect(index.register({ external_athlete_id: '11' }).athlete_id).toBe('11');
		expect(index.register({ first_name: 'Joan' })).toEqual({
			athlete_id: null,
			name: 'Joan',
			reference_id: null,
		});
	});

	it.each([
		['of Terra', { athlete_id: 'a' }],
		['of the provider', { external_athlete_id: '10' }],
		['of both', { athlete_id: 'a', external_athlete_id: '10' }],
		['of Terra with a new one of the provider', { athlete_id: 'a', external_athlete_id: '11' }],
	])('is of an athlete who is known by the id %s', (_, entry) => {
		const index = indexOf(jane);
		expect(index.register(entry)).toBe(index.find('a'));
		expect(index.find('10')).toEqual(ofJane);
	});

	it('is of an athlete of whom only the id at the provider was known so far', () => {
		const index = indexOf();
		const known = index.register({ external_athlete_id: '10', first_name: 'Jane' });
		expect(index.register(jane)).toBe(known);
		expect(index.find('a')).toBe(known);
		expect(index.find('10')).toBe(known);
	});

	it('is of another athlete where the same id at the provider has another one at Terra', () => {
		const index = indexOf(jane);
		const joan = index.register({ athlete_id: 'b', external_athlete_id: '10', first_name: 'Joan' });
		expect(joan).toEqual({ athlete_id: 'b', name: 'Joan', reference_id: null });
		expect(index.find('b')).toBe(joan);
		expect(index.find('a')).toEqual(ofJane);
		expect(index.find('10')).toEqual({ athlete_id: '10', name: null, reference_id: null });
	});

	it('is of another athlete for each of many with the same id at the provider', () => {
		const ids = ['a', 'b', 'c', 'd'];
		const index = indexOf(...ids.map((id) => ({ athlete_id: id, external_athlete_id: '7' })));
		expect(index.listed.map(({ athlete_id }) => athlete_id)).toEqual(ids);
		expect(ids.map((id) => index.find(id).athlete_id)).toEqual(ids);
	});

	it('with an id that several athletes have is of the same nobody each time', () => {
		const index = indexOf(jane, { athlete_id: 'b', external_athlete_id: '10' });
		const nobody = index.register({ external_athlete_id: '10' });
		expect(nobody).toEqual({ athlete_id: '10', name: null, reference_id: null });
		index.register(jane);
		expect(index.find('10')).toBe(nobody);
		expect(index.register({ external_athlete_id: '10', first_name: 'Jane' })).toBe(nobody);
		expect(nobody.name).toBeNull();
	});

	it('tells what was not known of its athlete', () => {
		const index = indexOf({ external_athlete_id: '10' }, { athlete_id: 'b', first_name: 'Joan' });
		index.register({ athlete_id: 'b', first_name: 'Other', reference_id: 's' });
		index.register(jane);
		expect(index.listed).toEqual([ofJane, { athlete_id: 'b', name: 'Joan', reference_id: 's' }]);
	});

	it('of a period or of the activity itself tells the id of Terra', () => {
		const activity = {
			athletes: [{ external_athlete_id: '10' }, { external_athlete_id: '11' }],
			detailed_athlete_participation: [{ athlete_id: 'b', external_athlete_id: '11' }],
			periods: [{ detailed_athlete_participation: [jane] }],
		};
		expect(new AthleteIndex(activity).listed.map(({ athlete_id }) => athlete_id)).toEqual([
			'a',
			'b',
		]);
	});

	it('without ids is of somebody else each time', () => {
		const index = indexOf();
		const first = index.register({ first_name: 'Jane' });
		expect(index.register({ first_name: 'Jane' })).not.toBe(first);
		expect(index.find(null)).not.toBe(first);
	});

	it('makes an athlete known by the new id of the provider as well', () => {
		const index = indexOf(jane);
		index.register({ athlete_id: 'a', external_athlete_id: '11' });
		expect(index.find('11')).toBe(index.find('a'));
	});
});
