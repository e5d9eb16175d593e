import { testKey } from '../../../nodes/TerraTeams/queries/testKey';
import type { Test } from '../../../nodes/TerraTeams/records/types';

it.each<[string, Test, string]>([
	['a text', { test_id: 'one', display_name: 'Jump', athlete_id: 'a' }, 'id one'],
	['a number', { test_id: 0 }, 'id 0'],
])('is the id of the test alone: %s', (_, test, key) => {
	expect(testKey(test)).toBe(key);
});

it.each<[string, Test, string]>([
	['missing', { value: 1 }, '{"value":1}'],
	['null', { test_id: null, value: 1 }, '{"test_id":null,"value":1}'],
	['empty', { test_id: '', value: 1 }, '{"test_id":"","value":1}'],
	['something else', { test_id: {}, value: 1 }, '{"test_id":{},"value":1}'],
])('is everything else in the test where its id is %s', (_, test, key) => {
	expect(testKey(test)).toBe(key);
});

it.each<[string, Test]>([
	['an id', { athlete_id: 'a' }],
	["the provider's id", { external_athlete_id: 'vald-0' }],
	['a profile', { athlete: { athlete_id: 'a', first_name: 'Ada' } }],
])('does not depend on whether a response names the athlete by %s', (_, named) => {
	expect(testKey({ display_name: 'Jump', ...named })).toBe('{"display_name":"Jump"}');
});

it('does not depend on the order of fields and lists', () => {
	const one = { display_name: 'Jump', sets: [{ weight: 1, side: 2 }, { weight: 3 }] };
	const other = { sets: [{ weight: 3 }, { side: 2, weight: 1 }], display_name: 'Jump' };
	expect(testKey(one)).toBe(testKey(other));
	expect(testKey(one)).toBe('{"display_name":"Jump","sets":[{"side":2,"weight":1},{"weight":3}]}');
});

it('leaves the test as it is', () => {
	const test = { display_name: 'Jump', athlete_id: 'a', external_athlete_id: 'b', athlete: {} };
	const copy = structuredClone(test);
	testKey(test);
	expect(test).toEqual(copy);
});
