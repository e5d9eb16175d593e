import type { JsonObject } from '../../../nodes/TerraTeams/records/json';
import { isDated, kindRules, type RecordKind } from '../../../nodes/TerraTeams/records/kinds';

const us = 1_764_201_600_000_000;
const createdAt = '2026-01-02T03:04:05Z';
const createdUs = Date.UTC(2026, 0, 2, 3, 4, 5) * 1000;

it.each<[RecordKind, JsonObject, string, number, (string | number)[]]>([
	[
		'activity',
		{ activity_id: 'a-1', start_timestamp_us: us, description: 'Gym' },
		'a-1',
		us,
		[us, 'Gym'],
	],
	[
		'athlete',
		{
			athlete_id: 'p-1',
			coach_id: 'c-1',
			external_athlete_id: 'vald-1',
			first_name: 'Ada',
			last_name: 'Berg',
			created_at: createdAt,
		},
		'p-1',
		createdUs,
		['c-1', 'vald-1', 'Ada', 'Berg'],
	],
	[
		'coach',
		{ coach_id: 'c-1', external_coach_id: 'vald-7', provider: 'VALD', created_at: createdAt },
		'c-1',
		createdUs,
		['vald-7', 'VALD'],
	],
	['test', { test_id: 't-1', timestamp_us: us, display_name: 'Jump' }, 't-1', us, [us, 'Jump']],
])(
	'an %s has an id, a time, and what tells it apart without an id',
	(kind, record, id, at, features) => {
		const rules = kindRules[kind];
		expect(rules.id(record)).toBe(id);
		expect(rules.timestampUs(record)).toBe(at);
		expect(rules.features(record)).toEqual(features);
		expect(rules.content(record)).toEqual(record);
		expect(rules.id({})).toBeNull();
		expect(rules.timestampUs({})).toBeNull();
		expect(rules.features({})).toEqual(features.map(() => null));
	},
);

it('an athlete says whose it is, the others do not', () => {
	expect(kindRules.athlete.owner?.({ coach_id: 'c-1' })).toBe('c-1');
	expect(kindRules.coach.owner).toBeUndefined();
});

it('a date that is none is no time', () => {
	expect(kindRules.coach.timestampUs({ created_at: 'soon' })).toBeNull();
	expect(kindRules.athlete.timestampUs({ created_at: '' })).toBeNull();
});

it('the profiles of athletes are no content of an activity', () => {
	const activity = { activity_id: 'one', athletes: [{ email: 'new' }] };
	expect(kindRules.activity.content(activity)).toEqual({ activity_id: 'one' });
});

it('activities and tests are requested by time range', () => {
	const kinds: RecordKind[] = ['activity', 'athlete', 'coach', 'test'];
	expect(kinds.filter(isDated)).toEqual(['activity', 'test']);
});
