import { testFacts, testName } from '../../../../nodes/TerraTeams/output/test/testFacts';
import type { JsonObject } from '../../../../nodes/TerraTeams/records/json';

it('says of a test all that it says itself, in words', () => {
	const record = {
		test_id: 't',
		display_name: 'CMJ',
		timestamp_us: 1_795_368_600_000_000,
		tz_offset_seconds: 3600,
		test_type: 2,
		exercise_type: 520,
		movement: 180,
		category: 2,
		body_region: 2,
		position: 400,
		device: 'ForceDecks',
		athlete_weight: 81.5,
		duration_us: 2_500_000,
		notes: 'Tired',
	};
	const athlete = { athlete_id: 'a', first_name: 'Ada', last_name: 'Lau', reference_id: 'r' };
	expect(testFacts({ record, coachId: 'c', athlete }, 'America/New_York')).toEqual({
		athlete_name: 'Ada Lau',
		timestamp: '2026-11-22T17:30:00.000Z',
		local_date: '2026-11-22',
		name: 'CMJ',
		test_type: 'Countermovement Jump',
		local_time: '2026-11-22T18:30:00+01:00',
		athlete_reference_id: 'r',
		athlete_id: 'a',
		test_id: 't',
		coach_id: 'c',
		display_name: 'CMJ',
		exercise_type: 'Bench Press',
		movement: 'Jump',
		category: 'Strength',
		body_region: 'Shoulder',
		position: 'Standing',
		device: 'ForceDecks',
		athlete_weight: 81.5,
		duration_seconds: 2.5,
		notes: 'Tired',
	});
});

it('says nothing of a test that says nothing', () => {
	const facts = testFacts({ record: {}, coachId: null, athlete: null }, 'UTC');
	expect(Object.keys(facts)).toHaveLength(20);
	expect(Object.values(facts).filter((fact) => fact !== null)).toEqual([]);
});

it.each<[JsonObject, string | null]>([
	[{ display_name: 'CMJ', test_type: 2, exercise_type: 520, movement: 180 }, 'CMJ'],
	[{ display_name: '', test_type: 2, exercise_type: 520, movement: 180 }, 'Countermovement Jump'],
	[{ test_type: -1, exercise_type: 520, movement: 180 }, 'Bench Press'],
	[{ test_type: -1, exercise_type: -1, movement: 180 }, 'Jump'],
	[{ test_type: -1, exercise_type: -1, movement: -1 }, null],
])('calls the test %j %s', (test, name) => {
	expect(testName(test)).toBe(name);
});
