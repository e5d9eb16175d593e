import { parseList } from '../../../nodes/TerraTeams/shared/parameters';

it.each([
	[
		['a', ' b ', 'a', ''],
		['a', 'b'],
	],
	['a, b,,a', ['a', 'b']],
	['["a", "b"]', ['a', 'b']],
	[' [ "a", 7, null ] ', ['a', '7']],
	['[]', []],
	['[a', ['[a']],
	[null, []],
	['', []],
])('reads a list from an array, its JSON, or text with commas: %j', (value, list) => {
	expect(parseList(value, 'Coach IDs')).toEqual(list);
});

it.each([{}, true, [{}]])('refuses anything else: %j', (value) => {
	expect(() => parseList(value, 'Coach IDs')).toThrow('Coach IDs must be text');
});
