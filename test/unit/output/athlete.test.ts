import { simplifyAthlete } from '../../../nodes/TerraTeams/output/athlete';

const jane = {
	coach_id: 'anna',
	athlete_id: 'a',
	external_athlete_id: 'x',
	reference_id: 'r',
	provider: 'VALD',
	first_name: 'Jane',
	last_name: 'Doe',
	email: 'jane@example.com',
	created_at: '2026-01-02T03:04:05Z',
	date_of_birth: '2001-02-03',
	last_updated_at: '2026-05-06T07:08:09Z',
	active: false,
};

it('has ten fields of an athlete, in this order', () => {
	const simplified = simplifyAthlete({ record: jane, coachId: 'bob' });
	expect(Object.entries(simplified)).toEqual([
		['athlete_id', 'a'],
		['name', 'Jane Doe'],
		['reference_id', 'r'],
		['external_athlete_id', 'x'],
		['email', 'jane@example.com'],
		['date_of_birth', '2001-02-03'],
		['active', false],
		['provider', 'VALD'],
		['coach_id', 'anna'],
		['last_updated_at', '2026-05-06T07:08:09Z'],
	]);
});

it('has null for each field that is missing', () => {
	expect(simplifyAthlete({ record: {}, coachId: null })).toEqual({
		athlete_id: null,
		name: null,
		reference_id: null,
		external_athlete_id: null,
		email: null,
		date_of_birth: null,
		active: null,
		provider: null,
		coach_id: null,
		last_updated_at: null,
	});
});

it.each([
	[true, true],
	[false, false],
	['true', null],
	[1, null],
	[null, null],
	[undefined, null],
])('an athlete with %j as active is active: %j', (active, expected) => {
	expect(simplifyAthlete({ record: { active }, coachId: null }).active).toBe(expected);
});

it.each([
	['anna', 'bob', 'anna'],
	['anna', null, 'anna'],
	[null, 'bob', 'bob'],
	[undefined, 'bob', 'bob'],
	['', 'bob', 'bob'],
	[null, null, null],
])('an athlete of the coach %j, received for %j, is of the coach %j', (own, asked, expected) => {
	const simplified = simplifyAthlete({ record: { coach_id: own }, coachId: asked });
	expect(simplified.coach_id).toBe(expected);
});
