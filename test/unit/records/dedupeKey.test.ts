import { dedupeKey, digestOf, identityOf } from '../../../nodes/TerraTeams/records/dedupeKey';

const digest = () => 'digest';

it('names the kind, the coach and the record', () => {
	expect(dedupeKey('test', 'coach-a', 'test-1')).toBe('test:coach-a:test-1');
	expect(dedupeKey('activity', null, 'activity-1')).toBe('activity::activity-1');
	expect(dedupeKey('coach', 'coach-a', 'coach-a')).toBe('coach:coach-a');
});

it('names the version where each one gets its own key', () => {
	expect(dedupeKey('test', 'coach-a', 'test-1', 'v')).toBe('test:coach-a:test-1:v');
	expect(dedupeKey('coach', null, 'coach-a', 'v')).toBe('coach:coach-a:v');
});

it('identifies a record by its id, and one without by its digest', () => {
	expect(identityOf('test', { test_id: 'one' }, digest)).toBe('one');
	expect(identityOf('test', { test_id: null }, digest)).toBe('~digest');
	const unneeded = () => {
		throw new Error('asked for');
	};
	expect(identityOf('coach', { coach_id: 'one' }, unneeded)).toBe('one');
});

it('gives a digest of 16 characters that changes with the content alone', () => {
	const one = digestOf('activity', { activity_id: 'one', athletes: [{ email: 'old' }], a: 1 });
	expect(one).toMatch(/^[\w-]{16}$/);
	expect(digestOf('activity', { a: 1, activity_id: 'one', athletes: [] })).toBe(one);
	expect(digestOf('activity', { a: 2, activity_id: 'one', athletes: [] })).not.toBe(one);
	const athlete = digestOf('athlete', { athletes: [1] });
	expect(digestOf('athlete', { athletes: [2] })).not.toBe(athlete);
});
